// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import io.barnabas.coordinator.record.StreamsGroupCurrentMemberAssignmentKey;
import io.barnabas.coordinator.record.StreamsGroupCurrentMemberAssignmentValue;
import io.barnabas.coordinator.record.StreamsGroupMemberMetadataKey;
import io.barnabas.coordinator.record.StreamsGroupMemberMetadataValue;
import io.barnabas.coordinator.record.StreamsGroupMemberMetadataValue.KeyValue;
import io.barnabas.coordinator.record.StreamsGroupMetadataKey;
import io.barnabas.coordinator.record.StreamsGroupMetadataValue;
import io.barnabas.coordinator.record.StreamsGroupMetadataValue.LastAssignmentConfig;
import io.barnabas.coordinator.record.StreamsGroupTargetAssignmentMemberKey;
import io.barnabas.coordinator.record.StreamsGroupTargetAssignmentMemberValue;
import io.barnabas.coordinator.record.StreamsGroupTargetAssignmentMetadataKey;
import io.barnabas.coordinator.record.StreamsGroupTargetAssignmentMetadataValue;
import io.barnabas.coordinator.record.StreamsGroupTopologyKey;
import io.barnabas.coordinator.record.StreamsGroupTopologyValue;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.wire.protocol.RecordMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The records of streams groups (types 17 and 19 to 23), both ways, as Kafka 4.3 writes them. */
public final class StreamsGroupRecords {

    private static final int VERSION = 0;

    private StreamsGroupRecords() {}

    /** The group that a record is about, or null when its key is not of a streams group. */
    public static @Nullable String groupIdOf(RecordMessage key) {
        if (key instanceof StreamsGroupCurrentMemberAssignmentKey current) {
            return current.groupId();
        } else if (key instanceof StreamsGroupMetadataKey group) {
            return group.groupId();
        } else if (key instanceof StreamsGroupMemberMetadataKey member) {
            return member.groupId();
        } else if (key instanceof StreamsGroupTargetAssignmentMemberKey target) {
            return target.groupId();
        } else if (key instanceof StreamsGroupTargetAssignmentMetadataKey target) {
            return target.groupId();
        } else if (key instanceof StreamsGroupTopologyKey topology) {
            return topology.groupId();
        }
        return null;
    }

    /** Whether the record is the group's own, whose tombstone ends it. */
    public static boolean isGroup(RecordMessage key) {
        return key instanceof StreamsGroupMetadataKey;
    }

    static CoordinatorRecord group(
            String groupId,
            int epoch,
            long metadataHash,
            int validatedTopologyEpoch,
            SortedMap<String, String> assignmentConfigs) {
        List<LastAssignmentConfig> configs = new ArrayList<>();
        assignmentConfigs.forEach((name, value) ->
                configs.add(new LastAssignmentConfig().setKey(name).setValue(value)));
        return CoordinatorRecord.of(
                new StreamsGroupMetadataKey().setGroupId(groupId),
                VERSION,
                new StreamsGroupMetadataValue()
                        .setEpoch(epoch)
                        .setMetadataHash(metadataHash)
                        .setValidatedTopologyEpoch(validatedTopologyEpoch)
                        .setLastAssignmentConfigs(configs));
    }

    static SortedMap<String, String> assignmentConfigs(StreamsGroupMetadataValue value) {
        SortedMap<String, String> configs = new TreeMap<>();
        List<LastAssignmentConfig> written = value.lastAssignmentConfigs();
        if (written != null) {
            written.forEach(config -> configs.put(config.key(), config.value()));
        }
        return configs;
    }

    static CoordinatorRecord groupTombstone(String groupId) {
        return CoordinatorRecord.tombstone(new StreamsGroupMetadataKey().setGroupId(groupId));
    }

    static CoordinatorRecord topology(String groupId, StreamsGroupTopologyValue topology) {
        return CoordinatorRecord.of(new StreamsGroupTopologyKey().setGroupId(groupId), VERSION, topology);
    }

    static CoordinatorRecord topologyTombstone(String groupId) {
        return CoordinatorRecord.tombstone(new StreamsGroupTopologyKey().setGroupId(groupId));
    }

    static CoordinatorRecord member(String groupId, String memberId, MemberMetadata metadata) {
        List<KeyValue> tags = new ArrayList<>();
        metadata.clientTags()
                .forEach((key, value) -> tags.add(new KeyValue().setKey(key).setValue(value)));
        MemberMetadata.Endpoint endpoint = metadata.endpoint();
        var value = new StreamsGroupMemberMetadataValue()
                .setInstanceId(metadata.instanceId())
                .setRackId(metadata.rackId())
                .setClientId(metadata.clientId())
                .setClientHost(metadata.clientHost())
                .setRebalanceTimeoutMs(metadata.rebalanceTimeoutMs())
                .setTopologyEpoch(metadata.topologyEpoch())
                .setProcessId(metadata.processId())
                .setUserEndpoint(
                        endpoint == null
                                ? null
                                : new StreamsGroupMemberMetadataValue.Endpoint()
                                        .setHost(endpoint.host())
                                        .setPort(endpoint.port()))
                .setClientTags(tags);
        return CoordinatorRecord.of(memberKey(groupId, memberId), VERSION, value);
    }

    static CoordinatorRecord memberTombstone(String groupId, String memberId) {
        return CoordinatorRecord.tombstone(memberKey(groupId, memberId));
    }

    private static StreamsGroupMemberMetadataKey memberKey(String groupId, String memberId) {
        return new StreamsGroupMemberMetadataKey().setGroupId(groupId).setMemberId(memberId);
    }

    static MemberMetadata metadata(StreamsGroupMemberMetadataValue value) {
        Map<String, String> tags = new TreeMap<>();
        value.clientTags().forEach(tag -> tags.put(tag.key(), tag.value()));
        StreamsGroupMemberMetadataValue.Endpoint endpoint = value.userEndpoint();
        return new MemberMetadata(
                value.instanceId(),
                value.rackId(),
                value.clientId(),
                value.clientHost(),
                value.rebalanceTimeoutMs(),
                value.topologyEpoch(),
                value.processId(),
                endpoint == null ? null : new MemberMetadata.Endpoint(endpoint.host(), endpoint.port()),
                MemberMetadata.sorted(tags));
    }

    static CoordinatorRecord target(String groupId, int epoch, long timestampMs) {
        return CoordinatorRecord.of(
                new StreamsGroupTargetAssignmentMetadataKey().setGroupId(groupId),
                VERSION,
                new StreamsGroupTargetAssignmentMetadataValue()
                        .setAssignmentEpoch(epoch)
                        .setAssignmentTimestamp(timestampMs));
    }

    static CoordinatorRecord targetTombstone(String groupId) {
        return CoordinatorRecord.tombstone(new StreamsGroupTargetAssignmentMetadataKey().setGroupId(groupId));
    }

    static CoordinatorRecord target(String groupId, String memberId, Tasks tasks) {
        return CoordinatorRecord.of(
                targetKey(groupId, memberId),
                VERSION,
                new StreamsGroupTargetAssignmentMemberValue()
                        .setActiveTasks(targetIds(tasks.active()))
                        .setStandbyTasks(targetIds(tasks.standby()))
                        .setWarmupTasks(targetIds(tasks.warmup())));
    }

    static CoordinatorRecord targetTombstone(String groupId, String memberId) {
        return CoordinatorRecord.tombstone(targetKey(groupId, memberId));
    }

    private static StreamsGroupTargetAssignmentMemberKey targetKey(String groupId, String memberId) {
        return new StreamsGroupTargetAssignmentMemberKey().setGroupId(groupId).setMemberId(memberId);
    }

    private static List<StreamsGroupTargetAssignmentMemberValue.TaskIds> targetIds(Collection<TaskId> tasks) {
        return TaskId.bySubtopology(
                tasks,
                (subtopology, partitions) -> new StreamsGroupTargetAssignmentMemberValue.TaskIds()
                        .setSubtopologyId(subtopology)
                        .setPartitions(partitions));
    }

    static Tasks tasks(StreamsGroupTargetAssignmentMemberValue value) {
        return Tasks.of(
                targetTasks(value.activeTasks()), targetTasks(value.standbyTasks()), targetTasks(value.warmupTasks()));
    }

    private static List<TaskId> targetTasks(List<StreamsGroupTargetAssignmentMemberValue.TaskIds> ids) {
        List<TaskId> tasks = new ArrayList<>();
        ids.forEach(id -> id.partitions().forEach(partition -> tasks.add(new TaskId(id.subtopologyId(), partition))));
        return tasks;
    }

    static CoordinatorRecord current(String groupId, String memberId, CurrentAssignment current) {
        HeldTasks assigned = current.assigned();
        HeldTasks revoked = current.pendingRevocation();
        var value = new StreamsGroupCurrentMemberAssignmentValue()
                .setMemberEpoch(current.epoch())
                .setPreviousMemberEpoch(current.previousEpoch())
                .setState(current.state().code())
                .setActiveTasks(activeIds(assigned.active()))
                .setStandbyTasks(currentIds(assigned.standby()))
                .setWarmupTasks(currentIds(assigned.warmup()))
                .setActiveTasksPendingRevocation(activeIds(revoked.active()))
                .setStandbyTasksPendingRevocation(currentIds(revoked.standby()))
                .setWarmupTasksPendingRevocation(currentIds(revoked.warmup()));
        return CoordinatorRecord.of(currentKey(groupId, memberId), VERSION, value);
    }

    static CoordinatorRecord currentTombstone(String groupId, String memberId) {
        return CoordinatorRecord.tombstone(currentKey(groupId, memberId));
    }

    private static StreamsGroupCurrentMemberAssignmentKey currentKey(String groupId, String memberId) {
        return new StreamsGroupCurrentMemberAssignmentKey().setGroupId(groupId).setMemberId(memberId);
    }

    private static List<StreamsGroupCurrentMemberAssignmentValue.TaskIds> activeIds(Map<TaskId, Integer> epochs) {
        return TaskId.bySubtopology(
                epochs.keySet(),
                (subtopology, partitions) -> new StreamsGroupCurrentMemberAssignmentValue.TaskIds()
                        .setSubtopologyId(subtopology)
                        .setPartitions(partitions)
                        .setAssignmentEpochs(partitions.stream()
                                .map(partition -> epochs.getOrDefault(new TaskId(subtopology, partition), 0))
                                .toList()));
    }

    private static List<StreamsGroupCurrentMemberAssignmentValue.TaskIds> currentIds(Collection<TaskId> tasks) {
        return TaskId.bySubtopology(
                tasks,
                (subtopology, partitions) -> new StreamsGroupCurrentMemberAssignmentValue.TaskIds()
                        .setSubtopologyId(subtopology)
                        .setPartitions(partitions));
    }

    static CurrentAssignment current(StreamsGroupCurrentMemberAssignmentValue value) {
        return new CurrentAssignment(
                value.memberEpoch(),
                value.previousMemberEpoch(),
                MemberState.forCode(value.state()),
                HeldTasks.of(
                        epochs(value.activeTasks(), value.memberEpoch()),
                        epochs(value.standbyTasks(), 0).keySet(),
                        epochs(value.warmupTasks(), 0).keySet()),
                HeldTasks.of(
                        epochs(value.activeTasksPendingRevocation(), value.memberEpoch()),
                        epochs(value.standbyTasksPendingRevocation(), 0).keySet(),
                        epochs(value.warmupTasksPendingRevocation(), 0).keySet()));
    }

    /** Kafka before 4.3 wrote no assignment epochs; the member's is the most that can be said of them then. */
    private static Map<TaskId, Integer> epochs(
            List<StreamsGroupCurrentMemberAssignmentValue.TaskIds> ids, int memberEpoch) {
        Map<TaskId, Integer> tasks = new TreeMap<>();
        for (var id : ids) {
            List<Integer> epochs = id.assignmentEpochs();
            for (int i = 0; i < id.partitions().size(); i++) {
                tasks.put(
                        new TaskId(id.subtopologyId(), id.partitions().get(i)),
                        epochs == null || i >= epochs.size() ? memberEpoch : epochs.get(i));
            }
        }
        return tasks;
    }
}
