// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** Stock kafka-clients with short, explicit settings, and the few steps that every story takes. */
public final class Clients {
    /** Longer than anything takes on a loaded machine; nothing waits it out unless it fails. */
    public static final Duration TIMEOUT = Duration.ofSeconds(40);

    private static final AtomicInteger NAMES = new AtomicInteger();

    private Clients() {}

    /** A name that no other test of this run uses. */
    public static String unique(String name) {
        return name + "-" + NAMES.incrementAndGet();
    }

    public static Admin admin(String bootstrap) {
        return Admin.create(Map.of("bootstrap.servers", bootstrap, "default.api.timeout.ms", "40000"));
    }

    public static String createTopic(String bootstrap, String name, int partitions) {
        return createTopic(bootstrap, name, partitions, Map.of());
    }

    /** Creates a topic with a unique name made from this one, and returns it. */
    public static String createTopic(String bootstrap, String name, int partitions, Map<String, String> configs) {
        var topic = unique(name);
        try (var admin = admin(bootstrap)) {
            get(admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(configs)))
                    .all());
            awaitLeaders(admin, partitions(topic, partitions));
        }
        return topic;
    }

    /** Kafka answers before every partition is served; a batch refused meanwhile may be out of order for ever. */
    private static void awaitLeaders(Admin admin, List<TopicPartition> partitions) {
        var latest = partitions.stream().collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest()));
        Awaitility.await()
                .atMost(TIMEOUT)
                .ignoreException(UnknownTopicOrPartitionException.class)
                .until(() -> get(admin.listOffsets(latest).all()).size() == partitions.size());
    }

    public static Producer<String, String> producer(String bootstrap, String... properties) {
        return new KafkaProducer<>(
                settings(bootstrap, "linger.ms=0", properties), new StringSerializer(), new StringSerializer());
    }

    public static Map<String, Object> settings(String bootstrap, String property, String... properties) {
        var settings = new HashMap<String, Object>();
        settings.put("bootstrap.servers", bootstrap);
        settings.put("reconnect.backoff.max.ms", "200");
        settings.put("retry.backoff.max.ms", "200");
        put(settings, property);
        for (var each : properties) {
            put(settings, each);
        }
        return settings;
    }

    private static void put(Map<String, Object> settings, String property) {
        var equals = property.indexOf('=');
        settings.put(property.substring(0, equals), property.substring(equals + 1));
    }

    /** Sends them all, then waits for every answer. */
    public static <K, V> List<RecordMetadata> send(Producer<K, V> producer, Stream<ProducerRecord<K, V>> records) {
        return records.map(producer::send).toList().stream().map(Clients::get).toList();
    }

    @SafeVarargs
    public static <K, V> List<RecordMetadata> send(Producer<K, V> producer, ProducerRecord<K, V>... records) {
        var all = new ArrayList<ProducerRecord<K, V>>();
        for (var record : records) {
            all.add(record);
        }
        return send(producer, all.stream());
    }

    /** Sends so many records with no key to one partition, {@code v0, v1, ...}. */
    public static void fill(String bootstrap, String topic, int partition, int count) {
        try (var producer = producer(bootstrap, "linger.ms=5")) {
            send(
                    producer,
                    IntStream.range(0, count).mapToObj(i -> new ProducerRecord<>(topic, partition, null, "v" + i)));
        }
    }

    /** Reads from the earliest record unless it has a committed offset; commits only when told. */
    public static Consumer<String, String> consumer(String bootstrap, String... properties) {
        var settings = settings(bootstrap, "auto.offset.reset=earliest", "enable.auto.commit=false");
        for (var property : properties) {
            put(settings, property);
        }
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    public static Consumer<String, String> groupConsumer(String bootstrap, String group, String... properties) {
        var all = new ArrayList<>(List.of("group.id=" + group, "heartbeat.interval.ms=200"));
        all.addAll(List.of(properties));
        return consumer(bootstrap, all.toArray(String[]::new));
    }

    public static Consumer<String, String> assigned(String bootstrap, String topic, int partitions) {
        var consumer = consumer(bootstrap);
        consumer.assign(partitions(topic, partitions));
        return consumer;
    }

    public static List<TopicPartition> partitions(String topic, int count) {
        var partitions = new ArrayList<TopicPartition>();
        for (var partition = 0; partition < count; partition++) {
            partitions.add(new TopicPartition(topic, partition));
        }
        return partitions;
    }

    /** Polls until at least so many records have come; fails when they do not come in time. */
    public static <K, V> List<ConsumerRecord<K, V>> poll(Consumer<K, V> consumer, int count) {
        var records = new ArrayList<ConsumerRecord<K, V>>();
        pollUntil(consumer, records, () -> records.size() >= count, count + " records");
        return records;
    }

    /** Polls until the condition holds, gathering what comes. */
    public static <K, V> void pollUntil(
            Consumer<K, V> consumer, List<ConsumerRecord<K, V>> into, BooleanSupplier condition, String what) {
        var deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "waited " + TIMEOUT + " for " + what + ", got " + into.size() + " records: " + shortened(into));
            }
            consumer.poll(Duration.ofMillis(100)).forEach(into::add);
        }
    }

    private static String shortened(List<?> records) {
        var text = records.toString();
        return text.length() > 2000 ? text.substring(0, 2000) + "..." : text;
    }

    /** Everything in the topic now, partition by partition in offset order. */
    public static List<ConsumerRecord<String, String>> readAll(String bootstrap, String topic, String... properties) {
        try (var consumer = consumer(bootstrap, properties)) {
            var partitions = partitions(topic, consumer.partitionsFor(topic).size());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var end = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<String, String>>();
            pollUntil(
                    consumer,
                    records,
                    () -> partitions.stream()
                            .allMatch(partition -> consumer.position(partition) >= end.getOrDefault(partition, 0L)),
                    "the end of " + topic + " " + end);
            records.sort((a, b) -> a.partition() != b.partition()
                    ? Integer.compare(a.partition(), b.partition())
                    : Long.compare(a.offset(), b.offset()));
            return records;
        }
    }

    public static List<String> values(List<ConsumerRecord<String, String>> records) {
        return records.stream().map(ConsumerRecord::value).toList();
    }

    /** Waits for an answer, and throws the broker's error itself rather than what wraps it. */
    public static <T> T get(Future<T> future) {
        try {
            return future.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within " + TIMEOUT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
