// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.coordinator.share.DeliveryState;
import io.barnabas.coordinator.share.ShareState;
import io.barnabas.coordinator.share.StateBatch;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SharePartitionTest {
    private static final SharePartitionLimits LIMITS = new SharePartitionLimits(3, 20, 1_000, true);
    private static final long NOW = 50_000;

    private final SharePartition partition = load(0);

    private static SharePartition load(long start, StateBatch... batches) {
        var state = new ShareState(0, 7, 0, start, 0, 0, 0, 0, List.of(batches));
        return SharePartition.load(state, start, 0, 1_000);
    }

    private static FetchedBatch batch(long first, long last) {
        return new FetchedBatch(first, last, true);
    }

    private List<AcquiredBatch> acquire(String member, int maxRecords, FetchedBatch... batches) {
        return partition.acquire(
                new AcquireRequest(member, maxRecords, 500, false),
                partition.nextFetchOffset(),
                List.of(batches),
                LIMITS,
                NOW);
    }

    private Optional<StateWrite> say(String member, AcknowledgeType type, long first, long last) {
        return partition.acknowledge(member, List.of(new Acknowledgement(first, last, type)), LIMITS, NOW);
    }

    private void accept(String member, long first, long last) {
        partition.written(
                say(member, AcknowledgeType.ACCEPT, first, last).orElseThrow().id());
    }

    @Test
    void shouldGiveEachRecordToOneMember() {
        List<AcquiredBatch> mine = acquire("a", 10, batch(0, 9), batch(10, 19));
        List<AcquiredBatch> others = acquire("b", 10, batch(10, 19));

        assertThat(mine).containsExactly(new AcquiredBatch(0, 9, 1));
        assertThat(others).containsExactly(new AcquiredBatch(10, 19, 1));
    }

    @Test
    void shouldGiveAWholeBatchRatherThanPartOfIt() {
        assertThat(acquire("a", 12, batch(0, 9), batch(10, 19))).containsExactly(new AcquiredBatch(0, 19, 1));
    }

    @Test
    void shouldKeepToTheNumberOfRecordsWhenThatIsAskedFor() {
        List<AcquiredBatch> acquired = partition.acquire(
                new AcquireRequest("a", 12, 500, true), 0, List.of(batch(0, 9), batch(10, 19)), LIMITS, NOW);

        assertThat(acquired).containsExactly(new AcquiredBatch(0, 11, 1));
        assertThat(partition.nextFetchOffset()).isEqualTo(12);
    }

    @Test
    void shouldMoveTheStartOnlyOverWhatIsDone() {
        acquire("a", 10, batch(0, 9));

        accept("a", 5, 9);
        long before = partition.startOffset();
        accept("a", 0, 4);

        assertThat(before).isZero();
        assertThat(partition.startOffset()).isEqualTo(10);
    }

    @Test
    void shouldNotCountWhatIsNotWrittenYet() {
        acquire("a", 10, batch(0, 9));

        StateWrite write = say("a", AcknowledgeType.ACCEPT, 0, 9).orElseThrow();

        assertThat(partition.startOffset()).isZero();
        assertThat(partition.nextFetchOffset()).isEqualTo(10);
        assertThat(write.change().startOffset()).isZero();
        assertThat(write.change().deliveryCompleteCount()).isEqualTo(10);
        assertThat(write.change().batches()).containsExactly(new StateBatch(0, 9, DeliveryState.ACKNOWLEDGED, 1));
    }

    @Test
    void shouldLeaveTheRecordsToTheMemberWhenTheWriteFails() {
        acquire("a", 10, batch(0, 9));
        StateWrite write = say("a", AcknowledgeType.ACCEPT, 0, 9).orElseThrow();

        partition.notWritten(write.id());

        accept("a", 0, 9);
        assertThat(partition.startOffset()).isEqualTo(10);
    }

    @Test
    void shouldRefuseASecondWordWhileTheFirstIsBeingWritten() {
        acquire("a", 10, batch(0, 9));
        say("a", AcknowledgeType.ACCEPT, 0, 9);

        assertRefused(Errors.INVALID_RECORD_STATE, "a", 0, 9);
    }

    @Test
    void shouldDeliverAgainWhatIsReleased() {
        acquire("a", 10, batch(0, 9));
        partition.written(say("a", AcknowledgeType.RELEASE, 2, 3).orElseThrow().id());

        List<AcquiredBatch> again = acquire("b", 10, batch(0, 9));

        assertThat(again).containsExactly(new AcquiredBatch(2, 3, 2));
    }

    @Test
    void shouldGiveUpARecordAfterTheLastDelivery() {
        acquire("a", 10, batch(0, 0));
        for (int delivery = 2; delivery <= 3; delivery++) {
            partition.written(
                    say("a", AcknowledgeType.RELEASE, 0, 0).orElseThrow().id());
            assertThat(acquire("a", 10, batch(0, 0))).containsExactly(new AcquiredBatch(0, 0, delivery));
        }

        StateWrite write = say("a", AcknowledgeType.RELEASE, 0, 0).orElseThrow();
        partition.written(write.id());

        assertThat(write.change().batches()).containsExactly(new StateBatch(0, 0, DeliveryState.ARCHIVED, 3));
        assertThat(partition.startOffset()).isEqualTo(1);
    }

    @Test
    void shouldDeliverARecordAloneForTheLastTime() {
        acquire("a", 10, batch(0, 9));
        for (int delivery = 2; delivery <= 2; delivery++) {
            partition.written(
                    say("a", AcknowledgeType.RELEASE, 0, 9).orElseThrow().id());
        }
        partition.acquire(
                new AcquireRequest("a", 10, 500, false),
                0,
                List.of(batch(0, 9)),
                new SharePartitionLimits(9, 20, 1, true),
                NOW);
        partition.written(say("a", AcknowledgeType.RELEASE, 0, 9).orElseThrow().id());

        List<AcquiredBatch> last = acquire("a", 10, batch(0, 9));

        assertThat(last).containsExactly(new AcquiredBatch(0, 0, 3));
    }

    @Test
    void shouldNotDeliverWhatIsRejected() {
        acquire("a", 10, batch(0, 9));

        partition.written(say("a", AcknowledgeType.REJECT, 0, 9).orElseThrow().id());

        assertThat(partition.startOffset()).isEqualTo(10);
    }

    @Test
    void shouldTakeBackWhatIsHeldTooLong() {
        acquire("a", 10, batch(0, 9));

        var early = partition.expireLocks(LIMITS, NOW + 999);
        var late = partition.expireLocks(LIMITS, NOW + 1_000);

        assertThat(early).isEmpty();
        assertThat(late.orElseThrow().batches()).containsExactly(new StateBatch(0, 9, DeliveryState.AVAILABLE, 1));
        assertRefused(Errors.INVALID_RECORD_STATE, "a", 0, 9);
        assertThat(acquire("b", 10, batch(0, 9))).containsExactly(new AcquiredBatch(0, 9, 2));
    }

    @Test
    void shouldLetAMemberHoldARecordForLonger() {
        acquire("a", 10, batch(0, 9));

        var write = partition.acknowledge(
                "a", List.of(new Acknowledgement(0, 4, AcknowledgeType.RENEW)), LIMITS, NOW + 500);

        assertThat(write).isEmpty();
        assertThat(partition.expireLocks(LIMITS, NOW + 1_000).orElseThrow().batches())
                .containsExactly(new StateBatch(5, 9, DeliveryState.AVAILABLE, 1));
        assertThat(partition.nextTimeoutMs()).hasValue(NOW + 1_500);
    }

    @Test
    void shouldNotRenewWhereThatIsOff() {
        acquire("a", 10, batch(0, 9));
        var off = new SharePartitionLimits(3, 20, 1_000, false);

        assertThatThrownBy(() ->
                        partition.acknowledge("a", List.of(new Acknowledgement(0, 4, AcknowledgeType.RENEW)), off, NOW))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(Errors.INVALID_RECORD_STATE));
    }

    @Test
    void shouldTakeBackWhatAMemberHoldsThatGoes() {
        acquire("a", 10, batch(0, 9));
        acquire("b", 10, batch(10, 19));

        partition.release("a", LIMITS);

        assertThat(partition.nextFetchOffset()).isZero();
        accept("b", 10, 19);
    }

    @Test
    void shouldStopAtTheLimitOfRecordsThatAreOut() {
        acquire("a", 100, batch(0, 9), batch(10, 19), batch(20, 29));

        assertThat(partition.nextFetchOffset()).isEqualTo(20);
        assertThat(partition.canAcquire(LIMITS)).isFalse();
        accept("a", 5, 5);
        assertThat(partition.canAcquire(LIMITS)).isTrue();
    }

    @Test
    void shouldTakeNothingOfARequestThatIsWrongInPart() {
        acquire("a", 10, batch(0, 9));
        acquire("b", 10, batch(10, 19));
        List<InFlightRun> before = partition.runs();

        assertThatThrownBy(() -> partition.acknowledge(
                        "a",
                        List.of(
                                new Acknowledgement(0, 9, AcknowledgeType.ACCEPT),
                                new Acknowledgement(10, 19, AcknowledgeType.ACCEPT)),
                        LIMITS,
                        NOW))
                .isInstanceOf(ApiException.class);

        assertThat(partition.runs()).isEqualTo(before);
    }

    @Test
    void shouldRefuseWhatWasNeverDelivered() {
        acquire("a", 10, batch(0, 9));

        assertRefused(Errors.INVALID_REQUEST, "a", 5, 10);
    }

    @Test
    void shouldPassOverWhatTheGroupDoesNotSee() {
        List<AcquiredBatch> acquired =
                acquire("a", 100, batch(3, 4), new FetchedBatch(5, 6, false), batch(7, 7), batch(9, 9));

        assertThat(acquired)
                .containsExactly(new AcquiredBatch(3, 4, 1), new AcquiredBatch(7, 7, 1), new AcquiredBatch(9, 9, 1));
        assertThat(partition.startOffset()).isEqualTo(3);
        accept("a", 3, 4);
        assertThat(partition.startOffset()).isEqualTo(7);
    }

    @Test
    void shouldForgetWhatTheLogHasDeleted() {
        acquire("a", 10, batch(0, 9));

        partition.logStartsAt(5);

        assertThat(partition.startOffset()).isEqualTo(5);
        accept("a", 0, 9);
        assertThat(partition.startOffset()).isEqualTo(10);
    }

    @Test
    void shouldGoOnFromWhatWasWritten() {
        SharePartition loaded = load(
                10,
                new StateBatch(10, 14, DeliveryState.ACKNOWLEDGED, 1),
                new StateBatch(20, 24, DeliveryState.AVAILABLE, 2));

        assertThat(loaded.startOffset()).isEqualTo(15);
        assertThat(loaded.stateEpoch()).isEqualTo(7);
        assertThat(loaded.acquire(new AcquireRequest("a", 100, 500, false), 15, List.of(batch(15, 30)), LIMITS, NOW))
                .containsExactly(new AcquiredBatch(15, 19, 1));
    }

    @Test
    void shouldForgetWhatTheLogHasLost() {
        var state =
                new ShareState(0, 0, 0, 0, 0, 0, 0, 0, List.of(new StateBatch(3, 9, DeliveryState.ACKNOWLEDGED, 1)));

        SharePartition loaded = SharePartition.load(state, 0, 0, 5);

        assertThat(loaded.runs())
                .containsExactly(
                        InFlightRun.free(0, 2, DeliveryState.AVAILABLE, 0),
                        InFlightRun.free(3, 4, DeliveryState.ACKNOWLEDGED, 1));
    }

    private void assertRefused(Errors error, String member, long first, long last) {
        assertThatThrownBy(() -> say(member, AcknowledgeType.ACCEPT, first, last))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(error));
    }
}
