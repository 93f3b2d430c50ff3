// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.transaction;

import static io.barnabas.coordinator.transaction.TransactionDriver.initRequest;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.transaction.TransactionDriver.Identity;
import io.barnabas.wire.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitProducerIdTest {
    private final TransactionDriver driver = new TransactionDriver();

    @Test
    void shouldGiveANewIdEpochZero() {
        Identity first = driver.init("t");

        assertThat(first).isEqualTo(new Identity(1000, (short) 0));
        assertThat(driver.state("t").state()).isEqualTo(TransactionState.EMPTY);
        assertThat(driver.state("t").timeoutMs()).isEqualTo(TransactionDriver.TIMEOUT_MS);
    }

    @Test
    void shouldRaiseTheEpochForTheNextProducer() {
        Identity first = driver.init("t");

        Identity second = driver.init("t");

        assertThat(second).isEqualTo(first.withEpoch(1));
        assertThat(driver.refusal(c -> c.addPartitions(
                        TransactionDriver.producer("t", first, 2), TransactionDriver.partitions("a", 0))))
                .isEqualTo(Errors.PRODUCER_FENCED);
    }

    @Test
    void shouldLetAProducerGoOnAfterAnErrorAndRepeatItself() {
        Identity first = driver.init("t");

        Identity next = driver.init("t", first);
        Identity again = driver.init("t", first);

        assertThat(next).isEqualTo(first.withEpoch(1));
        assertThat(again).isEqualTo(next);
    }

    @Test
    void shouldFenceAProducerWhoseEpochIsOld() {
        Identity first = driver.init("t");
        driver.init("t");

        assertThat(driver.refusal(c -> c.initProducerId("t", initRequest(first, 1000))))
                .isEqualTo(Errors.PRODUCER_FENCED);
    }

    @Test
    void shouldFenceAProducerOfAnotherId() {
        driver.init("t");

        assertThat(driver.refusal(c -> c.initProducerId("t", initRequest(new Identity(7, (short) 0), 1000))))
                .isEqualTo(Errors.PRODUCER_FENCED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 900_001})
    void shouldRefuseATimeoutOutOfBounds(int timeoutMs) {
        assertThat(driver.refusal(c -> c.initProducerId("t", initRequest(Identity.NONE, timeoutMs))))
                .isEqualTo(Errors.INVALID_TRANSACTION_TIMEOUT);
        assertThat(driver.log().size()).isZero();
    }

    @Test
    void shouldAbortWhatIsOpenAndAnswerWhenThatIsDone() {
        Identity first = driver.init("t");
        driver.add("t", first, 2, "a", 0);

        var second = driver.initLater("t", Identity.NONE);

        assertThat(second).isNotDone();
        assertThat(driver.sent()).singleElement().satisfies(prepared -> {
            assertThat(prepared.state()).isEqualTo(TransactionState.PREPARE_ABORT);
            assertThat(prepared.producerEpoch()).isEqualTo((short) 1);
        });
        driver.finishMarkers();
        assertThat(TransactionDriver.identity(second.join())).isEqualTo(first.withEpoch(2));
    }

    @Test
    void shouldSayThatATransactionIsStillBeingEndedWhenItLastsTooLong() {
        Identity first = driver.init("t");
        driver.add("t", first, 2, "a", 0);
        driver.end("t", first, 2, true);

        var second = driver.initLater("t", Identity.NONE);

        driver.advance(CompletionWaiters.PATIENCE_MS - 1);
        assertThat(second).isNotDone();
        driver.advance(1);
        assertThat(second).isCompletedExceptionally();
        assertThat(TransactionDriver.errorOf(second)).isEqualTo(Errors.CONCURRENT_TRANSACTIONS);
    }

    @Test
    void shouldGiveANewIdWhenTheEpochsAreUsedUp() {
        Identity last = exhaust();

        Identity next = driver.init("t");

        assertThat(next).isEqualTo(new Identity(1001, (short) 0));
        assertThat(driver.refusal(c -> c.initProducerId("t", initRequest(last.withEpoch(5), 1000))))
                .isEqualTo(Errors.PRODUCER_FENCED);
    }

    @Test
    void shouldAnswerAgainAboutANewIdWhenTheAnswerWasLost() {
        Identity last = exhaust();

        Identity next = driver.init("t", last);
        Identity again = driver.init("t", last);

        assertThat(next).isEqualTo(new Identity(1001, (short) 0));
        assertThat(again).isEqualTo(next);
    }

    private Identity exhaust() {
        Identity producer = driver.init("t");
        while (producer.epoch() < Short.MAX_VALUE - 1) {
            producer = driver.init("t");
        }
        return producer;
    }
}
