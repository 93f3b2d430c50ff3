// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.runtime;

import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * All shards of one coordinator, each on the loop of its partition. Owns no thread; may be called from any.
 *
 * <p>A shard is loaded at its first use. Its turn: decide, append, replay, commit soft state, and answer once the records
 * are committed. If the append fails nothing was replayed, so there is nothing to undo.
 */
public final class CoordinatorRuntime<S extends CoordinatorShard> {

    private final IntFunction<ShardPorts> ports;
    private final Supplier<S> newShard;
    private final LongSupplier clockMs;
    private final ConcurrentHashMap<Integer, ShardRunner<S>> runners = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * A runtime with no shard loaded yet.
     *
     * @param ports gives the ports of a partition, once per partition, or throws an {@link ApiException}
     * @param newShard makes an empty shard
     * @param clockMs wall-clock time, read once per turn
     */
    public CoordinatorRuntime(IntFunction<ShardPorts> ports, Supplier<S> newShard, LongSupplier clockMs) {
        this.ports = ports;
        this.newShard = newShard;
        this.clockMs = clockMs;
    }

    /** An operation: a function of the shard's state and the time, which changes nothing by itself. */
    public interface Operation<S, R> {
        CoordinatorResult<R> decide(S shard, long nowMs);
    }

    /** Runs the operation on the partition's loop. The future fails with an {@link ApiException}, never otherwise. */
    public <R> CompletableFuture<R> execute(int partition, Operation<S, R> operation) {
        return execute(partition, new CompletableFuture<>(), operation);
    }

    /** The same with a future of the caller's, which the operation may keep and answer later. */
    public <R> CompletableFuture<R> execute(int partition, CompletableFuture<R> answer, Operation<S, R> operation) {
        return submit(partition, answer, runner -> runner.submit(answer, operation));
    }

    /** Ends a transaction in the shard's partition: what its producer wrote there counts from now on, or never. */
    public CompletableFuture<Void> endTransaction(int partition, TransactionMarker marker) {
        var answer = new CompletableFuture<Void>();
        return submit(partition, answer, runner -> runner.submitMarker(answer, marker));
    }

    private <R> CompletableFuture<R> submit(
            int partition, CompletableFuture<R> answer, Consumer<ShardRunner<S>> submission) {
        if (closed) {
            answer.completeExceptionally(
                    new ApiException(Errors.COORDINATOR_NOT_AVAILABLE, "The coordinator has been shut down."));
            return answer;
        }
        try {
            submission.accept(runners.computeIfAbsent(partition, this::newRunner));
        } catch (RejectedExecutionException closing) {
            answer.completeExceptionally(
                    new ApiException(Errors.COORDINATOR_NOT_AVAILABLE, "The coordinator is shutting down."));
        } catch (ApiException noPorts) {
            answer.completeExceptionally(noPorts);
        }
        return answer;
    }

    private ShardRunner<S> newRunner(int partition) {
        return new ShardRunner<>(ports.apply(partition), newShard.get(), clockMs, "partition " + partition);
    }

    /** Forgets all shards, as their partitions are no more; those of the same number are loaded anew when asked for. */
    public void unloadAll() {
        for (Integer partition : runners.keySet()) {
            ShardRunner<S> runner = runners.remove(partition);
            if (runner != null) {
                runner.unload();
            }
        }
    }

    /** Takes no more operations, and answers who waits that the coordinator is elsewhere. */
    public void close() {
        closed = true;
        unloadAll();
    }
}
