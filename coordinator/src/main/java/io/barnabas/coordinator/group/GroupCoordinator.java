// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group;

import io.barnabas.coordinator.group.consumer.HeartbeatCheck;
import io.barnabas.coordinator.group.modern.MemberEpoch;
import io.barnabas.coordinator.group.streams.StreamsHeartbeatCheck;
import io.barnabas.coordinator.group.streams.StreamsHeartbeatResult;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.CoordinatorRuntime;
import io.barnabas.coordinator.runtime.CoordinatorShards;
import io.barnabas.coordinator.runtime.CoordinatorTopic;
import io.barnabas.coordinator.runtime.TransactionMarker;
import io.barnabas.wire.message.ConsumerGroupDescribeResponse;
import io.barnabas.wire.message.ConsumerGroupHeartbeatRequest;
import io.barnabas.wire.message.ConsumerGroupHeartbeatResponse;
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
import io.barnabas.wire.message.StreamsGroupDescribeResponse;
import io.barnabas.wire.message.StreamsGroupHeartbeatRequest;
import io.barnabas.wire.message.SyncGroupRequest;
import io.barnabas.wire.message.SyncGroupResponse;
import io.barnabas.wire.message.TxnOffsetCommitRequest;
import io.barnabas.wire.message.TxnOffsetCommitResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The door of the group coordinator: one method for each request, for any thread. A request goes to the shard of its
 * group and runs there; the future completes on the shard's loop, or fails with an {@link ApiException}, perhaps as a cause.
 */
public final class GroupCoordinator {

    private final GroupConfig config;
    private final CoordinatorShards<GroupShard> shards;
    private final ShareGroupCoordinator shareGroups;

    public GroupCoordinator(
            GroupConfig config, GroupPorts ports, CoordinatorTopic topic, CoordinatorRuntime<GroupShard> runtime) {
        this.config = config;
        this.shards = new CoordinatorShards<>(topic, runtime);
        this.shareGroups = new ShareGroupCoordinator(shards, ports.shareStates());
    }

    public ShareGroupCoordinator shareGroups() {
        return shareGroups;
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
        return shards.ofKey(request.groupId(), waiting, (shard, nowMs) -> shard.join(origin, request, waiting, nowMs));
    }

    public CompletableFuture<SyncGroupResponse> syncGroup(SyncGroupRequest request) {
        requireGroupId(request.groupId());
        var waiting = new CompletableFuture<SyncGroupResponse>();
        return shards.ofKey(request.groupId(), waiting, (shard, nowMs) -> shard.sync(request, waiting, nowMs));
    }

    public CompletableFuture<HeartbeatResponse> heartbeat(HeartbeatRequest request) {
        requireGroupId(request.groupId());
        return shards.ofKey(request.groupId(), (shard, nowMs) -> shard.heartbeat(request, nowMs));
    }

    public CompletableFuture<LeaveGroupResponse> leaveGroup(LeaveGroupRequest request) {
        requireGroupId(request.groupId());
        return shards.ofKey(request.groupId(), (shard, nowMs) -> shard.leave(request, nowMs));
    }

    /** {@code mayDescribe} says which topics a regular expression may find. */
    public CompletableFuture<ConsumerGroupHeartbeatResponse> consumerGroupHeartbeat(
            RequestOrigin origin, ConsumerGroupHeartbeatRequest request, Predicate<String> mayDescribe) {
        try {
            HeartbeatCheck.check(request, origin.version(), config.consumer().assignors());
        } catch (ApiException e) {
            return CompletableFuture.failedFuture(e);
        }
        return shards.ofKey(
                request.groupId(),
                (shard, nowMs) -> MemberEpoch.isLeave(request.memberEpoch())
                        ? shard.consumerGroupLeave.decide(request, nowMs)
                        : shard.consumerGroupHeartbeat.decide(origin, request, mayDescribe, nowMs));
    }

    public CompletableFuture<StreamsHeartbeatResult> streamsGroupHeartbeat(
            RequestOrigin origin, StreamsGroupHeartbeatRequest request) {
        try {
            StreamsHeartbeatCheck.check(request);
        } catch (ApiException e) {
            return CompletableFuture.failedFuture(e);
        }
        return shards.ofKey(
                request.groupId(),
                (shard, nowMs) -> MemberEpoch.isLeave(request.memberEpoch())
                        ? shard.streams.leave.decide(request, nowMs)
                        : shard.streams.heartbeat.decide(origin, request, nowMs));
    }

    /** The empty group id is accepted, for clients of old. */
    public CompletableFuture<OffsetCommitResponse> commitOffsets(RequestOrigin origin, OffsetCommitRequest request) {
        return shards.ofKey(request.groupId(), (shard, nowMs) -> shard.offsetCommit.decide(origin, request, nowMs));
    }

    /** Offsets that count once the producer's transaction commits, which must have this group among its partitions. */
    public CompletableFuture<TxnOffsetCommitResponse> commitOffsetsInTransaction(TxnOffsetCommitRequest request) {
        requireGroupId(request.groupId());
        return shards.ofKey(request.groupId(), (shard, nowMs) -> shard.txnOffsetCommit.decide(request, nowMs));
    }

    /** Writes the marker that ends a transaction in one partition of the offsets topic: what it committed counts, or is gone. */
    public CompletableFuture<Void> endTransaction(int partition, TransactionMarker marker) {
        return shards.endTransaction(partition, marker);
    }

    /** The empty group id is accepted, for clients of old. */
    public CompletableFuture<OffsetFetchResponseGroup> fetchOffsets(
            OffsetFetchRequestGroup request, boolean requireStable) {
        return shards.ofKey(
                request.groupId(),
                (shard, nowMs) -> CoordinatorResult.of(shard.offsetFetch.decide(request, requireStable)));
    }

    public CompletableFuture<OffsetDeleteResponse> deleteOffsets(OffsetDeleteRequest request) {
        requireGroupId(request.groupId());
        return shards.ofKey(request.groupId(), (shard, nowMs) -> shard.offsetDelete.decide(request));
    }

    public CompletableFuture<DescribedGroup> describeGroup(String groupId, short version) {
        return shards.ofKey(
                groupId, (shard, nowMs) -> CoordinatorResult.of(shard.describeGroups.decide(groupId, version)));
    }

    public CompletableFuture<ConsumerGroupDescribeResponse.DescribedGroup> describeConsumerGroup(String groupId) {
        requireGroupId(groupId);
        return shards.ofKey(
                groupId, (shard, nowMs) -> CoordinatorResult.of(shard.consumerGroupDescribe.decide(groupId)));
    }

    public CompletableFuture<StreamsGroupDescribeResponse.DescribedGroup> describeStreamsGroup(String groupId) {
        requireGroupId(groupId);
        return shards.ofKey(groupId, (shard, nowMs) -> CoordinatorResult.of(shard.streams.describe.decide(groupId)));
    }

    public CompletableFuture<Errors> deleteGroup(String groupId) {
        return shareGroups
                .deleteStates(groupId)
                .thenCompose(outcome -> outcome == Errors.NONE
                        ? shards.ofKey(groupId, (shard, nowMs) -> shard.deleteGroup.decide(groupId))
                        : CompletableFuture.completedFuture(outcome));
    }

    /** The groups of all shards; this loads them all. */
    public CompletableFuture<List<ListedGroup>> listGroups(ListGroupsRequest request) {
        return shards.all(
                (shard, nowMs) -> CoordinatorResult.of(shard.listGroups.decide(request)), GroupCoordinator::concat);
    }

    /** To be called every {@code offsets.retention.check.interval.ms}; gives the number of tombstones written. */
    public CompletableFuture<Integer> expireOffsets() {
        return shards.all((shard, nowMs) -> shard.offsetExpiration.decide(nowMs), GroupCoordinator::sum);
    }

    /** To be called when topics have been deleted; gives the number of tombstones written. */
    public CompletableFuture<Integer> topicsDeleted(List<String> topics) {
        return shards.all((shard, nowMs) -> shard.topicsDeleted(topics), GroupCoordinator::sum);
    }

    /** The offsets topic itself is gone, and all groups with it. */
    public void offsetsTopicDeleted() {
        shards.topicDeleted();
    }

    public void close() {
        shards.close();
    }

    private static void requireGroupId(String groupId) {
        if (groupId.isEmpty()) {
            throw new ApiException(Errors.INVALID_GROUP_ID, "The group id must not be empty.");
        }
    }

    private static <T> List<T> concat(List<List<T>> parts) {
        return parts.stream().flatMap(List::stream).toList();
    }

    private static int sum(List<Integer> parts) {
        return parts.stream().mapToInt(Integer::intValue).sum();
    }

    /** Makes empty shards for a runtime. */
    public static Supplier<GroupShard> shards(GroupConfig config, GroupPorts ports) {
        return () -> new GroupShard(config, ports);
    }
}
