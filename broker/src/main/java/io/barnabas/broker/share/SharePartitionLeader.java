// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.share;

import io.barnabas.broker.partition.Partition;
import io.barnabas.coordinator.share.SharePartitionKey;
import io.barnabas.coordinator.share.ShareStateChange;
import io.barnabas.coordinator.share.partition.Acknowledgement;
import io.barnabas.coordinator.share.partition.AcquireRequest;
import io.barnabas.coordinator.share.partition.AcquiredBatch;
import io.barnabas.coordinator.share.partition.SharePartition;
import io.barnabas.coordinator.share.partition.SharePartitionLimits;
import io.barnabas.coordinator.share.partition.StateWrite;
import io.barnabas.log.PartitionLog;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Records;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One share partition at work: loads its state when it is first wanted, reads the log for members, has written down what they say,
 * and takes records back whose time is over. Everything runs on the loop of the partition.
 *
 * <p>When a write is refused, since an administrator has set the group back or the group is gone, this one is given up, and the next
 * request loads the state anew.
 */
final class SharePartitionLeader {
    private static final Logger LOG = LoggerFactory.getLogger(SharePartitionLeader.class);

    private final SharePartitionKey key;
    private final Partition partition;
    private final SharePartitionEnvironment environment;
    private final List<Partition.DataWaiter> waiters = new ArrayList<>();
    private @Nullable SharePartition share;
    private @Nullable ApiException failure;
    private boolean loading;
    private @Nullable Future<?> lockTimer;
    private long lockTimerAtMs = Long.MAX_VALUE;

    SharePartitionLeader(SharePartitionKey key, Partition partition, SharePartitionEnvironment environment) {
        this.key = key;
        this.partition = partition;
        this.environment = environment;
    }

    /** Records for a member, with what was acquired of them. Of nothing acquired there are no records. */
    record Taken(List<AcquiredBatch> acquired, @Nullable Records records) {
        static final Taken NOTHING = new Taken(List.of(), null);

        int sizeInBytes() {
            return records == null ? 0 : records.sizeInBytes();
        }
    }

    SharePartitionKey key() {
        return key;
    }

    Partition partition() {
        return partition;
    }

    void addWaiter(Partition.DataWaiter waiter) {
        waiters.add(waiter);
        partition.addWaiter(waiter);
    }

    void removeWaiter(Partition.DataWaiter waiter) {
        waiters.remove(waiter);
        partition.removeWaiter(waiter);
    }

    private void wakeWaiters() {
        List.copyOf(waiters).forEach(Partition.DataWaiter::dataMayHaveArrived);
    }

    /**
     * How many bytes a member would get, at most as many as are asked for. Nothing is acquired.
     *
     * @throws ApiException when there is no state to go on from
     */
    int available(int maxBytes) throws IOException {
        SharePartition ready = ready();
        if (ready == null) {
            return 0;
        }
        PartitionLog log = partition.log();
        ready.logStartsAt(log.logStartOffset());
        if (!ready.canAcquire(environment.settings().limits(key.groupId()))) {
            return 0;
        }
        return log.read(ready.nextFetchOffset(), maxBytes, limit(log), true).sizeInBytes();
    }

    /**
     * Gives records to a member; none when none can be had now, or the state is being loaded, of which waiters are told.
     *
     * @throws ApiException when there is no state to go on from
     */
    Taken acquire(AcquireRequest request, int maxBytes) throws IOException {
        SharePartition ready = ready();
        if (ready == null) {
            return Taken.NOTHING;
        }
        SharePartitionLimits limits = environment.settings().limits(key.groupId());
        PartitionLog log = partition.log();
        ready.logStartsAt(log.logStartOffset());
        boolean committedOnly = environment.settings().isCommittedOnly(key.groupId());
        long maxOffsets = (long) limits.recordLocks() + request.maxRecords();
        while (ready.canAcquire(limits)) {
            long from = ready.nextFetchOffset();
            ShareRead read = ShareRead.of(log, from, limit(log), maxBytes, maxOffsets, committedOnly);
            if (read.batches().isEmpty()) {
                return Taken.NOTHING;
            }
            List<AcquiredBatch> acquired = ready.acquire(
                    request, from, read.batches(), limits, environment.time().millis());
            if (!acquired.isEmpty()) {
                watchLocks(ready);
                Records records = read.recordsOf(acquired);
                partition.traffic().out(records.sizeInBytes());
                return new Taken(acquired, records);
            }
            if (ready.nextFetchOffset() == from) {
                return Taken.NOTHING;
            }
            // There was nothing but markers and aborted records, which are passed now.
        }
        return Taken.NOTHING;
    }

    private long limit(PartitionLog log) {
        long highWatermark = log.highWatermark();
        return environment.settings().isCommittedOnly(key.groupId())
                ? Math.min(log.lastStableOffset(), highWatermark)
                : highWatermark;
    }

    /** Takes what a member says of records. Done when it is written down; fails with an {@link ApiException}. */
    CompletionStage<Void> acknowledge(String member, List<Acknowledgement> acknowledgements) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        SharePartition ready = share;
        if (ready == null) {
            done.completeExceptionally(failure != null ? failure : new ApiException(Errors.UNKNOWN_TOPIC_OR_PARTITION));
            return done;
        }
        try {
            Optional<StateWrite> write = ready.acknowledge(
                    member,
                    acknowledgements,
                    environment.settings().limits(key.groupId()),
                    environment.time().millis());
            watchLocks(ready);
            write.ifPresentOrElse(state -> write(ready, state, done), () -> done.complete(null));
        } catch (ApiException e) {
            done.completeExceptionally(e);
        }
        return done;
    }

    private void write(SharePartition ready, StateWrite write, CompletableFuture<Void> done) {
        report(ready, write.change())
                .whenComplete((written, refusal) -> partition.execute(() -> {
                    if (refusal == null) {
                        ready.written(write.id());
                        wakeWaiters();
                        done.complete(null);
                    } else {
                        ready.notWritten(write.id());
                        watchLocks(ready);
                        done.completeExceptionally(refused(refusal));
                    }
                }));
    }

    private CompletionStage<Boolean> report(SharePartition ready, ShareStateChange change) {
        return environment.states().write(key, ready.stateEpoch(), partition.leaderEpoch(), change);
    }

    /** Takes back what a member holds, as it has gone. */
    void release(String member) {
        SharePartition ready = share;
        if (ready != null) {
            tookBack(ready, ready.release(member, environment.settings().limits(key.groupId())));
        }
    }

    private void expireLocks() {
        lockTimer = null;
        lockTimerAtMs = Long.MAX_VALUE;
        SharePartition ready = share;
        if (ready != null) {
            tookBack(
                    ready,
                    ready.expireLocks(
                            environment.settings().limits(key.groupId()),
                            environment.time().millis()));
            watchLocks(ready);
        }
    }

    private void tookBack(SharePartition ready, Optional<ShareStateChange> change) {
        change.ifPresent(taken -> {
            report(ready, taken).whenComplete((written, refusal) -> {
                if (refusal != null) {
                    partition.execute(() -> refused(refusal));
                }
            });
            wakeWaiters();
        });
    }

    /** One timer for the first lock that times out. It may come too early, when that lock was released or renewed. */
    private void watchLocks(SharePartition ready) {
        OptionalLong next = ready.nextTimeoutMs();
        if (next.isEmpty() || next.getAsLong() >= lockTimerAtMs) {
            return;
        }
        stopTimer();
        lockTimerAtMs = next.getAsLong();
        long delayMs = Math.max(1, lockTimerAtMs - environment.time().millis());
        lockTimer = environment.time().timers().schedule(partition.loop(), delayMs, this::expireLocks);
    }

    private void stopTimer() {
        if (lockTimer != null) {
            lockTimer.cancel(false);
            lockTimer = null;
        }
    }

    /** The share partition if its state has been loaded, else null; then loading has begun. */
    private @Nullable SharePartition ready() {
        if (failure != null) {
            throw failure;
        }
        if (share == null && !loading) {
            loading = true;
            ShareStateLoad.start(key, partition, environment)
                    .whenComplete((loaded, refusal) -> partition.execute(() -> loaded(loaded, refusal)));
        }
        return share;
    }

    private void loaded(@Nullable SharePartition loaded, @Nullable Throwable refusal) {
        loading = false;
        if (refusal != null) {
            giveUp(ShareStateErrors.told(refusal));
        } else if (failure == null) {
            share = loaded;
        }
        wakeWaiters();
    }

    /** What a member is told when the coordinator refuses a write; there is no going on from what is in memory then. */
    private ApiException refused(Throwable refusal) {
        ApiException told = ShareStateErrors.told(refusal);
        if (failure == null) {
            LOG.info("Share partition {} is loaded anew when next wanted: {}", key, told.getMessage());
            giveUp(told);
        }
        return told;
    }

    /** From now on everything fails, and somebody else may take over the share partition. */
    void giveUp(ApiException why) {
        if (failure == null) {
            failure = why;
            share = null;
            stopTimer();
            environment.givenUp().accept(this);
            wakeWaiters();
        }
    }
}
