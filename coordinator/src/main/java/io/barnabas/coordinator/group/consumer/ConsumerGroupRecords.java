// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.consumer.MemberMetadata.ClassicMetadata;
import io.barnabas.coordinator.group.consumer.MemberMetadata.ClassicProtocol;
import io.barnabas.coordinator.group.modern.Assignment;
import io.barnabas.coordinator.group.modern.MemberState;
import io.barnabas.coordinator.record.ConsumerGroupCurrentMemberAssignmentKey;
import io.barnabas.coordinator.record.ConsumerGroupCurrentMemberAssignmentValue;
import io.barnabas.coordinator.record.ConsumerGroupMemberMetadataKey;
import io.barnabas.coordinator.record.ConsumerGroupMemberMetadataValue;
import io.barnabas.coordinator.record.ConsumerGroupMetadataKey;
import io.barnabas.coordinator.record.ConsumerGroupMetadataValue;
import io.barnabas.coordinator.record.ConsumerGroupPartitionMetadataKey;
import io.barnabas.coordinator.record.ConsumerGroupRegularExpressionKey;
import io.barnabas.coordinator.record.ConsumerGroupRegularExpressionValue;
import io.barnabas.coordinator.record.ConsumerGroupTargetAssignmentMemberKey;
import io.barnabas.coordinator.record.ConsumerGroupTargetAssignmentMemberValue;
import io.barnabas.coordinator.record.ConsumerGroupTargetAssignmentMemberValue.TopicPartition;
import io.barnabas.coordinator.record.ConsumerGroupTargetAssignmentMetadataKey;
import io.barnabas.coordinator.record.ConsumerGroupTargetAssignmentMetadataValue;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.wire.protocol.RecordMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The records of consumer groups (types 3 to 8 and 16), both ways, as Kafka 4.3 writes them. Type 4 is of Kafka 4.0 and only
 * ever tombstoned.
 */
public final class ConsumerGroupRecords {

    private static final int VERSION = 0;

    private ConsumerGroupRecords() {}

    /** The group that a record is about, or null when its key is not of a consumer group. */
    public static @Nullable String groupIdOf(RecordMessage key) {
        if (key instanceof ConsumerGroupCurrentMemberAssignmentKey current) {
            return current.groupId();
        } else if (key instanceof ConsumerGroupMetadataKey group) {
            return group.groupId();
        } else if (key instanceof ConsumerGroupMemberMetadataKey member) {
            return member.groupId();
        } else if (key instanceof ConsumerGroupTargetAssignmentMemberKey target) {
            return target.groupId();
        } else if (key instanceof ConsumerGroupTargetAssignmentMetadataKey target) {
            return target.groupId();
        } else if (key instanceof ConsumerGroupRegularExpressionKey regex) {
            return regex.groupId();
        } else if (key instanceof ConsumerGroupPartitionMetadataKey partitions) {
            return partitions.groupId();
        }
        return null;
    }

    /** Whether the record is the group's own, whose tombstone ends it. */
    public static boolean isGroup(RecordMessage key) {
        return key instanceof ConsumerGroupMetadataKey;
    }

    static CoordinatorRecord epoch(String groupId, int epoch, long metadataHash) {
        return CoordinatorRecord.of(
                new ConsumerGroupMetadataKey().setGroupId(groupId),
                VERSION,
                new ConsumerGroupMetadataValue().setEpoch(epoch).setMetadataHash(metadataHash));
    }

    static CoordinatorRecord epochTombstone(String groupId) {
        return CoordinatorRecord.tombstone(new ConsumerGroupMetadataKey().setGroupId(groupId));
    }

    static CoordinatorRecord partitionMetadataTombstone(String groupId) {
        return CoordinatorRecord.tombstone(new ConsumerGroupPartitionMetadataKey().setGroupId(groupId));
    }

    static CoordinatorRecord member(String groupId, ConsumerMember member) {
        MemberMetadata metadata = member.metadata();
        var value = new ConsumerGroupMemberMetadataValue()
                .setInstanceId(metadata.instanceId())
                .setRackId(metadata.rackId())
                .setClientId(metadata.clientId())
                .setClientHost(metadata.clientHost())
                .setSubscribedTopicNames(List.copyOf(metadata.topics()))
                .setSubscribedTopicRegex(metadata.regex())
                .setRebalanceTimeoutMs(metadata.rebalanceTimeoutMs())
                .setServerAssignor(metadata.assignor())
                .setClassicMemberMetadata(classic(metadata.classic()));
        return CoordinatorRecord.of(memberKey(groupId, member.memberId()), VERSION, value);
    }

    private static ConsumerGroupMemberMetadataValue.@Nullable ClassicMemberMetadata classic(
            @Nullable ClassicMetadata classic) {
        if (classic == null) {
            return null;
        }
        List<ConsumerGroupMemberMetadataValue.ClassicProtocol> protocols = new ArrayList<>();
        classic.protocols()
                .forEach(protocol -> protocols.add(new ConsumerGroupMemberMetadataValue.ClassicProtocol()
                        .setName(protocol.name())
                        .setMetadata(bytes(protocol.metadata()))));
        return new ConsumerGroupMemberMetadataValue.ClassicMemberMetadata()
                .setSessionTimeoutMs(classic.sessionTimeoutMs())
                .setSupportedProtocols(protocols);
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    static CoordinatorRecord memberTombstone(String groupId, String memberId) {
        return CoordinatorRecord.tombstone(memberKey(groupId, memberId));
    }

    private static ConsumerGroupMemberMetadataKey memberKey(String groupId, String memberId) {
        return new ConsumerGroupMemberMetadataKey().setGroupId(groupId).setMemberId(memberId);
    }

    static MemberMetadata metadata(ConsumerGroupMemberMetadataValue value) {
        ConsumerGroupMemberMetadataValue.ClassicMemberMetadata classic = value.classicMemberMetadata();
        return new MemberMetadata(
                value.instanceId(),
                value.rackId(),
                value.clientId(),
                value.clientHost(),
                MemberMetadata.sorted(value.subscribedTopicNames()),
                value.subscribedTopicRegex(),
                value.rebalanceTimeoutMs(),
                value.serverAssignor(),
                classic == null
                        ? null
                        : new ClassicMetadata(
                                classic.sessionTimeoutMs(),
                                classic.supportedProtocols().stream()
                                        .map(protocol -> new ClassicProtocol(
                                                protocol.name(), ByteBuffer.wrap(protocol.metadata())))
                                        .toList()));
    }

    static CoordinatorRecord target(String groupId, int epoch, long timestampMs) {
        return CoordinatorRecord.of(
                new ConsumerGroupTargetAssignmentMetadataKey().setGroupId(groupId),
                VERSION,
                new ConsumerGroupTargetAssignmentMetadataValue()
                        .setAssignmentEpoch(epoch)
                        .setAssignmentTimestamp(timestampMs));
    }

    static CoordinatorRecord targetTombstone(String groupId) {
        return CoordinatorRecord.tombstone(new ConsumerGroupTargetAssignmentMetadataKey().setGroupId(groupId));
    }

    static CoordinatorRecord target(String groupId, String memberId, Assignment assignment) {
        List<TopicPartition> topics = new ArrayList<>();
        assignment
                .partitions()
                .forEach((topic, partitions) ->
                        topics.add(new TopicPartition().setTopicId(topic).setPartitions(List.copyOf(partitions))));
        return CoordinatorRecord.of(
                targetKey(groupId, memberId),
                VERSION,
                new ConsumerGroupTargetAssignmentMemberValue().setTopicPartitions(topics));
    }

    static CoordinatorRecord targetTombstone(String groupId, String memberId) {
        return CoordinatorRecord.tombstone(targetKey(groupId, memberId));
    }

    private static ConsumerGroupTargetAssignmentMemberKey targetKey(String groupId, String memberId) {
        return new ConsumerGroupTargetAssignmentMemberKey().setGroupId(groupId).setMemberId(memberId);
    }

    static Assignment assignment(ConsumerGroupTargetAssignmentMemberValue value) {
        Map<UUID, List<Integer>> partitions = new HashMap<>();
        value.topicPartitions().forEach(topic -> partitions.put(topic.topicId(), topic.partitions()));
        return Assignment.of(partitions);
    }

    static CoordinatorRecord current(String groupId, String memberId, CurrentAssignment current) {
        var value = new ConsumerGroupCurrentMemberAssignmentValue()
                .setMemberEpoch(current.epoch())
                .setPreviousMemberEpoch(current.previousEpoch())
                .setState(current.state().code())
                .setAssignedPartitions(topics(current.assigned()))
                .setPartitionsPendingRevocation(topics(current.pendingRevocation()));
        return CoordinatorRecord.of(currentKey(groupId, memberId), VERSION, value);
    }

    private static List<ConsumerGroupCurrentMemberAssignmentValue.TopicPartitions> topics(PartitionEpochs epochs) {
        List<ConsumerGroupCurrentMemberAssignmentValue.TopicPartitions> topics = new ArrayList<>();
        epochs.byTopic()
                .forEach((topic, partitions) ->
                        topics.add(new ConsumerGroupCurrentMemberAssignmentValue.TopicPartitions()
                                .setTopicId(topic)
                                .setPartitions(List.copyOf(partitions.keySet()))
                                .setAssignmentEpochs(List.copyOf(partitions.values()))));
        return topics;
    }

    static CoordinatorRecord currentTombstone(String groupId, String memberId) {
        return CoordinatorRecord.tombstone(currentKey(groupId, memberId));
    }

    private static ConsumerGroupCurrentMemberAssignmentKey currentKey(String groupId, String memberId) {
        return new ConsumerGroupCurrentMemberAssignmentKey().setGroupId(groupId).setMemberId(memberId);
    }

    static CurrentAssignment current(ConsumerGroupCurrentMemberAssignmentValue value) {
        return new CurrentAssignment(
                value.memberEpoch(),
                value.previousMemberEpoch(),
                MemberState.forCode(value.state()),
                epochs(value.assignedPartitions(), value.memberEpoch()),
                epochs(value.partitionsPendingRevocation(), value.memberEpoch()));
    }

    /** Kafka before 4.2 wrote no assignment epochs; the member's is the most that can be said of them then. */
    private static PartitionEpochs epochs(
            List<ConsumerGroupCurrentMemberAssignmentValue.TopicPartitions> topics, int memberEpoch) {
        Map<UUID, Map<Integer, Integer>> byTopic = new HashMap<>();
        for (var topic : topics) {
            List<Integer> epochs = topic.assignmentEpochs();
            Map<Integer, Integer> partitions = new TreeMap<>();
            for (int i = 0; i < topic.partitions().size(); i++) {
                partitions.put(
                        topic.partitions().get(i), epochs == null || i >= epochs.size() ? memberEpoch : epochs.get(i));
            }
            byTopic.put(topic.topicId(), partitions);
        }
        return PartitionEpochs.of(byTopic);
    }

    static CoordinatorRecord regex(String groupId, String regex, ResolvedRegex resolved) {
        return CoordinatorRecord.of(
                regexKey(groupId, regex),
                VERSION,
                new ConsumerGroupRegularExpressionValue()
                        .setTopics(List.copyOf(resolved.topics()))
                        .setVersion(resolved.version())
                        .setTimestamp(resolved.timestampMs()));
    }

    static CoordinatorRecord regexTombstone(String groupId, String regex) {
        return CoordinatorRecord.tombstone(regexKey(groupId, regex));
    }

    private static ConsumerGroupRegularExpressionKey regexKey(String groupId, String regex) {
        return new ConsumerGroupRegularExpressionKey().setGroupId(groupId).setRegularExpression(regex);
    }

    static ResolvedRegex regex(ConsumerGroupRegularExpressionValue value) {
        return new ResolvedRegex(MemberMetadata.sorted(value.topics()), value.version(), value.timestamp());
    }
}
