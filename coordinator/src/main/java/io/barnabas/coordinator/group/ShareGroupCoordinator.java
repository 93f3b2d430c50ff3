// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group;

import io.barnabas.coordinator.group.modern.MemberEpoch;
import io.barnabas.coordinator.group.share.ShareGroupHeartbeat.Beat;
import io.barnabas.coordinator.group.share.ShareHeartbeatCheck;
import io.barnabas.coordinator.group.share.ShareStatePort;
import io.barnabas.coordinator.group.share.StateRequest;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.CoordinatorShards;
import io.barnabas.coordinator.share.SharePartitionKey;
import io.barnabas.coordinator.share.ShareState;
import io.barnabas.wire.message.AlterShareGroupOffsetsRequest;
import io.barnabas.wire.message.ShareGroupDescribeResponse.DescribedGroup;
import io.barnabas.wire.message.ShareGroupHeartbeatRequest;
import io.barnabas.wire.message.ShareGroupHeartbeatResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door to share groups, part of {@link GroupCoordinator}. What takes the share coordinator too is done here in steps: a group
 * notes what it is about to ask for, asks, and notes what has come of it.
 */
public final class ShareGroupCoordinator {

    private static final Logger LOG = LoggerFactory.getLogger(ShareGroupCoordinator.class);

    private final CoordinatorShards<GroupShard> shards;
    private final ShareStatePort states;

    ShareGroupCoordinator(CoordinatorShards<GroupShard> shards, ShareStatePort states) {
        this.shards = shards;
        this.states = states;
    }

    /** Nobody waits for states that partitions get: members learn with a later heartbeat that they are assigned. */
    public CompletableFuture<ShareGroupHeartbeatResponse> heartbeat(
            RequestOrigin origin, ShareGroupHeartbeatRequest request) {
        try {
            ShareHeartbeatCheck.check(request);
        } catch (ApiException e) {
            return CompletableFuture.failedFuture(e);
        }
        if (MemberEpoch.isLeave(request.memberEpoch())) {
            return shards.ofKey(request.groupId(), (shard, nowMs) -> shard.share.leave.decide(request, nowMs));
        }
        return shards.<Beat>ofKey(
                        request.groupId(), (shard, nowMs) -> shard.share.heartbeat.decide(origin, request, nowMs))
                .thenApply(beat -> {
                    if (!beat.wanted().isEmpty()) {
                        var unused = initialize(beat.wanted());
                    }
                    return beat.response();
                });
    }

    public CompletableFuture<DescribedGroup> describe(String groupId) {
        requireGroupId(groupId);
        return shards.ofKey(groupId, (shard, nowMs) -> CoordinatorResult.of(shard.share.describe.decide(groupId)));
    }

    /** Which partitions have a state, by topic; none when there is no such group. */
    public CompletableFuture<Map<String, List<Integer>>> partitionsWithState(String groupId) {
        return shards.ofKey(
                groupId, (shard, nowMs) -> CoordinatorResult.of(shard.share.describe.partitionsWithState(groupId)));
    }

    /** Where the group is in one partition; nothing when it has no state there. */
    public CompletableFuture<Optional<ShareState>> state(SharePartitionKey key) {
        return states.summary(key);
    }

    /** What has gone wrong, by partition; partitions that do not exist are not among them. */
    public CompletableFuture<Map<SharePartitionKey, ApiException>> alterOffsets(AlterShareGroupOffsetsRequest request) {
        requireGroupId(request.groupId());
        return shards.<StateRequest>ofKey(
                        request.groupId(), (shard, nowMs) -> shard.share.alterOffsets.decide(request, nowMs))
                .thenCompose(this::initialize);
    }

    /** Asks for states and lets the group note what came of it. */
    private CompletableFuture<Map<SharePartitionKey, ApiException>> initialize(StateRequest request) {
        Map<SharePartitionKey, CompletableFuture<Boolean>> asked = new LinkedHashMap<>();
        request.startOffsets()
                .forEach((topicId, offsets) -> offsets.forEach((number, offset) -> {
                    SharePartitionKey key = request.key(topicId, number);
                    asked.put(key, states.initialize(key, request.stateEpoch(), offset));
                }));
        return failures(asked).thenCompose(failures -> {
            if (!failures.isEmpty()) {
                LOG.warn(
                        "{} of {} states could not be initialized, at first {}",
                        failures.size(),
                        asked.size(),
                        failures.entrySet().iterator().next());
            }
            var succeeded = numbers(asked.keySet().stream()
                    .filter(key -> !failures.containsKey(key))
                    .toList());
            return shards.ofKey(
                            request.groupId(),
                            (shard, nowMs) -> shard.share.initialized(
                                    request.groupId(), succeeded, numbers(failures.keySet()), nowMs))
                    .thenApply(noted -> failures);
        });
    }

    /** Deletes the states of topics, and says of which topics there were any, and how that went. */
    public CompletableFuture<Map<UUID, Errors>> deleteOffsets(String groupId, Collection<String> topics) {
        requireGroupId(groupId);
        return shards.<List<SharePartitionKey>>ofKey(
                        groupId, (shard, nowMs) -> shard.share.deleteState.ofTopics(groupId, topics, nowMs))
                .thenCompose(keys -> deleteAll(keys).thenCompose(failures -> {
                    Map<UUID, Errors> outcomes = outcomes(keys, failures);
                    SortedSet<UUID> gone = new TreeSet<>(outcomes.keySet());
                    gone.removeIf(topicId -> outcomes.get(topicId) != Errors.NONE);
                    return shards.ofKey(groupId, (shard, nowMs) -> shard.share.deleteState.ended(groupId, gone, nowMs))
                            .thenApply(noted -> outcomes);
                }));
    }

    /** Before a group is deleted. Groups of other kinds have no states. */
    CompletableFuture<Errors> deleteStates(String groupId) {
        return shards.<List<SharePartitionKey>>ofKey(
                        groupId, (shard, nowMs) -> shard.share.deleteState.ofGroup(groupId, nowMs))
                .thenCompose(keys -> deleteAll(keys)
                        .thenApply(failures -> failures.values().stream()
                                .map(ApiException::error)
                                .findFirst()
                                .orElse(Errors.NONE)));
    }

    private static Map<UUID, Errors> outcomes(
            List<SharePartitionKey> keys, Map<SharePartitionKey, ApiException> failures) {
        Map<UUID, Errors> outcomes = new TreeMap<>();
        for (SharePartitionKey key : keys) {
            ApiException failure = failures.get(key);
            outcomes.merge(
                    key.topicId(),
                    failure == null ? Errors.NONE : failure.error(),
                    (first, next) -> first == Errors.NONE ? next : first);
        }
        return outcomes;
    }

    /** The states of topics that are no more are gone already. */
    private CompletableFuture<Map<SharePartitionKey, ApiException>> deleteAll(List<SharePartitionKey> keys) {
        Map<SharePartitionKey, CompletableFuture<Boolean>> asked = new LinkedHashMap<>();
        keys.forEach(key -> asked.put(key, states.delete(key)));
        return failures(asked).thenApply(failures -> {
            failures.values().removeIf(failure -> failure.error() == Errors.UNKNOWN_TOPIC_OR_PARTITION);
            return failures;
        });
    }

    private static CompletableFuture<Map<SharePartitionKey, ApiException>> failures(
            Map<SharePartitionKey, CompletableFuture<Boolean>> asked) {
        CompletableFuture<?>[] all = asked.values().toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(all).handle((done, anyFailure) -> {
            Map<SharePartitionKey, ApiException> failures = new LinkedHashMap<>();
            asked.forEach((key, future) -> {
                Throwable failure = future.handle((ok, error) -> error).join();
                if (failure != null) {
                    failures.put(key, refusal(failure));
                }
            });
            return failures;
        });
    }

    private static ApiException refusal(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof ApiException refusal
                ? refusal
                : new ApiException(Errors.UNKNOWN_SERVER_ERROR, String.valueOf(cause.getMessage()));
    }

    private static SortedMap<UUID, SortedSet<Integer>> numbers(Collection<SharePartitionKey> keys) {
        SortedMap<UUID, SortedSet<Integer>> numbers = new TreeMap<>();
        keys.forEach(key ->
                numbers.computeIfAbsent(key.topicId(), id -> new TreeSet<>()).add(key.partition()));
        return numbers;
    }

    private static void requireGroupId(String groupId) {
        if (groupId.isEmpty()) {
            throw new ApiException(Errors.INVALID_GROUP_ID, Errors.INVALID_GROUP_ID.message());
        }
    }
}
