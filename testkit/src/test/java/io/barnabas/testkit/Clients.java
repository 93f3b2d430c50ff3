// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Stock clients of a test broker. */
final class Clients {
    private static final Duration POLL = Duration.ofMillis(50);

    private Clients() {}

    static Admin admin(TestBroker broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    static int partitionsOf(Admin admin, String topic) throws Exception {
        return admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                .mapToInt(description -> description.partitions().size())
                .sum();
    }

    static KafkaProducer<String, String> producer(TestBroker broker, Map<String, ?> configs) {
        Map<String, Object> all = new HashMap<>(configs);
        all.put("bootstrap.servers", broker.bootstrapServers());
        return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
    }

    static void produce(TestBroker broker, String topic, String... values) {
        try (var producer = producer(broker, Map.of())) {
            for (String value : values) {
                send(producer, topic, value);
            }
        }
    }

    static void send(KafkaProducer<String, String> producer, String topic, String value) {
        try {
            producer.send(new ProducerRecord<>(topic, value)).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In the classic protocol unless the configs say otherwise. */
    static KafkaConsumer<String, String> consumer(TestBroker broker, String group, Map<String, ?> configs) {
        var all = new Properties();
        all.put("bootstrap.servers", broker.bootstrapServers());
        all.put("group.id", group);
        all.put("auto.offset.reset", "earliest");
        all.putAll(configs);
        return new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer());
    }

    /** The first values that a new group gets. */
    static List<String> consume(TestBroker broker, String group, String topic, int count) {
        try (var consumer = consumer(broker, group, Map.of())) {
            consumer.subscribe(List.of(topic));
            return take(consumer, count);
        }
    }

    static List<String> take(KafkaConsumer<String, String> consumer, int count) {
        List<String> values = new ArrayList<>();
        for (int polls = 0; values.size() < count && polls < 600; polls++) {
            for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
                values.add(record.value());
            }
        }
        return values;
    }
}
