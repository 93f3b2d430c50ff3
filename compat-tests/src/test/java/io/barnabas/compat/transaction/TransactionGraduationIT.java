// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.transaction;

import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.transaction.Transactions.all;
import static io.barnabas.compat.transaction.Transactions.committed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Broker;
import io.barnabas.compat.harness.BrokerKind;
import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.transaction.RawTransactions.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A transaction that is open when one broker hands its directory to the other goes on there, and what was committed or aborted
 * stays so. Runs both brokers whatever {@code -Dbroker} says.
 */
final class TransactionGraduationIT {
    private static final String TOPIC = "payments";
    private static final String GROUP = "shop";
    private static final String ID = "till";
    private static final int ADDS_BY_WRITING = 12;

    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource({"BARNABAS, KAFKA, false", "KAFKA, BARNABAS, false", "BARNABAS, KAFKA, true", "KAFKA, BARNABAS, true"})
    void shouldGoOnUnderTheOtherBroker(BrokerKind first, BrokerKind second, boolean kill) throws Exception {
        var data = Files.createDirectories(temp.resolve("broker")).resolve("data");
        Identity open;
        try (var broker = start(first, data)) {
            createTopic(broker.bootstrap());
            open = leaveOpen(broker.bootstrap());
            if (kill) {
                broker.kill();
            }
        }

        try (var broker = start(second, data)) {
            var bootstrap = broker.bootstrap();
            assertThat(all(bootstrap, TOPIC)).containsExactly("kept", "dropped", "open");
            assertThat(committed(bootstrap, TOPIC)).containsExactly("kept");
            assertThat(stateOf(bootstrap)).isEqualTo(TransactionState.ONGOING);
            try (var raw = new RawTransactions(bootstrap, ID)) {
                raw.findCoordinator((byte) 0, GROUP);
                assertThat(raw.produce(ADDS_BY_WRITING, open, TOPIC, 1, "more")).isEqualTo(Errors.NONE);
                var next = raw.end(5, open, true);
                assertThat(next).isEqualTo(open.with(open.epoch() + 1));
                await().untilAsserted(
                                () -> assertThat(committed(bootstrap, TOPIC)).containsExactly("kept", "open", "more"));
                assertThat(raw.produce(ADDS_BY_WRITING, open, TOPIC, 2, "late"))
                        .isEqualTo(Errors.INVALID_PRODUCER_EPOCH);
            }
            await().untilAsserted(() -> assertThat(committedOffset(bootstrap)).isEqualTo(7));
        }

        try (var broker = start(first, data)) {
            assertThat(committed(broker.bootstrap(), TOPIC)).containsExactly("kept", "open", "more");
            assertThat(committedOffset(broker.bootstrap())).isEqualTo(7);
            assertThat(stateOf(broker.bootstrap())).isEqualTo(TransactionState.COMPLETE_COMMIT);
        }
    }

    private static Broker start(BrokerKind kind, Path data) {
        return kind.start(data, Map.of("group.initial.rebalance.delay.ms", "0"));
    }

    private static void createTopic(String bootstrap) {
        try (var admin = Clients.admin(bootstrap)) {
            get(admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all());
        }
    }

    /** One transaction committed, one aborted, one left open, with an offset of a group in it. */
    private static Identity leaveOpen(String bootstrap) {
        try (var raw = new RawTransactions(bootstrap, ID)) {
            raw.findCoordinator((byte) 0, GROUP);
            var producer = raw.init();
            assertThat(raw.produce(ADDS_BY_WRITING, producer, TOPIC, 0, "kept")).isEqualTo(Errors.NONE);
            var second = raw.end(5, producer, true);
            assertThat(raw.produce(ADDS_BY_WRITING, second, TOPIC, 0, "dropped"))
                    .isEqualTo(Errors.NONE);
            var third = raw.end(5, second, false);
            assertThat(raw.produce(ADDS_BY_WRITING, third, TOPIC, 0, "open")).isEqualTo(Errors.NONE);
            assertThat(raw.commitOffset(5, third, GROUP, TOPIC, 7)).isEqualTo(Errors.NONE);
            return third;
        }
    }

    private static TransactionState stateOf(String bootstrap) {
        try (var admin = Clients.admin(bootstrap)) {
            return get(admin.describeTransactions(List.of(ID)).description(ID)).state();
        }
    }

    private static long committedOffset(String bootstrap) {
        try (var admin = Clients.admin(bootstrap)) {
            var offset = get(admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata())
                    .get(new TopicPartition(TOPIC, 0));
            return offset == null ? -1 : offset.offset();
        }
    }
}
