// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.coordinator.runtime.CoordinatorTopic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Consumer groups on a whole broker. */
class GroupsTest {

    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final int DEADLINE_MS = 30_000;

    @TempDir
    private Path data;

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "1"})
    void shouldRememberCommitsOverARestart(String flushMessages) throws Exception {
        Map<String, String> config = Map.of("log.flush.interval.messages", flushMessages);
        try (BrokerServer broker = start(config);
                var consumer = consumer(broker, "payments")) {
            produce(broker, "one", "two");
            consumer.subscribe(List.of(ORDERS.topic()));
            assertThat(poll(consumer)).isEqualTo("one");
            for (long offset = 1; offset <= 20; offset++) {
                consumer.commitSync(Map.of(ORDERS, new OffsetAndMetadata(offset)));
            }
            consumer.commitSync(Map.of(ORDERS, new OffsetAndMetadata(1, "half way")));
        }

        try (BrokerServer broker = start(config);
                var consumer = consumer(broker, "payments")) {
            assertThat(consumer.committed(Set.of(ORDERS)).get(ORDERS))
                    .extracting(OffsetAndMetadata::offset, OffsetAndMetadata::metadata)
                    .containsExactly(1L, "half way");
            consumer.subscribe(List.of(ORDERS.topic()));
            assertThat(poll(consumer)).isEqualTo("two");
        }
    }

    @Test
    void shouldPayOnlyForThePartitionsThatGroupsWriteTo() throws Exception {
        try (BrokerServer broker = start(Map.of());
                var consumer = consumer(broker, "payments")) {
            produce(broker, "one");
            consumer.assign(List.of(ORDERS));
            consumer.commitSync(Map.of(ORDERS, new OffsetAndMetadata(1)));

            try (Stream<Path> folders = Files.list(data)) {
                assertThat(folders.map(folder -> folder.getFileName().toString())
                                .filter(name -> name.startsWith(TopicInfo.CONSUMER_OFFSETS)))
                        .containsExactly(
                                TopicInfo.CONSUMER_OFFSETS + "-" + CoordinatorTopic.partitionOf("payments", 50));
            }
        }
    }

    private BrokerServer start(Map<String, String> overrides) {
        Map<String, String> properties = new HashMap<>();
        properties.put("listeners", "PLAINTEXT://localhost:0");
        properties.put("log.dirs", data.toString());
        properties.putAll(overrides);
        return BrokerServer.start(properties, InstantSource.system());
    }

    private static void produce(BrokerServer broker, String... values) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", broker.address());
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(ORDERS.topic(), ORDERS.partition(), "key", value))
                        .get();
            }
        }
    }

    private static KafkaConsumer<String, String> consumer(BrokerServer broker, String groupId) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                broker.address(),
                "group.id",
                groupId,
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                "false",
                "max.poll.records",
                1);
        return new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
    }

    private static String poll(KafkaConsumer<String, String> consumer) {
        InstantSource clock = InstantSource.system();
        long deadlineMs = clock.millis() + DEADLINE_MS;
        while (clock.millis() < deadlineMs) {
            for (var record : consumer.poll(Duration.ofMillis(200))) {
                return record.value();
            }
        }
        throw new AssertionError("nothing to read within " + DEADLINE_MS + " ms");
    }
}
