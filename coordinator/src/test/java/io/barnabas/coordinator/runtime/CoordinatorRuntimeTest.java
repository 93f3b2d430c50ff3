// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.GroupRecordSerde;
import io.barnabas.coordinator.record.GroupMetadataKey;
import io.barnabas.coordinator.record.GroupMetadataValue;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class CoordinatorRuntimeTest {

    /** Notes the groups it is told of. */
    private static final class NotingShard implements CoordinatorShard {
        private final List<String> groups = new ArrayList<>();
        private boolean unloaded;

        @Override
        public void replay(long offset, long producerId, CoordinatorRecord record) {
            groups.add(((GroupMetadataKey) record.key()).group() + "@" + offset);
        }

        @Override
        public void replayEndTransaction(long producerId, boolean committed) {
            groups.add("end");
        }

        @Override
        public CoordinatorResult<Void> loaded(long nowMs) {
            return CoordinatorResult.<Void>nothing()
                    .withTimers(List.of(new TimerChange.Set(new TimerKey("t", "", ""), 100)));
        }

        @Override
        public CoordinatorResult<Void> unloaded() {
            unloaded = true;
            return CoordinatorResult.nothing();
        }

        @Override
        public CoordinatorResult<Void> timerFired(TimerKey key, long nowMs) {
            return CoordinatorResult.of(null, List.of(recordOf("timer")));
        }
    }

    private final InMemoryPartitionWriter log = new InMemoryPartitionWriter(GroupRecordSerde.create());
    private final ManualTimer timer = new ManualTimer(0);
    private final NotingShard shard = new NotingShard();
    private final CoordinatorRuntime<NotingShard> runtime = new CoordinatorRuntime<>(
            partition -> new ShardPorts(Runnable::run, log, log, timer), () -> shard, timer::nowMs);

    @Test
    void shouldReplayWhatItAppendsAndThenAnswer() {
        assertThat(write("a")).isCompletedWithValue("a");
        assertThat(write("b")).isCompletedWithValue("b");

        assertThat(shard.groups).containsExactly("a@0", "b@1");
    }

    @Test
    void shouldLoadBeforeTheFirstOperation() {
        log.store(-1, recordOf("old"));

        assertThat(write("new")).isCompleted();

        assertThat(shard.groups).containsExactly("old@0", "new@1");
    }

    @Test
    void shouldReplayNothingWhenTheAppendFails() {
        log.failWith(Errors.NOT_COORDINATOR);

        assertThat(errorOf(write("a"))).isEqualTo(Errors.NOT_COORDINATOR);
        assertThat(shard.groups).isEmpty();
    }

    @Test
    void shouldAnswerWhenTheRecordsAreCommittedAndGoOnMeanwhile() {
        var fsync = new CompletableFuture<Void>();
        log.holdCommits(fsync);

        CompletableFuture<String> first = write("a");
        CompletableFuture<String> second = write("b");
        assertThat(first).isNotDone();
        assertThat(shard.groups).containsExactly("a@0", "b@1");
        fsync.complete(null);

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
    }

    @Test
    void shouldNotAcknowledgeWhatCouldNotBeMadeDurable() {
        var fsync = new CompletableFuture<Void>();
        log.holdCommits(fsync);
        CompletableFuture<String> answer = write("a");

        fsync.completeExceptionally(new IllegalStateException("disk gone"));

        assertThat(errorOf(answer)).isEqualTo(Errors.NOT_COORDINATOR);
    }

    @Test
    void shouldLetOperationsWaitForAShortLoad() {
        var load = new CompletableFuture<Void>();
        log.holdLoad(load);

        CompletableFuture<String> first = write("a");
        CompletableFuture<String> second = write("b");
        assertThat(first).isNotDone();
        load.complete(null);

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(shard.groups).containsExactly("a@0", "b@1");
    }

    @Test
    void shouldSendClientsAwayFromALongLoad() {
        var load = new CompletableFuture<Void>();
        log.holdLoad(load);
        CompletableFuture<String> early = write("a");

        timer.advance(5_000);
        CompletableFuture<String> late = write("b");

        assertThat(errorOf(early)).isEqualTo(Errors.COORDINATOR_LOAD_IN_PROGRESS);
        assertThat(errorOf(late)).isEqualTo(Errors.COORDINATOR_LOAD_IN_PROGRESS);
        load.complete(null);
        assertThat(write("c")).isCompleted();
    }

    @Test
    void shouldBoundHowManyWaitForALoad() {
        log.holdLoad(new CompletableFuture<>());
        for (int i = 0; i < 1_000; i++) {
            assertThat(write("a")).isNotDone();
        }

        assertThat(errorOf(write("one too many"))).isEqualTo(Errors.COORDINATOR_LOAD_IN_PROGRESS);
    }

    @Test
    void shouldTryAgainAfterALoadThatFailed() {
        var load = new CompletableFuture<Void>();
        log.holdLoad(load);
        log.store(-1, recordOf("old"));
        CompletableFuture<String> first = write("a");
        load.completeExceptionally(new IllegalStateException("disk slow"));
        assertThat(errorOf(first)).isEqualTo(Errors.NOT_COORDINATOR);

        assertThat(write("b")).isCompleted();

        assertThat(shard.groups).containsExactly("old@0", "b@1");
    }

    @Test
    void shouldRunTimersAsOperations() {
        assertThat(write("a")).isCompleted();

        timer.advance(100);

        assertThat(shard.groups).containsExactly("a@0", "timer@1");
    }

    @Test
    void shouldTurnABugIntoAnAnswer() {
        CompletableFuture<String> answer = runtime.execute(0, (state, nowMs) -> {
            throw new IllegalStateException("a bug, on purpose");
        });

        assertThat(errorOf(answer)).isEqualTo(Errors.UNKNOWN_SERVER_ERROR);
        assertThat(write("a")).isCompleted();
    }

    @Test
    void shouldTakeNothingMoreOnceClosed() {
        assertThat(write("a")).isCompleted();

        runtime.close();
        timer.advance(1_000);

        assertThat(shard.unloaded).isTrue();
        assertThat(errorOf(write("b"))).isEqualTo(Errors.COORDINATOR_NOT_AVAILABLE);
        assertThat(shard.groups).containsExactly("a@0");
    }

    private CompletableFuture<String> write(String group) {
        return runtime.execute(0, (state, nowMs) -> CoordinatorResult.of(group, List.of(recordOf(group))));
    }

    private static CoordinatorRecord recordOf(String group) {
        return CoordinatorRecord.of(
                new GroupMetadataKey().setGroup(group),
                3,
                new GroupMetadataValue().setProtocolType("").setProtocol(null).setLeader(null));
    }

    private static Errors errorOf(CompletableFuture<String> answer) {
        assertThat(answer).isCompletedExceptionally();
        try {
            answer.join();
            return Errors.NONE;
        } catch (CompletionException e) {
            return e.getCause() instanceof ApiException api ? api.error() : Errors.NONE;
        }
    }
}
