// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.transaction;

import static io.barnabas.coordinator.transaction.TransactionDriver.producer;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.record.TransactionLogValue;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.transaction.TransactionDriver.Identity;
import io.barnabas.wire.protocol.Errors;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndTransactionTest {
    private final TransactionDriver driver = new TransactionDriver();

    @ParameterizedTest
    @CsvSource({"true, PREPARE_COMMIT, COMPLETE_COMMIT", "false, PREPARE_ABORT, COMPLETE_ABORT"})
    void shouldWriteTheOutcomeThenTheMarkersThenTheEnd(
            boolean commit, TransactionState prepared, TransactionState over) {
        Identity producer = open(2);

        Identity next = driver.end("t", producer, 2, commit);

        assertThat(next).isEqualTo(producer.withEpoch(1));
        assertThat(driver.state("t").state()).isEqualTo(prepared);
        assertThat(driver.sent()).containsExactly(driver.state("t"));
        driver.finishMarkers();
        assertThat(driver.state("t").state()).isEqualTo(over);
        assertThat(driver.state("t").partitions()).isEmpty();
        assertThat(driver.state("t").producerEpoch()).isEqualTo((short) 1);
    }

    @Test
    void shouldKeepTheEpochOfAClientOfOld() {
        Identity producer = open(0);

        Identity next = driver.end("t", producer, 0, true);
        driver.finishMarkers();

        assertThat(next).isEqualTo(producer);
        driver.add("t", producer, 0, "a", 1);
    }

    @Test
    void shouldNotSendMarkersBeforeTheOutcomeIsDurable() {
        Identity producer = open(2);
        var durable = new CompletableFuture<Void>();
        driver.log().holdCommits(durable);

        var answer = driver.run(c -> c.endTransaction(producer("t", producer, 2), true));

        assertThat(answer).isNotDone();
        assertThat(driver.sent()).isEmpty();
        durable.complete(null);
        assertThat(answer).isDone();
        assertThat(driver.sent()).hasSize(1);
    }

    @Test
    void shouldAnswerARepeatedRequestWhenTheEndIsComplete() {
        Identity producer = open(2);
        Identity next = driver.end("t", producer, 2, true);

        var again = driver.run(c -> c.endTransaction(producer("t", producer, 2), true));

        assertThat(again).isNotDone();
        driver.finishMarkers();
        assertThat(again.join().producerEpoch()).isEqualTo(next.epoch());
        assertThat(driver.end("t", producer, 2, true)).isEqualTo(next);
        assertThat(driver.sent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void shouldRefuseTheOtherOutcome(int version) {
        Identity producer = open(version);
        driver.end("t", producer, version, true);
        driver.finishMarkers();

        assertThat(driver.refusal(c -> c.endTransaction(producer("t", producer, version), false)))
                .isEqualTo(Errors.INVALID_TXN_STATE);
    }

    @Test
    void shouldRefuseToCommitWhatWasNotBegun() {
        Identity producer = driver.init("t");

        assertThat(driver.refusal(c -> c.endTransaction(producer("t", producer, 2), true)))
                .isEqualTo(Errors.INVALID_TXN_STATE);
        assertThat(driver.refusal(c -> c.endTransaction(producer("t", producer, 0), false)))
                .isEqualTo(Errors.INVALID_TXN_STATE);
    }

    @Test
    void shouldAbortWhatWasNotBegunFromVersionTwoOn() {
        Identity producer = driver.init("t");

        Identity next = driver.end("t", producer, 2, false);
        driver.finishMarkers();
        Identity afterNext = driver.end("t", next, 2, false);

        assertThat(next).isEqualTo(producer.withEpoch(1));
        assertThat(afterNext).isEqualTo(producer.withEpoch(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void shouldFenceAnOldAndAnUnknownEpoch(int version) {
        Identity producer = open(version);

        assertThat(driver.refusal(c -> c.endTransaction(producer("t", producer.withEpoch(-1), version), true)))
                .isEqualTo(Errors.PRODUCER_FENCED);
        assertThat(driver.refusal(c -> c.endTransaction(producer("t", producer.withEpoch(9), version), true)))
                .isEqualTo(Errors.PRODUCER_FENCED);
    }

    @Test
    void shouldRefuseAnIdThatIsNotKnownAndAProducerThatIsNotItsOwn() {
        Identity producer = open(2);

        assertThat(driver.refusal(c -> c.endTransaction(producer("u", producer, 2), true)))
                .isEqualTo(Errors.INVALID_PRODUCER_ID_MAPPING);
        assertThat(driver.refusal(c -> c.endTransaction(producer("t", new Identity(5, (short) 0), 2), true)))
                .isEqualTo(Errors.INVALID_PRODUCER_ID_MAPPING);
    }

    @Test
    void shouldGoOnWithANewIdWhenTheEpochsAreUsedUp() {
        Identity producer = driver.init("t");
        while (producer.epoch() < Short.MAX_VALUE - 1) {
            producer = driver.init("t");
        }
        driver.add("t", producer, 2, "a", 0);
        Identity last = producer;

        Identity next = driver.end("t", last, 2, true);

        assertThat(next).isEqualTo(new Identity(1001, (short) 0));
        assertThat(driver.state("t").producerEpoch()).isEqualTo(Short.MAX_VALUE);
        driver.finishMarkers();
        assertThat(driver.state("t").producerId()).isEqualTo(1001);
        assertThat(driver.end("t", last, 2, true)).isEqualTo(next);
        driver.add("t", next, 2, "a", 0);
    }

    @Test
    void shouldSendMarkersAgainAfterARestart() {
        Identity producer = open(2);
        driver.end("t", producer, 2, true);
        Transaction prepared = driver.state("t");

        driver.restart();

        assertThat(driver.sent()).containsExactly(prepared);
        driver.finishMarkers();
        assertThat(driver.state("t").state()).isEqualTo(TransactionState.COMPLETE_COMMIT);
    }

    @Test
    void shouldTakeNoNoticeOfMarkersOfATransactionThatIsOver() {
        Identity producer = open(2);
        Identity next = driver.end("t", producer, 2, true);
        Transaction first = driver.sent().get(0);
        driver.finishMarkers();
        driver.add("t", next, 2, "a", 0);
        driver.end("t", next, 2, false);

        boolean news = driver.ask(c -> c.markersWritten(first));

        assertThat(news).isFalse();
        assertThat(driver.state("t").state()).isEqualTo(TransactionState.PREPARE_ABORT);
    }

    @Test
    void shouldWriteRecordsThatAnOlderBrokerReadsWhileTransactionVersionIsZero() {
        driver.useTransactionVersion(0);
        Identity producer = open(0);
        driver.end("t", producer, 0, true);
        driver.finishMarkers();
        driver.useTransactionVersion(2);
        driver.add("t", producer, 2, "a", 0);

        assertThat(driver.log().recordsFrom(0))
                .extracting(CoordinatorRecord::valueVersion)
                .containsExactly((short) 0, (short) 0, (short) 0, (short) 0, (short) 1);
        assertThat(driver.log().recordsFrom(0))
                .last()
                .extracting(record ->
                        record.value() instanceof TransactionLogValue value ? value.clientTransactionVersion() : null)
                .isEqualTo((short) 2);
    }

    private Identity open(int version) {
        Identity producer = driver.init("t");
        driver.add("t", producer, version, "a", 0);
        return producer;
    }
}
