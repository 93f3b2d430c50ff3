// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.runtime;

import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one shard on its loop, all state below belonging to that loop.
 *
 * <pre>
 * NEW --first operation--> LOADING --end of log--> ACTIVE
 *  ^                          |
 *  '-------- failed ----------'              any --unload--> UNLOADED
 * </pre>
 *
 * Operations that come while it loads wait, so that a client need not retry; they are not many and do not wait long,
 * beyond either bound they get COORDINATOR_LOAD_IN_PROGRESS.
 */
final class ShardRunner<S extends CoordinatorShard> {

    private static final Logger LOG = LoggerFactory.getLogger(ShardRunner.class);
    private static final int MAX_WAITING = 1_000;
    private static final long MAX_WAIT_MS = 5_000;
    private static final long NO_PRODUCER_ID = -1;
    private static final TimerKey LOAD_PATIENCE = new TimerKey("load", "", "");

    private enum Phase {
        NEW,
        LOADING,
        ACTIVE,
        UNLOADED
    }

    private record Waiting(CompletableFuture<?> answer, Runnable turn) {}

    private final ShardPorts ports;
    private final LongSupplier clockMs;
    private final String name;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private final S shard;
    private Phase phase = Phase.NEW;
    private boolean patient;

    ShardRunner(ShardPorts ports, S emptyShard, LongSupplier clockMs, String name) {
        this.ports = ports;
        this.shard = emptyShard;
        this.clockMs = clockMs;
        this.name = name;
    }

    /** From any thread. */
    <R> void submit(CompletableFuture<R> answer, CoordinatorRuntime.Operation<S, R> operation) {
        ports.loop().execute(() -> arrive(answer, () -> turn(answer, operation)));
    }

    /** From any thread. */
    void submitMarker(CompletableFuture<Void> answer, TransactionMarker marker) {
        ports.loop().execute(() -> arrive(answer, () -> turn(answer, () -> endTransaction(answer, marker))));
    }

    /** From any thread: answers all who wait; what comes later is refused. */
    void unload() {
        try {
            ports.loop().execute(() -> {
                if (phase == Phase.ACTIVE) {
                    turn(new CompletableFuture<Void>(), (state, nowMs) -> state.unloaded());
                }
                phase = Phase.UNLOADED;
                refuse(notCoordinator());
            });
        } catch (RejectedExecutionException stopped) {
            LOG.debug("The loop of {} had stopped before its coordinator.", name);
        }
    }

    private ApiException notCoordinator() {
        return new ApiException(Errors.NOT_COORDINATOR, "The coordinator of " + name + " is not here any more.");
    }

    private void arrive(CompletableFuture<?> answer, Runnable turn) {
        if (phase == Phase.ACTIVE) {
            turn.run();
            return;
        }
        if (phase == Phase.UNLOADED) {
            answer.completeExceptionally(notCoordinator());
            return;
        }
        if (phase == Phase.NEW) {
            startLoading();
        }
        if (phase == Phase.ACTIVE) {
            turn.run();
        } else if (patient && waiting.size() < MAX_WAITING) {
            waiting.add(new Waiting(answer, turn));
        } else {
            answer.completeExceptionally(loadInProgress());
        }
    }

    private void startLoading() {
        phase = Phase.LOADING;
        patient = true;
        ports.timer().set(LOAD_PATIENCE, MAX_WAIT_MS, this::losePatience);
        CompletionStage<Void> load;
        try {
            load = ports.loader().load(this::take);
        } catch (RuntimeException e) {
            load = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<Void> loading = load.toCompletableFuture();
        if (loading.isDone()) {
            // The usual case of an empty partition: no second turn of the loop is needed.
            finishLoading(
                    loading.isCompletedExceptionally()
                            ? loading.handle((v, e) -> e).join()
                            : null);
        } else {
            load.whenComplete((v, error) -> ports.loop().execute(() -> finishLoading(error)));
        }
    }

    private CompletionStage<Void> take(List<CoordinatorLoader.Item> chunk) {
        return CompletableFuture.runAsync(() -> replayLoaded(chunk), ports.loop());
    }

    private void replayLoaded(List<CoordinatorLoader.Item> chunk) {
        for (CoordinatorLoader.Item item : chunk) {
            if (item instanceof CoordinatorLoader.LoadedRecord loaded) {
                shard.replay(loaded.offset(), loaded.producerId(), loaded.record());
            } else if (item instanceof CoordinatorLoader.EndTransaction end) {
                shard.replayEndTransaction(end.producerId(), end.committed());
            }
        }
    }

    private void finishLoading(@Nullable Throwable error) {
        ports.timer().cancel(LOAD_PATIENCE);
        if (phase != Phase.LOADING) {
            return;
        }
        if (error != null) {
            LOG.error("The coordinator state of {} could not be loaded; the next request tries again.", name, error);
            // Replaying the log again over what was replayed gives the same state, so the shard can be kept.
            phase = Phase.NEW;
            refuse(new ApiException(Errors.NOT_COORDINATOR, "The coordinator state of " + name + " cannot be read."));
            return;
        }
        phase = Phase.ACTIVE;
        turn(new CompletableFuture<>(), CoordinatorShard::loaded);
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            next.turn().run();
        }
    }

    private void losePatience() {
        patient = false;
        refuse(loadInProgress());
    }

    private void refuse(ApiException error) {
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            next.answer().completeExceptionally(error);
        }
    }

    private ApiException loadInProgress() {
        return new ApiException(
                Errors.COORDINATOR_LOAD_IN_PROGRESS, "The coordinator is loading " + name + "; try again.");
    }

    private <R> void turn(CompletableFuture<R> answer, CoordinatorRuntime.Operation<S, R> operation) {
        turn(answer, () -> decideAndCommit(answer, operation));
    }

    private void turn(CompletableFuture<?> answer, Runnable work) {
        try {
            work.run();
        } catch (ApiException e) {
            answer.completeExceptionally(e);
        } catch (RuntimeException e) {
            LOG.error("A coordinator operation on {} failed by a bug.", name, e);
            answer.completeExceptionally(
                    new ApiException(Errors.UNKNOWN_SERVER_ERROR, "The operation failed unexpectedly."));
        }
    }

    private <R> void decideAndCommit(CompletableFuture<R> answer, CoordinatorRuntime.Operation<S, R> operation) {
        long nowMs = clockMs.getAsLong();
        CoordinatorResult<R> result = operation.decide(shard, nowMs);
        if (result.records().isEmpty()) {
            commitSoftState(result);
            send(answer, result);
            return;
        }
        PartitionWriter.Appended appended = ports.writer().append(result.records(), result.producer(), nowMs);
        long offset = appended.firstOffset();
        TransactionalProducer producer = result.producer();
        long producerId = producer == null ? NO_PRODUCER_ID : producer.producerId();
        for (CoordinatorRecord record : result.records()) {
            shard.replay(offset++, producerId, record);
        }
        commitSoftState(result);
        appended.committed().whenComplete((v, error) -> {
            if (error == null) {
                send(answer, result);
            } else {
                fail(answer, result);
            }
        });
    }

    private void endTransaction(CompletableFuture<Void> answer, TransactionMarker marker) {
        PartitionWriter.Appended appended = ports.writer().append(marker, clockMs.getAsLong());
        shard.replayEndTransaction(marker.producerId(), marker.committed());
        appended.committed().whenComplete((v, error) -> {
            if (error == null) {
                answer.complete(null);
            } else {
                answer.completeExceptionally(notDurable());
            }
        });
    }

    private void commitSoftState(CoordinatorResult<?> result) {
        result.softState().run();
        for (TimerChange change : result.timers()) {
            if (change instanceof TimerChange.Set set) {
                ports.timer().set(set.key(), set.delayMs(), () -> timerFired(set.key()));
            } else if (change instanceof TimerChange.SetIfAbsent set) {
                if (!ports.timer().isSet(set.key())) {
                    ports.timer().set(set.key(), set.delayMs(), () -> timerFired(set.key()));
                }
            } else {
                ports.timer().cancel(change.key());
            }
        }
    }

    private void timerFired(TimerKey key) {
        if (phase != Phase.ACTIVE) {
            return;
        }
        turn(new CompletableFuture<Void>(), (state, nowMs) -> state.timerFired(key, nowMs));
    }

    private static <R> void send(CompletableFuture<R> answer, CoordinatorResult<R> result) {
        result.answers().forEach(Answer::send);
        if (result.response() != null) {
            answer.complete(result.response());
        }
    }

    private static void fail(CompletableFuture<?> answer, CoordinatorResult<?> result) {
        ApiException error = notDurable();
        result.answers().forEach(waiter -> waiter.request().completeExceptionally(error));
        answer.completeExceptionally(error);
    }

    private static ApiException notDurable() {
        return new ApiException(Errors.NOT_COORDINATOR, "The records could not be made durable.");
    }
}
