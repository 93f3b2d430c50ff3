// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group;

import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.CoordinatorRuntime;
import io.barnabas.wire.message.DescribeGroupsResponse.DescribedGroup;
import io.barnabas.wire.message.HeartbeatRequest;
import io.barnabas.wire.message.HeartbeatResponse;
import io.barnabas.wire.message.JoinGroupRequest;
import io.barnabas.wire.message.JoinGroupResponse;
import io.barnabas.wire.message.LeaveGroupRequest;
import io.barnabas.wire.message.LeaveGroupResponse;
import io.barnabas.wire.message.ListGroupsRequest;
import io.barnabas.wire.message.ListGroupsResponse.ListedGroup;
import io.barnabas.wire.message.OffsetCommitRequest;
import io.barnabas.wire.message.OffsetCommitResponse;
import io.barnabas.wire.message.OffsetDeleteRequest;
import io.barnabas.wire.message.OffsetDeleteResponse;
import io.barnabas.wire.message.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.barnabas.wire.message.OffsetFetchResponse.OffsetFetchResponseGroup;
import io.barnabas.wire.message.SyncGroupRequest;
import io.barnabas.wire.message.SyncGroupResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The door of the group coordinator: one method for each request, for any thread. A request goes to the shard of its
 * group and runs there; the future completes on the shard's loop, or fails with an {@link ApiException}, perhaps as a cause.
 */
public final class GroupCoordinator {

    private final GroupConfig config;
    private final OffsetsTopic topic;
    private final CoordinatorRuntime<GroupShard> runtime;

    public GroupCoordinator(GroupConfig config, OffsetsTopic topic, CoordinatorRuntime<GroupShard> runtime) {
        this.config = config;
        this.topic = topic;
        this.runtime = runtime;
    }

    public CompletableFuture<JoinGroupResponse> joinGroup(RequestOrigin origin, JoinGroupRequest request) {
        requireGroupId(request.groupId());
        int sessionMs = request.sessionTimeoutMs();
        if (sessionMs < config.minSessionTimeoutMs() || sessionMs > config.maxSessionTimeoutMs()) {
            return CompletableFuture.completedFuture(new JoinGroupResponse()
                    .setMemberId(request.memberId())
                    .setErrorCode(Errors.INVALID_SESSION_TIMEOUT.code()));
        }
        var waiting = new CompletableFuture<JoinGroupResponse>();
        return onShard(
                request.groupId(), waiting, (shard, nowMs) -> shard.joinGroup.decide(origin, request, waiting, nowMs));
    }

    public CompletableFuture<SyncGroupResponse> syncGroup(SyncGroupRequest request) {
        requireGroupId(request.groupId());
        var waiting = new CompletableFuture<SyncGroupResponse>();
        return onShard(request.groupId(), waiting, (shard, nowMs) -> shard.syncGroup.decide(request, waiting, nowMs));
    }

    public CompletableFuture<HeartbeatResponse> heartbeat(HeartbeatRequest request) {
        requireGroupId(request.groupId());
        return onShard(request.groupId(), (shard, nowMs) -> shard.heartbeat.decide(request));
    }

    public CompletableFuture<LeaveGroupResponse> leaveGroup(LeaveGroupRequest request) {
        requireGroupId(request.groupId());
        return onShard(request.groupId(), (shard, nowMs) -> shard.leaveGroup.decide(request, nowMs));
    }

    /** The empty group id is accepted, for clients of old. */
    public CompletableFuture<OffsetCommitResponse> commitOffsets(RequestOrigin origin, OffsetCommitRequest request) {
        return onShard(request.groupId(), (shard, nowMs) -> shard.offsetCommit.decide(origin, request, nowMs));
    }

    /** The empty group id is accepted, for clients of old. */
    public CompletableFuture<OffsetFetchResponseGroup> fetchOffsets(
            OffsetFetchRequestGroup request, boolean requireStable) {
        return onPresentShard(
                request.groupId(),
                (shard, nowMs) -> CoordinatorResult.of(shard.offsetFetch.decide(request, requireStable)));
    }

    public CompletableFuture<OffsetDeleteResponse> deleteOffsets(OffsetDeleteRequest request) {
        requireGroupId(request.groupId());
        return onPresentShard(request.groupId(), (shard, nowMs) -> shard.offsetDelete.decide(request));
    }

    public CompletableFuture<DescribedGroup> describeGroup(String groupId, short version) {
        return onPresentShard(
                groupId, (shard, nowMs) -> CoordinatorResult.of(shard.describeGroups.decide(groupId, version)));
    }

    public CompletableFuture<Errors> deleteGroup(String groupId) {
        return onPresentShard(groupId, (shard, nowMs) -> shard.deleteGroup.decide(groupId));
    }

    /** The groups of all shards; this loads them all. */
    public CompletableFuture<List<ListedGroup>> listGroups(ListGroupsRequest request) {
        return onAllShards(
                (shard, nowMs) -> CoordinatorResult.of(shard.listGroups.decide(request)), GroupCoordinator::concat);
    }

    /** To be called every {@code offsets.retention.check.interval.ms}; gives the number of tombstones written. */
    public CompletableFuture<Integer> expireOffsets() {
        return onAllShards((shard, nowMs) -> shard.offsetExpiration.decide(nowMs), GroupCoordinator::sum);
    }

    /** To be called when topics have been deleted; gives the number of tombstones written. */
    public CompletableFuture<Integer> topicsDeleted(List<String> topics) {
        return onAllShards((shard, nowMs) -> shard.topicsDeleted(topics), GroupCoordinator::sum);
    }

    /** The offsets topic itself is gone, and all groups with it. */
    public void offsetsTopicDeleted() {
        runtime.unloadAll();
    }

    public void close() {
        runtime.close();
    }

    private static void requireGroupId(String groupId) {
        if (groupId.isEmpty()) {
            throw new ApiException(Errors.INVALID_GROUP_ID, "The group id must not be empty.");
        }
    }

    private <R> CompletableFuture<R> onShard(String groupId, CoordinatorRuntime.Operation<GroupShard, R> operation) {
        return onShard(groupId, new CompletableFuture<>(), operation);
    }

    private <R> CompletableFuture<R> onShard(
            String groupId, CompletableFuture<R> answer, CoordinatorRuntime.Operation<GroupShard, R> operation) {
        OptionalInt count = topic.partitionCount();
        if (count.isPresent()) {
            return runtime.execute(OffsetsTopic.partitionOf(groupId, count.getAsInt()), answer, operation);
        }
        return topic.create()
                .thenCompose(created -> runtime.execute(OffsetsTopic.partitionOf(groupId, created), answer, operation));
    }

    /** For requests that need no topic: without it there are no groups, which is an answer too. */
    private <R> CompletableFuture<R> onPresentShard(
            String groupId, CoordinatorRuntime.Operation<GroupShard, R> operation) {
        if (topic.partitionCount().isPresent()) {
            return onShard(groupId, operation);
        }
        var nothing = new GroupShard(config, () -> "");
        try {
            return CompletableFuture.completedFuture(
                    operation.decide(nothing, 0).response());
        } catch (ApiException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private <R> CompletableFuture<R> onAllShards(
            CoordinatorRuntime.Operation<GroupShard, R> operation, Function<List<R>, R> combine) {
        List<CompletableFuture<R>> parts = new ArrayList<>();
        for (int partition = 0; partition < topic.partitionCount().orElse(0); partition++) {
            parts.add(runtime.execute(partition, operation));
        }
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenApply(done -> combine.apply(
                        parts.stream().map(CompletableFuture::join).toList()));
    }

    private static <T> List<T> concat(List<List<T>> parts) {
        return parts.stream().flatMap(List::stream).toList();
    }

    private static int sum(List<Integer> parts) {
        return parts.stream().mapToInt(Integer::intValue).sum();
    }

    /** Makes empty shards for a runtime. */
    public static Supplier<GroupShard> shards(GroupConfig config, Supplier<String> uniqueIds) {
        return () -> new GroupShard(config, uniqueIds);
    }
}
