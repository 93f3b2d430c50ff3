// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group;

import io.barnabas.coordinator.group.admin.DeleteGroup;
import io.barnabas.coordinator.group.admin.DescribeGroups;
import io.barnabas.coordinator.group.admin.ListGroups;
import io.barnabas.coordinator.group.classic.ClassicGroup;
import io.barnabas.coordinator.group.classic.ClassicMember;
import io.barnabas.coordinator.group.classic.GroupTimeout;
import io.barnabas.coordinator.group.classic.GroupTimers;
import io.barnabas.coordinator.group.classic.Heartbeat;
import io.barnabas.coordinator.group.classic.JoinGroup;
import io.barnabas.coordinator.group.classic.LeaveGroup;
import io.barnabas.coordinator.group.classic.SyncGroup;
import io.barnabas.coordinator.group.consumer.ClassicMemberHeartbeat;
import io.barnabas.coordinator.group.consumer.ClassicMemberJoin;
import io.barnabas.coordinator.group.consumer.ClassicMemberLeave;
import io.barnabas.coordinator.group.consumer.ClassicMemberSync;
import io.barnabas.coordinator.group.consumer.ConsumerGroup;
import io.barnabas.coordinator.group.consumer.ConsumerGroupDescribe;
import io.barnabas.coordinator.group.consumer.ConsumerGroupHeartbeat;
import io.barnabas.coordinator.group.consumer.ConsumerGroupLeave;
import io.barnabas.coordinator.group.consumer.ConsumerGroupParts;
import io.barnabas.coordinator.group.consumer.ConsumerGroupTimeout;
import io.barnabas.coordinator.group.consumer.ConsumerGroupTimers;
import io.barnabas.coordinator.group.offset.CommittedOffsets;
import io.barnabas.coordinator.group.offset.OffsetCommit;
import io.barnabas.coordinator.group.offset.OffsetDelete;
import io.barnabas.coordinator.group.offset.OffsetExpiration;
import io.barnabas.coordinator.group.offset.OffsetFetch;
import io.barnabas.coordinator.group.offset.TxnOffsetCommit;
import io.barnabas.coordinator.group.share.ShareGroupOperations;
import io.barnabas.coordinator.group.share.ShareGroupTimers;
import io.barnabas.coordinator.group.streams.StreamsGroupOperations;
import io.barnabas.coordinator.group.streams.StreamsGroupTimers;
import io.barnabas.coordinator.record.GroupMetadataKey;
import io.barnabas.coordinator.record.GroupMetadataValue;
import io.barnabas.coordinator.record.OffsetCommitKey;
import io.barnabas.coordinator.record.OffsetCommitValue;
import io.barnabas.coordinator.runtime.Answer;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.CoordinatorShard;
import io.barnabas.coordinator.runtime.TimerChange;
import io.barnabas.coordinator.runtime.TimerKey;
import io.barnabas.wire.message.HeartbeatRequest;
import io.barnabas.wire.message.HeartbeatResponse;
import io.barnabas.wire.message.JoinGroupRequest;
import io.barnabas.wire.message.JoinGroupResponse;
import io.barnabas.wire.message.LeaveGroupRequest;
import io.barnabas.wire.message.LeaveGroupResponse;
import io.barnabas.wire.message.SyncGroupRequest;
import io.barnabas.wire.message.SyncGroupResponse;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.RecordMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The groups of one partition of {@code __consumer_offsets}: holds their state, knows the operations, replays records. */
public final class GroupShard implements CoordinatorShard {

    private final Groups groups;
    private final CommittedOffsets offsets = new CommittedOffsets();
    private final GroupTimeout timeout;
    private final ConsumerGroupTimeout consumerGroupTimeout;

    private final JoinGroup joinGroup;
    private final SyncGroup syncGroup;
    private final Heartbeat heartbeat;
    private final LeaveGroup leaveGroup;
    private final ClassicMemberJoin classicMemberJoin;
    private final ClassicMemberSync classicMemberSync;
    private final ClassicMemberHeartbeat classicMemberHeartbeat = new ClassicMemberHeartbeat();
    private final ClassicMemberLeave classicMemberLeave;
    final ConsumerGroupHeartbeat consumerGroupHeartbeat;
    final ConsumerGroupLeave consumerGroupLeave;
    final ConsumerGroupDescribe consumerGroupDescribe;
    final ShareGroupOperations share;
    final StreamsGroupOperations streams;
    final OffsetCommit offsetCommit;
    final TxnOffsetCommit txnOffsetCommit;
    final OffsetFetch offsetFetch;
    final OffsetDelete offsetDelete;
    final OffsetExpiration offsetExpiration;
    final DescribeGroups describeGroups;
    final ListGroups listGroups;
    final DeleteGroup deleteGroup;

    /** An empty shard, to be filled by replay. */
    public GroupShard(GroupConfig config, GroupPorts ports) {
        groups = new Groups(ports.diary());
        ConsumerGroupParts consumerGroups = ConsumerGroupParts.of(groups, config, ports);
        timeout = new GroupTimeout(groups, config);
        joinGroup = new JoinGroup(groups, config, ports.uniqueIds());
        syncGroup = new SyncGroup(groups);
        heartbeat = new Heartbeat(groups);
        leaveGroup = new LeaveGroup(groups, config);
        classicMemberJoin = new ClassicMemberJoin(consumerGroups, ports.memberIds());
        classicMemberSync = new ClassicMemberSync(consumerGroups);
        classicMemberLeave = new ClassicMemberLeave(consumerGroups);
        consumerGroupTimeout = new ConsumerGroupTimeout(groups, consumerGroups);
        consumerGroupHeartbeat = new ConsumerGroupHeartbeat(groups, consumerGroups, ports.memberIds());
        consumerGroupLeave = new ConsumerGroupLeave(groups, consumerGroups);
        consumerGroupDescribe = new ConsumerGroupDescribe(groups, consumerGroups);
        share = new ShareGroupOperations(groups, offsets::hasGroup, config, ports);
        streams = new StreamsGroupOperations(groups, config, ports);
        offsetCommit = new OffsetCommit(groups, config);
        txnOffsetCommit = new TxnOffsetCommit(groups, ports.topics(), config);
        offsetFetch = new OffsetFetch(groups, offsets);
        offsetDelete = new OffsetDelete(groups, offsets);
        offsetExpiration = new OffsetExpiration(groups, offsets, config);
        describeGroups = new DescribeGroups(groups, offsets);
        listGroups = new ListGroups(groups, offsets);
        deleteGroup = new DeleteGroup(groups, offsets);
    }

    public Groups groups() {
        return groups;
    }

    public CommittedOffsets offsets() {
        return offsets;
    }

    @Override
    public void replay(long offset, long producerId, CoordinatorRecord record) {
        RecordMessage key = record.key();
        if (key instanceof OffsetCommitKey commit) {
            offsets.replay(offset, producerId, commit, (OffsetCommitValue) record.value());
        } else if (key instanceof GroupMetadataKey group) {
            groups.replay(group.group(), (GroupMetadataValue) record.value());
        } else {
            groups.replayModern(record);
        }
    }

    @Override
    public void replayEndTransaction(long producerId, boolean committed) {
        offsets.replayEndTransaction(producerId, committed);
    }

    /** Members have not been heard since before the restart, and get a full session to be heard. */
    @Override
    public CoordinatorResult<Void> loaded(long nowMs) {
        List<TimerChange> timers = new ArrayList<>();
        for (String groupId : groups.ids()) {
            ClassicGroup group = groups.find(groupId);
            if (group != null && !group.members().isEmpty()) {
                groups.install(group);
                for (ClassicMember member : group.members()) {
                    timers.add(Heartbeat.signOfLife(group, member));
                }
            }
        }
        timers.addAll(consumerGroupTimeout.afterLoading());
        timers.addAll(share.leave.afterLoading());
        timers.addAll(streams.timeout.afterLoading());
        return CoordinatorResult.<Void>nothing().withTimers(timers);
    }

    /** Members that wait find their new coordinator and join there, as in Kafka. */
    @Override
    public CoordinatorResult<Void> unloaded() {
        List<Answer<?>> answers = new ArrayList<>();
        for (ClassicGroup group : groups.live()) {
            group.members().forEach(member -> answers.addAll(member.turnAway(Errors.NOT_COORDINATOR)));
        }
        return new CoordinatorResult<>(List.of(), null, List.of(), answers, () -> {});
    }

    @Override
    public CoordinatorResult<Void> timerFired(TimerKey key, long nowMs) {
        return switch (key.kind()) {
            case GroupTimers.SESSION -> timeout.session(key.id(), key.member(), nowMs);
            case GroupTimers.JOIN -> timeout.join(key.id(), nowMs);
            case GroupTimers.SYNC -> timeout.sync(key.id(), nowMs);
            case ConsumerGroupTimers.SESSION -> consumerGroupTimeout.session(key.id(), key.member(), nowMs);
            case ConsumerGroupTimers.REBALANCE -> consumerGroupTimeout.rebalance(key.id(), key.member(), nowMs);
            case ConsumerGroupTimers.JOIN -> consumerGroupTimeout.join(key.id(), key.member(), nowMs);
            case ConsumerGroupTimers.SYNC -> consumerGroupTimeout.sync(key.id(), key.member(), nowMs);
            case ShareGroupTimers.SESSION -> share.leave.sessionTimedOut(key.id(), key.member(), nowMs);
            case StreamsGroupTimers.SESSION -> streams.timeout.session(key.id(), key.member(), nowMs);
            case StreamsGroupTimers.REBALANCE -> streams.timeout.rebalance(key.id(), key.member(), nowMs);
            case StreamsGroupTimers.FIRST_ASSIGNMENT -> streams.timeout.firstAssignment(key.id(), nowMs);
            default -> CoordinatorResult.nothing();
        };
    }

    /** The consumer group whose members a classic request is from, or null when it is one for a classic group. */
    private @Nullable ConsumerGroup withMembers(String groupId) {
        return groups.modern(groupId) instanceof ConsumerGroup group && !group.isEmpty() ? group : null;
    }

    CoordinatorResult<JoinGroupResponse> join(
            RequestOrigin origin, JoinGroupRequest request, CompletableFuture<JoinGroupResponse> waiting, long nowMs) {
        ConsumerGroup group = withMembers(request.groupId());
        return group == null
                ? joinGroup.decide(origin, request, waiting, nowMs)
                : classicMemberJoin.decide(group, origin, request, nowMs);
    }

    CoordinatorResult<SyncGroupResponse> sync(
            SyncGroupRequest request, CompletableFuture<SyncGroupResponse> waiting, long nowMs) {
        ConsumerGroup group = withMembers(request.groupId());
        return group == null
                ? syncGroup.decide(request, waiting, nowMs)
                : classicMemberSync.decide(group, request, nowMs);
    }

    CoordinatorResult<HeartbeatResponse> heartbeat(HeartbeatRequest request, long nowMs) {
        ConsumerGroup group = withMembers(request.groupId());
        return group == null ? heartbeat.decide(request) : classicMemberHeartbeat.decide(group, request, nowMs);
    }

    CoordinatorResult<LeaveGroupResponse> leave(LeaveGroupRequest request, long nowMs) {
        ConsumerGroup group = withMembers(request.groupId());
        return group == null ? leaveGroup.decide(request, nowMs) : classicMemberLeave.decide(group, request, nowMs);
    }

    /** Forgets what was committed for topics that no longer exist, and that their share partitions had a state. */
    CoordinatorResult<Integer> topicsDeleted(List<String> topics) {
        List<CoordinatorRecord> records = new ArrayList<>(share.deleteState.ofDeletedTopics(topics));
        topics.forEach(topic -> records.addAll(offsets.tombstonesOfTopic(topic)));
        return CoordinatorResult.of(records.size(), records);
    }
}
