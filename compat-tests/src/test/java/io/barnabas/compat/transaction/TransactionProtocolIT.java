// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.transaction;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.unique;
import static io.barnabas.compat.transaction.Transactions.committed;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.TestBroker;
import io.barnabas.compat.transaction.RawTransactions.Identity;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the protocol of transactions promises, request by request, to clients of old and of now. */
final class TransactionProtocolIT {
    private static final int ADDS_BY_WRITING = 12;

    @RegisterExtension
    static final TestBroker BROKER = TestBroker.shared();

    private final String bootstrap = BROKER.bootstrap();
    private final String id = unique("raw");
    private final RawTransactions raw = new RawTransactions(bootstrap, id);

    @AfterEach
    void close() {
        raw.close();
    }

    /** Produce up to 11 belongs to clients that add partitions themselves, EndTxn up to 4 to those whose epoch stays. */
    @ParameterizedTest
    @CsvSource({"3, 0, 0", "7, 1, 1", "9, 2, 3", "10, 3, 4", "11, 3, 4"})
    void shouldServeClientsThatAddPartitionsThemselves(int produce, int add, int end) {
        var topic = createTopic(bootstrap, "classic", 1);
        var producer = raw.init();

        assertThat(raw.addPartition(add, producer, topic, 0)).isEqualTo(Errors.NONE);
        assertThat(raw.produce(produce, producer, topic, 0, "a")).isEqualTo(Errors.NONE);
        assertThat(raw.produce(produce, producer, topic, 1, "b")).isEqualTo(Errors.NONE);
        assertThat(raw.end(end, producer, true).error()).isEqualTo(Errors.NONE);
        assertThat(raw.addPartition(add, producer, topic, 0)).isEqualTo(Errors.NONE);
        assertThat(raw.produce(produce, producer, topic, 2, "c")).isEqualTo(Errors.NONE);
        assertThat(raw.end(end, producer, false).error()).isEqualTo(Errors.NONE);

        assertThat(committed(bootstrap, topic)).containsExactly("a", "b");
    }

    @Test
    void shouldRaiseTheEpochAtEachEndOfVersionTwo() {
        var topic = createTopic(bootstrap, "raised", 1);
        var producer = raw.init();

        assertThat(raw.produce(ADDS_BY_WRITING, producer, topic, 0, "a")).isEqualTo(Errors.NONE);
        var second = raw.end(5, producer, true);
        assertThat(second).isEqualTo(producer.with(producer.epoch() + 1));
        assertThat(raw.end(5, producer, true)).isEqualTo(second);
        assertThat(raw.end(5, producer, false).error()).isEqualTo(Errors.INVALID_TXN_STATE);
        assertThat(raw.produce(ADDS_BY_WRITING, producer, topic, 1, "late")).isEqualTo(Errors.INVALID_PRODUCER_EPOCH);
        assertThat(raw.produce(ADDS_BY_WRITING, second, topic, 0, "b")).isEqualTo(Errors.NONE);
        assertThat(raw.end(5, second, false).epoch()).isEqualTo((short) (producer.epoch() + 2));

        assertThat(committed(bootstrap, topic)).containsExactly("a");
    }

    @ParameterizedTest
    @CsvSource({"10, INVALID_TXN_STATE", "11, TRANSACTION_ABORTABLE"})
    void shouldRefuseRecordsOfAPartitionThatWasNotAdded(int produce, Errors error) {
        var topic = createTopic(bootstrap, "not-added", 1);
        var producer = raw.init();

        assertThat(raw.produce(produce, producer, topic, 0, "stray")).isEqualTo(error);
        assertThat(committed(bootstrap, topic)).isEmpty();
    }

    @Test
    void shouldRefuseTransactionalRecordsWithoutATransactionalId() {
        var topic = createTopic(bootstrap, "no-id", 1);
        var producer = raw.init();

        assertThat(raw.produce(ADDS_BY_WRITING, null, producer, topic, 0, "stray"))
                .isEqualTo(Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 11, 12})
    void shouldRefuseRecordsOfAProducerThatIsNotKnown(int produce) {
        var topic = createTopic(bootstrap, "unknown", 1);
        var stranger = new Identity(Errors.NONE, 987_654_321L, (short) 0);

        assertThat(raw.produce(produce, stranger, topic, 0, "stray")).isEqualTo(Errors.INVALID_PRODUCER_ID_MAPPING);
        raw.init();
        assertThat(raw.produce(produce, stranger, topic, 0, "stray")).isEqualTo(Errors.INVALID_PRODUCER_ID_MAPPING);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5})
    void shouldFenceTheProducerBefore(int version) {
        var topic = createTopic(bootstrap, "before", 1);
        var first = raw.init();
        raw.addPartition(3, first, topic, 0);
        raw.produce(10, first, topic, 0, "of the first");
        var second = raw.init();
        var fenced = version < 2 ? Errors.INVALID_PRODUCER_EPOCH : Errors.PRODUCER_FENCED;

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.epoch()).isGreaterThan(first.epoch());
        assertThat(raw.end(version, first, true).error()).isEqualTo(fenced);
        assertThat(raw.addPartition(Math.min(version, 3), first, topic, 0)).isEqualTo(fenced);
        assertThat(raw.addOffsets(Math.min(version, 4), first, "g")).isEqualTo(fenced);
        assertThat(raw.produce(10, first, topic, 1, "late")).isEqualTo(Errors.INVALID_PRODUCER_EPOCH);
        assertThat(committed(bootstrap, topic)).isEmpty();
    }

    @Test
    void shouldLetAProducerGoOnOrFenceItByTheEpochThatItNames() {
        var first = raw.init();

        var second = raw.init(first);
        assertThat(second).isEqualTo(first.with(first.epoch() + 1));
        assertThat(raw.init(first)).isEqualTo(second);
        raw.init();
        assertThat(raw.init(first).error()).isEqualTo(Errors.PRODUCER_FENCED);
        assertThat(raw.init(3, 60_000, first).error()).isEqualTo(Errors.INVALID_PRODUCER_EPOCH);
        assertThat(raw.init(new Identity(Errors.NONE, first.id() + 77, (short) 0))
                        .error())
                .isEqualTo(Errors.PRODUCER_FENCED);
        assertThat(raw.init(new Identity(Errors.NONE, -1, (short) 4)).error()).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(raw.init(5, 0, first).error()).isEqualTo(Errors.INVALID_TRANSACTION_TIMEOUT);
    }

    @Test
    void shouldSayWhatCannotBeEnded() {
        var producer = raw.init();

        assertThat(raw.end(4, producer, true).error()).isEqualTo(Errors.INVALID_TXN_STATE);
        assertThat(raw.end(4, producer, false).error()).isEqualTo(Errors.INVALID_TXN_STATE);
        assertThat(raw.end(5, producer, true).error()).isEqualTo(Errors.INVALID_TXN_STATE);
        assertThat(raw.end(5, producer.with(9), true).error()).isEqualTo(Errors.PRODUCER_FENCED);
        assertThat(raw.end(5, new Identity(Errors.NONE, 4_711, (short) 0), true).error())
                .isEqualTo(Errors.INVALID_PRODUCER_ID_MAPPING);
        assertThat(raw.end(5, producer, false)).isEqualTo(producer.with(producer.epoch() + 1));
    }

    @ParameterizedTest
    @CsvSource({"3, INVALID_TXN_STATE", "4, TRANSACTION_ABORTABLE", "5, NONE"})
    void shouldCommitOffsetsOfAGroupThatWasNotAddedOnlyForThoseThatLeaveItToTheBroker(int version, Errors error) {
        var topic = createTopic(bootstrap, "offsets", 1);
        var group = unique("raw-group");
        raw.findCoordinator((byte) 0, group);
        var producer = raw.init();

        assertThat(raw.commitOffset(version, producer, group, topic, 3)).isEqualTo(error);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4})
    void shouldCommitOffsetsOfAGroupThatWasAdded(int version) {
        var topic = createTopic(bootstrap, "offsets", 1);
        var group = unique("raw-group");
        raw.findCoordinator((byte) 0, group);
        var producer = raw.init();

        assertThat(raw.addOffsets(3, producer, group)).isEqualTo(Errors.NONE);
        assertThat(raw.commitOffset(version, producer, group, topic, 3)).isEqualTo(Errors.NONE);
        assertThat(raw.end(4, producer, true).error()).isEqualTo(Errors.NONE);
    }
}
