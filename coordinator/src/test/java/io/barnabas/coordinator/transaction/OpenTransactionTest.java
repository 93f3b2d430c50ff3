// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.transaction;

import static io.barnabas.coordinator.transaction.TransactionDriver.TIMEOUT_MS;
import static io.barnabas.coordinator.transaction.TransactionDriver.partitions;
import static io.barnabas.coordinator.transaction.TransactionDriver.producer;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.transaction.TransactionDriver.Identity;
import io.barnabas.wire.message.ListTransactionsRequest;
import io.barnabas.wire.message.ListTransactionsResponse;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens to a transaction between its beginning and its end, and to an id that nobody uses. */
class OpenTransactionTest {
    private final TransactionDriver driver = new TransactionDriver();

    @Test
    void shouldBeginWithTheFirstPartition() {
        Identity producer = driver.init("t");
        driver.advance(10);

        driver.add("t", producer, 2, "a", 0, 3);
        driver.advance(10);
        driver.add("t", producer, 2, "b", 1);

        Transaction open = driver.state("t");
        assertThat(open.state()).isEqualTo(TransactionState.ONGOING);
        assertThat(open.startMs()).isEqualTo(TransactionDriver.START_MS + 10);
        assertThat(open.lastUpdateMs()).isEqualTo(TransactionDriver.START_MS + 20);
        assertThat(open.contains("a", 3)).isTrue();
        assertThat(open.contains("b", 1)).isTrue();
        assertThat(open.contains("b", 0)).isFalse();
    }

    @Test
    void shouldWriteNothingForPartitionsThatItHasAlready() {
        Identity producer = driver.init("t");
        driver.add("t", producer, 2, "a", 0, 1);
        int before = driver.log().size();

        driver.add("t", producer, 2, "a", 1);

        assertThat(driver.log().size()).isEqualTo(before);
    }

    @Test
    void shouldWaitForTheEndOfTheTransactionBefore() {
        Identity producer = driver.init("t");
        driver.add("t", producer, 0, "a", 0);
        driver.end("t", producer, 0, true);

        var added = driver.run(c -> c.addPartitions(producer("t", producer, 0), partitions("a", 0)));

        assertThat(added).isNotDone();
        driver.finishMarkers();
        assertThat(added).isCompletedWithValue(Errors.NONE);
        assertThat(driver.state("t").state()).isEqualTo(TransactionState.ONGOING);
    }

    @Test
    void shouldVerifyOnlyWhatIsThere() {
        Identity producer = driver.init("t");
        driver.add("t", producer, 0, "a", 0);

        var errors = driver.ask(c -> c.verifyPartitions(producer("t", producer, 0), partitions("a", 0, 1)));

        assertThat(errors.get("a")).containsEntry(0, Errors.NONE).containsEntry(1, Errors.TRANSACTION_ABORTABLE);
        assertThat(driver.refusal(c -> c.verifyPartitions(producer("t", producer.withEpoch(4), 0), partitions("a", 0))))
                .isEqualTo(Errors.PRODUCER_FENCED);
        assertThat(driver.refusal(c -> c.verifyPartitions(producer("u", producer, 0), partitions("a", 0))))
                .isEqualTo(Errors.INVALID_PRODUCER_ID_MAPPING);
    }

    @Test
    void shouldVerifyNothingWhenNothingIsOpen() {
        Identity producer = driver.init("t");

        assertThat(driver.ask(c -> c.verifyPartitions(producer("t", producer, 0), partitions("a", 0)))
                        .get("a"))
                .containsEntry(0, Errors.TRANSACTION_ABORTABLE);
    }

    @Test
    void shouldAbortAtItsTimeoutAndFenceTheProducer() {
        Identity producer = driver.init("t");
        driver.add("t", producer, 0, "a", 0);

        driver.advance(TIMEOUT_MS - 1);
        assertThat(driver.sent()).isEmpty();
        driver.advance(1);

        assertThat(driver.sent()).singleElement().satisfies(prepared -> {
            assertThat(prepared.state()).isEqualTo(TransactionState.PREPARE_ABORT);
            assertThat(prepared.producerEpoch()).isEqualTo((short) 1);
        });
        driver.finishMarkers();
        assertThat(driver.refusal(c -> c.endTransaction(producer("t", producer, 0), true)))
                .isEqualTo(Errors.PRODUCER_FENCED);
    }

    @Test
    void shouldLetAProducerOfVersionTwoGoOnAfterItsTimeout() {
        Identity producer = driver.init("t");
        driver.add("t", producer, 2, "a", 0);
        driver.advance(TIMEOUT_MS);
        driver.finishMarkers();

        Identity next = driver.init("t", producer);

        assertThat(next).isEqualTo(producer.withEpoch(1));
    }

    @Test
    void shouldKeepItsTimeOverARestart() {
        Identity producer = driver.init("t");
        driver.add("t", producer, 2, "a", 0);
        driver.advance(TIMEOUT_MS - 100);

        driver.restart();

        assertThat(driver.sent()).isEmpty();
        driver.advance(100);
        assertThat(driver.sent()).hasSize(1);
    }

    @Test
    void shouldHaveNoTimeoutOnceItIsEnded() {
        Identity producer = driver.init("t");
        driver.add("t", producer, 2, "a", 0);
        Identity next = driver.end("t", producer, 2, true);
        driver.finishMarkers();
        driver.advance(TIMEOUT_MS / 2);
        driver.add("t", next, 2, "a", 0);

        driver.advance(TIMEOUT_MS / 2 + 1);

        assertThat(driver.state("t").state()).isEqualTo(TransactionState.ONGOING);
    }

    @Test
    void shouldForgetIdsThatNobodyUses() {
        long idleMs = TransactionConfig.DEFAULT.idExpirationMs();
        Identity open = driver.init("open");
        driver.init("idle");
        driver.advance(idleMs - 1);
        driver.add("open", open, 2, "a", 0);
        assertThat(driver.ask(TransactionCoordinator::expireIds)).isZero();

        driver.advance(1);

        assertThat(driver.ask(TransactionCoordinator::expireIds)).isEqualTo(1);
        assertThat(driver.refusal(c -> c.describe("idle"))).isEqualTo(Errors.TRANSACTIONAL_ID_NOT_FOUND);
        assertThat(driver.state("open").state()).isEqualTo(TransactionState.ONGOING);
    }

    @Test
    void shouldDescribeWhatIsOpen() {
        Identity producer = driver.init("t");
        driver.add("t", producer, 2, "a", 2, 0);

        var described = driver.ask(c -> c.describe("t"));

        assertThat(described.transactionState()).isEqualTo("Ongoing");
        assertThat(described.producerId()).isEqualTo(producer.id());
        assertThat(described.transactionTimeoutMs()).isEqualTo(TIMEOUT_MS);
        assertThat(described.transactionStartTimeMs()).isEqualTo(TransactionDriver.START_MS);
        assertThat(described.topics()).singleElement().satisfies(topic -> {
            assertThat(topic.topic()).isEqualTo("a");
            assertThat(topic.partitions()).containsExactly(0, 2);
        });
    }

    @Test
    void shouldListByStateProducerDurationAndPattern() {
        Identity old = driver.init("orders-1");
        driver.add("orders-1", old, 2, "a", 0);
        driver.advance(5_000);
        Identity young = driver.init("orders-2");
        driver.add("orders-2", young, 2, "a", 0);
        driver.init("payments");

        assertThat(ids(new ListTransactionsRequest().setTransactionalIdPattern("")))
                .containsExactlyInAnyOrder("orders-1", "orders-2", "payments");
        assertThat(ids(new ListTransactionsRequest().setStateFilters(List.of("Ongoing"))))
                .containsExactlyInAnyOrder("orders-1", "orders-2");
        assertThat(ids(new ListTransactionsRequest().setProducerIdFilters(List.of(young.id()))))
                .containsExactly("orders-2");
        assertThat(ids(new ListTransactionsRequest()
                        .setStateFilters(List.of("Ongoing"))
                        .setDurationFilter(4_999)))
                .containsExactly("orders-1");
        assertThat(ids(new ListTransactionsRequest().setTransactionalIdPattern("orders-.")))
                .containsExactlyInAnyOrder("orders-1", "orders-2");
        assertThat(ids(new ListTransactionsRequest().setTransactionalIdPattern("orders")))
                .isEmpty();
        assertThat(driver.ask(c -> c.list(new ListTransactionsRequest().setStateFilters(List.of("Sleepy", "Empty"))))
                        .unknownStateFilters())
                .containsExactly("Sleepy");
    }

    @Test
    void shouldRefuseAPatternThatIsNone() {
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> driver.run(c -> c.list(new ListTransactionsRequest().setTransactionalIdPattern("("))))
                .extracting(e -> ((io.barnabas.wire.protocol.ApiException) e).error())
                .isEqualTo(Errors.INVALID_REGULAR_EXPRESSION);
    }

    private List<String> ids(ListTransactionsRequest request) {
        return driver.ask(c -> c.list(request)).transactionStates().stream()
                .map(ListTransactionsResponse.TransactionState::transactionalId)
                .toList();
    }
}
