// SPDX-License-Identifier: Apache-2.0
package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.barnabas.testkit.BarnabasExtension;
import io.barnabas.testkit.TestBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TotalsTest {
    @RegisterExtension
    static final BarnabasExtension KAFKA =
            BarnabasExtension.builder().topic("orders", 3).topic("totals", 1).build();

    /** Each run begins with empty topics, and without the topics and offsets that the last one has left. */
    @RepeatedTest(2)
    void shouldAddUpWhatACustomerOrders(TestBroker broker, @TempDir Path state) {
        var configs = new Properties();
        configs.put("application.id", "totals");
        configs.put("bootstrap.servers", broker.bootstrapServers());
        configs.put("state.dir", state.toString());
        configs.put("processing.guarantee", "exactly_once_v2");
        configs.put("commit.interval.ms", 50);

        try (var streams = new KafkaStreams(Totals.topology(), configs)) {
            streams.start();
            order(broker, "alice", 3);
            order(broker, "bob", 4);
            order(broker, "alice", 5);

            assertEquals(Map.of("alice", 8L, "bob", 4L), totals(broker, Map.of("alice", 8L, "bob", 4L)));
        }
    }

    private static void order(TestBroker broker, String customer, long amount) {
        Map<String, Object> configs = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var producer = new KafkaProducer<>(configs, new StringSerializer(), new LongSerializer())) {
            producer.send(new ProducerRecord<>("orders", customer, amount));
        }
    }

    /** What is read until it is what we wait for, or half a minute is over. */
    private static Map<String, Long> totals(TestBroker broker, Map<String, Long> expected) {
        Map<String, Object> configs = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "group.id",
                "reader",
                "auto.offset.reset",
                "earliest",
                "isolation.level",
                "read_committed");
        Map<String, Long> totals = new HashMap<>();
        try (var consumer = new KafkaConsumer<>(configs, new StringDeserializer(), new LongDeserializer())) {
            consumer.subscribe(List.of("totals"));
            for (int i = 0; i < 300 && !totals.equals(expected); i++) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> totals.put(record.key(), record.value()));
            }
        }
        return totals;
    }
}
