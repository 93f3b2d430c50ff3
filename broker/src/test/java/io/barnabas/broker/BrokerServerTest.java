// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole broker on real sockets and a real directory. */
class BrokerServerTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    @TempDir
    private Path data;

    @Test
    void shouldKeepRecordsOverARestart() throws Exception {
        try (BrokerServer broker = start(Map.of())) {
            produce(broker, "one", "two");
        }

        try (BrokerServer broker = start(Map.of())) {
            produce(broker, "three");

            assertThat(consume(broker, 3)).containsExactly("one", "two", "three");
        }
    }

    @Test
    void shouldServeWithAnFsyncBeforeEachAnswer() throws Exception {
        try (BrokerServer broker = start(Map.of("log.flush.interval.messages", "1"))) {
            produce(broker, "one", "two", "three");

            assertThat(consume(broker, 3)).containsExactly("one", "two", "three");
        }
    }

    @Test
    void shouldSayInOneLineThatAnotherBrokerHoldsTheDirectory() {
        try (BrokerServer first = start(Map.of())) {
            assertThat(first.dataDirectory()).isEqualTo(data);

            assertThatThrownBy(() -> start(Map.of()))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining(data.toString());
        }
    }

    @Test
    void shouldSayInOneLineThatThePortIsTakenAndGiveTheDirectoryBack(@TempDir Path other) {
        try (BrokerServer first = start(Map.of())) {
            Map<String, String> taken =
                    Map.of("listeners", "PLAINTEXT://" + first.address(), "log.dirs", other.toString());

            assertThatThrownBy(() -> start(taken))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining(first.address());
        }
        try (BrokerServer second = start(Map.of("log.dirs", other.toString()))) {
            assertThat(second.dataDirectory()).isEqualTo(other);
        }
    }

    @Test
    void shouldRefuseABadValueInOneLine() {
        assertThatThrownBy(() -> start(Map.of("num.partitions", "many")))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("num.partitions")
                .hasMessageContaining("many");
    }

    private BrokerServer start(Map<String, String> overrides) {
        Map<String, String> properties = new HashMap<>();
        properties.put("listeners", "PLAINTEXT://localhost:0");
        properties.put("log.dirs", data.toString());
        properties.putAll(overrides);
        return BrokerServer.start(properties, InstantSource.system());
    }

    private static void produce(BrokerServer broker, String... values) throws Exception {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                broker.address(),
                "delivery.timeout.ms",
                30_000,
                "request.timeout.ms",
                10_000,
                "linger.ms",
                0);
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                var header = new ProducerRecord<>(ORDERS.topic(), ORDERS.partition(), "key", value);
                header.headers().add("length", String.valueOf(value.length()).getBytes(StandardCharsets.UTF_8));
                producer.send(header).get();
            }
        }
    }

    private static List<String> consume(BrokerServer broker, int count) {
        Map<String, Object> config = Map.of("bootstrap.servers", broker.address(), "auto.offset.reset", "earliest");
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(ORDERS));
            InstantSource clock = InstantSource.system();
            long deadline = clock.millis() + 30_000;
            while (values.size() < count && clock.millis() < deadline) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(500))) {
                    values.add(record.value());
                }
            }
        }
        return values;
    }
}
