// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.runtime;

import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Finds the shard an operation is for: of one key, or all. May be called from any thread; the futures complete on the shard's
 * loop, or fail with an {@link ApiException}, perhaps as a cause.
 */
public final class CoordinatorShards<S extends CoordinatorShard> {

    private final CoordinatorTopic topic;
    private final CoordinatorRuntime<S> runtime;

    public CoordinatorShards(CoordinatorTopic topic, CoordinatorRuntime<S> runtime) {
        this.topic = topic;
        this.runtime = runtime;
    }

    /**
     * Runs the operation on the key's shard. NOT_COORDINATOR as long as there is no topic, since who asks has not asked where the
     * coordinator is, which makes it.
     */
    public <R> CompletableFuture<R> ofKey(String key, CoordinatorRuntime.Operation<S, R> operation) {
        return ofKey(key, new CompletableFuture<>(), operation);
    }

    /** The same with a future of the caller's, which the operation may keep and answer later. */
    public <R> CompletableFuture<R> ofKey(
            String key, CompletableFuture<R> answer, CoordinatorRuntime.Operation<S, R> operation) {
        OptionalInt count = topic.partitionCount();
        return count.isPresent()
                ? runtime.execute(CoordinatorTopic.partitionOf(key, count.getAsInt()), answer, operation)
                : CompletableFuture.failedFuture(new ApiException(Errors.NOT_COORDINATOR));
    }

    /** For who asks in this broker itself, and need not look for the coordinator: makes the topic when it is missing. */
    public <R> CompletableFuture<R> ofKeyInHouse(String key, CoordinatorRuntime.Operation<S, R> operation) {
        return topic.partitionCount().isPresent()
                ? ofKey(key, operation)
                : topic.create()
                        .thenCompose(count -> runtime.execute(CoordinatorTopic.partitionOf(key, count), operation));
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
