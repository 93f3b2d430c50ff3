// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.share;

import io.barnabas.coordinator.group.modern.Assignment;
import io.barnabas.coordinator.group.share.StatePartitions.Partitions;
import io.barnabas.coordinator.record.ShareGroupCurrentMemberAssignmentKey;
import io.barnabas.coordinator.record.ShareGroupCurrentMemberAssignmentValue;
import io.barnabas.coordinator.record.ShareGroupMemberMetadataKey;
import io.barnabas.coordinator.record.ShareGroupMemberMetadataValue;
import io.barnabas.coordinator.record.ShareGroupMetadataKey;
import io.barnabas.coordinator.record.ShareGroupMetadataValue;
import io.barnabas.coordinator.record.ShareGroupStatePartitionMetadataKey;
import io.barnabas.coordinator.record.ShareGroupStatePartitionMetadataValue;
import io.barnabas.coordinator.record.ShareGroupStatePartitionMetadataValue.TopicInfo;
import io.barnabas.coordinator.record.ShareGroupStatePartitionMetadataValue.TopicPartitionsInfo;
import io.barnabas.coordinator.record.ShareGroupTargetAssignmentMemberKey;
import io.barnabas.coordinator.record.ShareGroupTargetAssignmentMemberValue;
import io.barnabas.coordinator.record.ShareGroupTargetAssignmentMetadataKey;
import io.barnabas.coordinator.record.ShareGroupTargetAssignmentMetadataValue;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.wire.protocol.RecordMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The records of share groups (types 10 to 15), both ways, as Kafka 4.3 writes them. */
public final class ShareGroupRecords {

    private static final int VERSION = 0;

    private ShareGroupRecords() {}

    /** The group that a record is about, or null when its key is not of a share group. */
    public static @Nullable String groupIdOf(RecordMessage key) {
        if (key instanceof ShareGroupCurrentMemberAssignmentKey current) {
            return current.groupId();
        } else if (key instanceof ShareGroupMetadataKey group) {
            return group.groupId();
        } else if (key instanceof ShareGroupMemberMetadataKey member) {
            return member.groupId();
        } else if (key instanceof ShareGroupTargetAssignmentMemberKey target) {
            return target.groupId();
        } else if (key instanceof ShareGroupTargetAssignmentMetadataKey target) {
            return target.groupId();
        } else if (key instanceof ShareGroupStatePartitionMetadataKey partitions) {
            return partitions.groupId();
        }
        return null;
    }

    /** Whether the record is the group's own, whose tombstone ends it. */
    public static boolean isGroup(RecordMessage key) {
        return key instanceof ShareGroupMetadataKey;
    }

    static CoordinatorRecord epoch(String groupId, int epoch, long metadataHash) {
        return CoordinatorRecord.of(
                new ShareGroupMetadataKey().setGroupId(groupId),
                VERSION,
                new ShareGroupMetadataValue().setEpoch(epoch).setMetadataHash(metadataHash));
    }

    static CoordinatorRecord epochTombstone(String groupId) {
        return CoordinatorRecord.tombstone(new ShareGroupMetadataKey().setGroupId(groupId));
    }

    static CoordinatorRecord member(String groupId, String memberId, ShareMember.Metadata metadata) {
        return CoordinatorRecord.of(
                memberKey(groupId, memberId),
                VERSION,
                new ShareGroupMemberMetadataValue()
                        .setRackId(metadata.rackId())
                        .setClientId(metadata.clientId())
                        .setClientHost(metadata.clientHost())
                        .setSubscribedTopicNames(List.copyOf(metadata.topics())));
    }

    static CoordinatorRecord memberTombstone(String groupId, String memberId) {
        return CoordinatorRecord.tombstone(memberKey(groupId, memberId));
    }

    private static ShareGroupMemberMetadataKey memberKey(String groupId, String memberId) {
        return new ShareGroupMemberMetadataKey().setGroupId(groupId).setMemberId(memberId);
    }

    static ShareMember.Metadata metadata(ShareGroupMemberMetadataValue value) {
        return new ShareMember.Metadata(
                value.rackId(),
                value.clientId(),
                value.clientHost(),
                ShareMember.Metadata.sorted(value.subscribedTopicNames()));
    }

    static CoordinatorRecord target(String groupId, int epoch, long timestampMs) {
        return CoordinatorRecord.of(
                new ShareGroupTargetAssignmentMetadataKey().setGroupId(groupId),
                VERSION,
                new ShareGroupTargetAssignmentMetadataValue()
                        .setAssignmentEpoch(epoch)
                        .setAssignmentTimestamp(timestampMs));
    }

    static CoordinatorRecord targetTombstone(String groupId) {
        return CoordinatorRecord.tombstone(new ShareGroupTargetAssignmentMetadataKey().setGroupId(groupId));
    }

    static CoordinatorRecord target(String groupId, String memberId, Assignment assignment) {
        List<ShareGroupTargetAssignmentMemberValue.TopicPartition> topics = new ArrayList<>();
        assignment
                .partitions()
                .forEach((topic, partitions) -> topics.add(new ShareGroupTargetAssignmentMemberValue.TopicPartition()
                        .setTopicId(topic)
                        .setPartitions(List.copyOf(partitions))));
        return CoordinatorRecord.of(
                targetKey(groupId, memberId),
                VERSION,
                new ShareGroupTargetAssignmentMemberValue().setTopicPartitions(topics));
    }

    static CoordinatorRecord targetTombstone(String groupId, String memberId) {
        return CoordinatorRecord.tombstone(targetKey(groupId, memberId));
    }

    private static ShareGroupTargetAssignmentMemberKey targetKey(String groupId, String memberId) {
        return new ShareGroupTargetAssignmentMemberKey().setGroupId(groupId).setMemberId(memberId);
    }

    static Assignment assignment(ShareGroupTargetAssignmentMemberValue value) {
        Map<UUID, List<Integer>> partitions = new HashMap<>();
        value.topicPartitions().forEach(topic -> partitions.put(topic.topicId(), topic.partitions()));
        return Assignment.of(partitions);
    }

    static CoordinatorRecord current(String groupId, ShareMember member) {
        List<ShareGroupCurrentMemberAssignmentValue.TopicPartitions> topics = new ArrayList<>();
        member.assigned()
                .partitions()
                .forEach((topic, partitions) -> topics.add(new ShareGroupCurrentMemberAssignmentValue.TopicPartitions()
                        .setTopicId(topic)
                        .setPartitions(List.copyOf(partitions))));
        return CoordinatorRecord.of(
                currentKey(groupId, member.memberId()),
                VERSION,
                new ShareGroupCurrentMemberAssignmentValue()
                        .setMemberEpoch(member.epoch())
                        .setPreviousMemberEpoch(member.previousEpoch())
                        .setState(member.state())
                        .setAssignedPartitions(topics));
    }

    static CoordinatorRecord currentTombstone(String groupId, String memberId) {
        return CoordinatorRecord.tombstone(currentKey(groupId, memberId));
    }

    private static ShareGroupCurrentMemberAssignmentKey currentKey(String groupId, String memberId) {
        return new ShareGroupCurrentMemberAssignmentKey().setGroupId(groupId).setMemberId(memberId);
    }

    static Assignment assignment(ShareGroupCurrentMemberAssignmentValue value) {
        Map<UUID, List<Integer>> partitions = new HashMap<>();
        value.assignedPartitions().forEach(topic -> partitions.put(topic.topicId(), topic.partitions()));
        return Assignment.of(partitions);
    }

    static CoordinatorRecord statePartitions(String groupId, StatePartitions partitions) {
        List<TopicInfo> deleting = new ArrayList<>();
        partitions
                .deleting()
                .forEach((topicId, name) ->
                        deleting.add(new TopicInfo().setTopicId(topicId).setTopicName(name)));
        return CoordinatorRecord.of(
                statePartitionsKey(groupId),
                VERSION,
                new ShareGroupStatePartitionMetadataValue()
                        .setInitializingTopics(topics(partitions.initializing()))
                        .setInitializedTopics(topics(partitions.initialized()))
                        .setDeletingTopics(deleting));
    }

    private static List<TopicPartitionsInfo> topics(SortedMap<UUID, Partitions> partitions) {
        List<TopicPartitionsInfo> topics = new ArrayList<>();
        partitions.forEach((topicId, each) -> topics.add(new TopicPartitionsInfo()
                .setTopicId(topicId)
                .setTopicName(each.topic())
                .setPartitions(List.copyOf(each.numbers()))));
        return topics;
    }

    static CoordinatorRecord statePartitionsTombstone(String groupId) {
        return CoordinatorRecord.tombstone(statePartitionsKey(groupId));
    }

    private static ShareGroupStatePartitionMetadataKey statePartitionsKey(String groupId) {
        return new ShareGroupStatePartitionMetadataKey().setGroupId(groupId);
    }

    static StatePartitions statePartitions(ShareGroupStatePartitionMetadataValue value) {
        SortedMap<UUID, String> deleting = new TreeMap<>();
        value.deletingTopics().forEach(topic -> deleting.put(topic.topicId(), topic.topicName()));
        return new StatePartitions(
                partitions(value.initializingTopics()), partitions(value.initializedTopics()), deleting);
    }

    private static SortedMap<UUID, Partitions> partitions(List<TopicPartitionsInfo> topics) {
        SortedMap<UUID, Partitions> partitions = new TreeMap<>();
        topics.forEach(topic -> partitions.put(topic.topicId(), Partitions.of(topic.topicName(), topic.partitions())));
        return partitions;
    }
}
