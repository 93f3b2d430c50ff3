// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share;

import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.CoordinatorRuntime;
import io.barnabas.coordinator.runtime.CoordinatorShards;
import io.barnabas.coordinator.runtime.CoordinatorTopic;
import io.barnabas.coordinator.runtime.TopicImage;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The door of the share coordinator, for any thread: keeps the state of share partitions. A request goes to the shard of its share
 * partition and runs there; the future completes on the shard's loop, or fails with an {@link ApiException}, perhaps as a cause.
 */
public final class ShareCoordinator {
    private final CoordinatorShards<ShareShard> shards;
    private final Supplier<TopicImage> topics;

    /** @param topics the topics as they are now; of others there is no state */
    public ShareCoordinator(
            CoordinatorTopic topic, CoordinatorRuntime<ShareShard> runtime, Supplier<TopicImage> topics) {
        this.shards = new CoordinatorShards<>(topic, runtime);
        this.topics = topics;
    }

    /** Begins a share partition, or begins it anew. */
    public CompletableFuture<Boolean> initialize(SharePartitionKey key, int stateEpoch, long startOffset) {
        return run(key, (shard, nowMs) -> shard.initializeState.decide(key, stateEpoch, startOffset, nowMs));
    }

    /** The state for the leader of this epoch; leaders before it are fenced from now on. */
    public CompletableFuture<ShareState> read(SharePartitionKey key, int leaderEpoch) {
        return run(key, (shard, nowMs) -> shard.readState.decide(key, leaderEpoch, nowMs));
    }

    /** The state as it is, for whoever is curious; nothing when there is none. */
    public CompletableFuture<Optional<ShareState>> summary(SharePartitionKey key) {
        return run(
                key,
                (shard, nowMs) ->
                        CoordinatorResult.of(Optional.ofNullable(shard.states().find(key))));
    }

    /** Writes down what a leader reports. */
    public CompletableFuture<Boolean> write(
            SharePartitionKey key, int stateEpoch, int leaderEpoch, ShareStateChange change) {
        return run(key, (shard, nowMs) -> shard.writeState.decide(key, stateEpoch, leaderEpoch, change, nowMs));
    }

    /** Forgets a share partition; says whether there was one. */
    public CompletableFuture<Boolean> delete(SharePartitionKey key) {
        return run(key, (shard, nowMs) -> shard.deleteState.decide(key));
    }

    /** Forgets the share partitions of topics that are no more. */
    public CompletableFuture<Integer> topicsDeleted(Set<UUID> topicIds) {
        return shards.all(
                (shard, nowMs) -> shard.deleteState.topicsDeleted(topicIds),
                counts -> counts.stream().mapToInt(Integer::intValue).sum());
    }

    /** To be called every {@code share.coordinator.cold.partition.snapshot.interval.ms}, of each partition of the topic. */
    public CompletableFuture<Integer> snapshotCold(int partition) {
        return shards.ofPartition(partition, (shard, nowMs) -> shard.coldSnapshots.decide(nowMs));
    }

    /** What a partition of the topic holds before this offset is needed no more. */
    public CompletableFuture<Long> firstNeededOffset(int partition) {
        return shards.ofPartition(
                partition, (shard, nowMs) -> CoordinatorResult.of(shard.states().firstNeededOffset()));
    }

    /** The topic itself is gone, and all states with it. */
    public void topicDeleted() {
        shards.topicDeleted();
    }

    public void close() {
        shards.close();
    }

    private <R> CompletableFuture<R> run(SharePartitionKey key, CoordinatorRuntime.Operation<ShareShard, R> operation) {
        if (key.groupId().isEmpty()) {
            return refused(Errors.INVALID_REQUEST, "The group id is empty.");
        }
        if (key.partition() < 0) {
            return refused(Errors.INVALID_REQUEST, "The partition is " + key.partition() + ", which none can be.");
        }
        TopicImage.Topic topic = topics.get().topic(key.topicId());
        if (topic == null || key.partition() >= topic.partitionCount()) {
            return refused(Errors.UNKNOWN_TOPIC_OR_PARTITION, Errors.UNKNOWN_TOPIC_OR_PARTITION.message());
        }
        return shards.ofKeyInHouse(key.coordinatorKey(), operation);
    }

    private static <R> CompletableFuture<R> refused(Errors error, String message) {
        return CompletableFuture.failedFuture(new ApiException(error, message));
    }
}
