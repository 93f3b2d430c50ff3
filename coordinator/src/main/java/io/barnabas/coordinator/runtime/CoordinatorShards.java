// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.runtime;

import io.barnabas.wire.protocol.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Finds the shard an operation is for: of one key, or all. May be called from any thread; the futures complete on the shard's
 * loop, or fail with an {@link ApiException}, perhaps as a cause.
 */
public final class CoordinatorShards<S extends CoordinatorShard> {

    private final CoordinatorTopic topic;
    private final CoordinatorRuntime<S> runtime;
    private final Supplier<S> emptyShard;

    /**
     * The shards that a runtime runs.
     *
     * @param emptyShard makes what stands for the shards as long as there is no topic
     */
    public CoordinatorShards(CoordinatorTopic topic, CoordinatorRuntime<S> runtime, Supplier<S> emptyShard) {
        this.topic = topic;
        this.runtime = runtime;
        this.emptyShard = emptyShard;
    }

    /** Runs the operation on the key's shard; makes the topic when it is missing. */
    public <R> CompletableFuture<R> ofKey(String key, CoordinatorRuntime.Operation<S, R> operation) {
        return ofKey(key, new CompletableFuture<>(), operation);
    }

    /** The same with a future of the caller's, which the operation may keep and answer later. */
    public <R> CompletableFuture<R> ofKey(
            String key, CompletableFuture<R> answer, CoordinatorRuntime.Operation<S, R> operation) {
        OptionalInt count = topic.partitionCount();
        if (count.isPresent()) {
            return runtime.execute(CoordinatorTopic.partitionOf(key, count.getAsInt()), answer, operation);
        }
        return topic.create()
                .thenCompose(created -> runtime.execute(CoordinatorTopic.partitionOf(key, created), answer, operation));
    }

    /** For operations that need no topic: without it the coordinator knows nothing, which is an answer too. */
    public <R> CompletableFuture<R> ofKeyIfPresent(String key, CoordinatorRuntime.Operation<S, R> operation) {
        if (topic.partitionCount().isPresent()) {
            return ofKey(key, operation);
        }
        try {
            return CompletableFuture.completedFuture(
                    operation.decide(emptyShard.get(), 0).response());
        } catch (ApiException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Runs the operation on the shard of one partition of the topic, which exists. */
    public <R> CompletableFuture<R> ofPartition(int partition, CoordinatorRuntime.Operation<S, R> operation) {
        return runtime.execute(partition, operation);
    }

    /** Ends a transaction in one partition of the topic, which exists. */
    public CompletableFuture<Void> endTransaction(int partition, TransactionMarker marker) {
        return runtime.endTransaction(partition, marker);
    }

    /** Which partition the key belongs to; nothing while there is no topic. */
    public OptionalInt partitionOf(String key) {
        OptionalInt count = topic.partitionCount();
        return count.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(CoordinatorTopic.partitionOf(key, count.getAsInt()));
    }

    /** Runs the operation on every shard, which loads them all, and combines the answers in the order of the partitions. */
    public <R> CompletableFuture<R> all(CoordinatorRuntime.Operation<S, R> operation, Function<List<R>, R> combine) {
        List<CompletableFuture<R>> parts = new ArrayList<>();
        for (int partition = 0; partition < topic.partitionCount().orElse(0); partition++) {
            parts.add(runtime.execute(partition, operation));
        }
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenApply(done -> combine.apply(
                        parts.stream().map(CompletableFuture::join).toList()));
    }

    /** The topic itself is gone, and all state with it. */
    public void topicDeleted() {
        runtime.unloadAll();
    }

    public void close() {
        runtime.close();
    }
}
