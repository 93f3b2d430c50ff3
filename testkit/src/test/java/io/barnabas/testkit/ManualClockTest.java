// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What stock clients see when a test moves the broker's time; nobody waits for it. */
class ManualClockTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final Duration SECOND = Duration.ofSeconds(1);

    @RegisterExtension
    static final BarnabasExtension KAFKA =
            BarnabasExtension.builder().manualClock().topic("orders", 1).build();

    @Test
    void shouldStandStillUntilItIsMoved(TestBroker broker) {
        Instant before = broker.clock().instant();
        Clients.produce(broker, "orders", "one");
        assertThat(broker.clock().instant()).isEqualTo(before);

        broker.clock().advance(Duration.ofDays(3));

        assertThat(broker.clock().instant()).isEqualTo(before.plus(Duration.ofDays(3)));
        assertThatThrownBy(() -> broker.clock().advance(Duration.ofDays(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldDropRecordsByRetention(TestBroker broker) {
        Clients.produce(broker, "orders", "old");
        broker.clock().advance(Duration.ofDays(6));
        assertThat(beginningOf(broker)).isZero();

        broker.clock().advance(Duration.ofDays(2));

        assertThat(beginningOf(broker)).isEqualTo(1);
    }

    private static long beginningOf(TestBroker broker) {
        try (KafkaConsumer<String, String> consumer = Clients.consumer(broker, "any", Map.of())) {
            return consumer.beginningOffsets(List.of(ORDERS)).getOrDefault(ORDERS, -1L);
        }
    }

    @Test
    void shouldCompact(TestBroker broker) throws Exception {
        broker.createTopic(
                "prices",
                1,
                Map.of("cleanup.policy", "compact", "min.cleanable.dirty.ratio", "0.01", "segment.ms", "60000"));
        try (var producer = Clients.producer(broker, Map.of())) {
            for (String price : List.of("1", "2", "3")) {
                producer.send(new ProducerRecord<>("prices", 0, time(broker), "tea", price))
                        .get();
            }
            broker.clock().advance(Duration.ofMinutes(2));
            producer.send(new ProducerRecord<>("prices", 0, time(broker), "coffee", "4"))
                    .get();
        }

        broker.clock().advance(Duration.ofMinutes(2));

        assertThat(Clients.consume(broker, "readers", "prices", 2)).containsExactly("3", "4");
    }

    private static long time(TestBroker broker) {
        return broker.clock().instant().toEpochMilli();
    }

    @Test
    void shouldThrowOutAConsumerThatHasStopped(TestBroker broker) throws Exception {
        for (String protocol : List.of("classic", "consumer")) {
            // A static member does not say goodbye.
            var configs = Map.of("group.protocol", protocol, "group.instance.id", "one");
            Clients.produce(broker, "orders", "one");
            try (KafkaConsumer<String, String> consumer = Clients.consumer(broker, protocol, configs)) {
                consumer.subscribe(List.of("orders"));
                assertThat(Clients.take(consumer, 1)).isNotEmpty();
            }
            try (Admin admin = Clients.admin(broker)) {
                broker.clock().advance(Duration.ofSeconds(40));
                assertThat(membersOf(admin, protocol)).as(protocol).isEqualTo(1);

                broker.clock().advance(Duration.ofSeconds(6));

                assertThat(membersOf(admin, protocol)).as(protocol).isZero();
            }
        }
    }

    private static int membersOf(Admin admin, String group) throws Exception {
        return admin.describeConsumerGroups(List.of(group))
                .describedGroups()
                .values()
                .iterator()
                .next()
                .get()
                .members()
                .size();
    }

    @Test
    void shouldAbortATransactionThatTakesTooLong(TestBroker broker) throws Exception {
        var configs = Map.of("transactional.id", "payments", "transaction.timeout.ms", 60_000);
        try (var producer = Clients.producer(broker, configs);
                Admin admin = Clients.admin(broker)) {
            producer.initTransactions();
            producer.beginTransaction();
            Clients.send(producer, "orders", "never seen");
            broker.clock().advance(Duration.ofSeconds(59));
            assertThat(stateOf(admin)).isEqualTo(TransactionState.ONGOING);

            broker.clock().advance(Duration.ofSeconds(2));

            assertThat(stateOf(admin)).isEqualTo(TransactionState.COMPLETE_ABORT);
            assertThatThrownBy(producer::commitTransaction).isInstanceOf(KafkaException.class);
        }
    }

    private static TransactionState stateOf(Admin admin) throws Exception {
        return admin.describeTransactions(List.of("payments"))
                .description("payments")
                .get()
                .state();
    }

    @Test
    void shouldGiveARecordToAnotherWhenItsLockIsOver(TestBroker broker) throws Exception {
        beginAtTheEarliest(broker, "workers");
        Clients.produce(broker, "orders", "job");
        try (var idle = shareConsumer(broker);
                var other = shareConsumer(broker)) {
            assertThat(takeOne(idle).value()).isEqualTo("job");
            other.subscribe(List.of("orders"));
            assertThat(other.poll(SECOND)).isEmpty();

            broker.clock().advance(Duration.ofSeconds(31));

            ConsumerRecord<String, String> again = takeOne(other);
            assertThat(again.value()).isEqualTo("job");
            assertThat(again.deliveryCount()).hasValue((short) 2);
        }
    }

    private static void beginAtTheEarliest(TestBroker broker, String group) throws Exception {
        try (Admin admin = Clients.admin(broker)) {
            var earliest =
                    new AlterConfigOp(new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(
                            Map.of(new ConfigResource(ConfigResource.Type.GROUP, group), List.of(earliest)))
                    .all()
                    .get();
        }
    }

    private static KafkaShareConsumer<String, String> shareConsumer(TestBroker broker) {
        var configs = new Properties();
        configs.put("bootstrap.servers", broker.bootstrapServers());
        configs.put("group.id", "workers");
        configs.put("share.acknowledgement.mode", "explicit");
        return new KafkaShareConsumer<>(configs, new StringDeserializer(), new StringDeserializer());
    }

    private static ConsumerRecord<String, String> takeOne(KafkaShareConsumer<String, String> consumer) {
        if (consumer.subscription().isEmpty()) {
            consumer.subscribe(List.of("orders"));
        }
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        for (int polls = 0; records.isEmpty() && polls < 30; polls++) {
            consumer.poll(SECOND).forEach(records::add);
        }
        return records.get(0);
    }

    @Test
    void shouldNotBeThereUnlessAskedFor() {
        try (TestBroker broker = TestBroker.start()) {
            assertThatThrownBy(broker::clock)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("manualClock()");
        }
    }
}
