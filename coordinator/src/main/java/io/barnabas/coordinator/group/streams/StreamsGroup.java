// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import io.barnabas.coordinator.group.GroupType;
import io.barnabas.coordinator.group.modern.CommitClaim;
import io.barnabas.coordinator.group.modern.ModernGroup;
import io.barnabas.coordinator.group.modern.TargetAssignment;
import io.barnabas.coordinator.record.StreamsGroupCurrentMemberAssignmentKey;
import io.barnabas.coordinator.record.StreamsGroupCurrentMemberAssignmentValue;
import io.barnabas.coordinator.record.StreamsGroupMemberMetadataKey;
import io.barnabas.coordinator.record.StreamsGroupMemberMetadataValue;
import io.barnabas.coordinator.record.StreamsGroupMetadataValue;
import io.barnabas.coordinator.record.StreamsGroupTargetAssignmentMemberKey;
import io.barnabas.coordinator.record.StreamsGroupTargetAssignmentMemberValue;
import io.barnabas.coordinator.record.StreamsGroupTargetAssignmentMetadataKey;
import io.barnabas.coordinator.record.StreamsGroupTargetAssignmentMetadataValue;
import io.barnabas.coordinator.record.StreamsGroupTopologyKey;
import io.barnabas.coordinator.record.StreamsGroupTopologyValue;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.RecordMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A streams group of KIP-1071, as its records have it, and beside it what it may forget ({@link SoftState}). */
public final class StreamsGroup implements ModernGroup {

    private final String groupId;
    private final Map<String, StreamsMember> members;
    private final TargetAssignment<Tasks> target;
    /** That of a group without a record is 1, as in Kafka: the first that is written is 2. */
    private int epoch = 1;

    private long metadataHash;
    private int validatedTopologyEpoch = -1;
    private SortedMap<String, String> assignmentConfigs = Collections.emptyNavigableMap();
    private @Nullable Topology topology;
    private SoftState softState = SoftState.NEW;

    private @Nullable StreamsGroupState state;
    private @Nullable TaskOwnership ownership;

    /** A group nobody has joined yet. */
    public StreamsGroup(String groupId) {
        this.groupId = groupId;
        this.members = new TreeMap<>();
        this.target = new TargetAssignment<>(Tasks.NONE);
    }

    private StreamsGroup(StreamsGroup from) {
        this.groupId = from.groupId;
        this.members = new TreeMap<>(from.members);
        this.target = from.target.copy();
        this.epoch = from.epoch;
        this.metadataHash = from.metadataHash;
        this.validatedTopologyEpoch = from.validatedTopologyEpoch;
        this.assignmentConfigs = from.assignmentConfigs;
        this.topology = from.topology;
        this.softState = from.softState;
    }

    StreamsGroup copy() {
        return new StreamsGroup(this);
    }

    @Override
    public String groupId() {
        return groupId;
    }

    @Override
    public GroupType type() {
        return GroupType.STREAMS;
    }

    @Override
    public String protocolType() {
        return "streams";
    }

    @Override
    public boolean isEmpty() {
        return members.isEmpty();
    }

    @Override
    public boolean goesWithItsOffsets() {
        return true;
    }

    StreamsGroupState state() {
        if (state == null) {
            state = computeState();
        }
        return state;
    }

    private StreamsGroupState computeState() {
        if (members.isEmpty()) {
            return StreamsGroupState.EMPTY;
        } else if (topology == null || topology.epoch() != validatedTopologyEpoch) {
            return StreamsGroupState.NOT_READY;
        } else if (epoch > target.epoch()) {
            return StreamsGroupState.ASSIGNING;
        }
        return members.values().stream().allMatch(member -> member.current().isReconciledTo(target.epoch()))
                ? StreamsGroupState.STABLE
                : StreamsGroupState.RECONCILING;
    }

    @Override
    public String stateName() {
        return state().kafkaName();
    }

    int epoch() {
        return epoch;
    }

    long metadataHash() {
        return metadataHash;
    }

    /** The epoch of the topology for which all topics were found as they have to be; -1 for none. */
    int validatedTopologyEpoch() {
        return validatedTopologyEpoch;
    }

    /** The settings that the assignment was made with. */
    SortedMap<String, String> assignmentConfigs() {
        return assignmentConfigs;
    }

    Optional<Topology> topology() {
        return Optional.ofNullable(topology);
    }

    TargetAssignment<Tasks> target() {
        return target;
    }

    Collection<StreamsMember> members() {
        return Collections.unmodifiableCollection(members.values());
    }

    @Nullable
    StreamsMember find(String memberId) {
        return members.get(memberId);
    }

    /** @throws ApiException UNKNOWN_MEMBER_ID */
    StreamsMember get(String memberId) {
        StreamsMember member = members.get(memberId);
        if (member == null) {
            throw new ApiException(
                    Errors.UNKNOWN_MEMBER_ID,
                    String.format("Member %s is not a member of group %s.", memberId, groupId));
        }
        return member;
    }

    /** Which processes have which tasks. */
    TaskOwnership ownership() {
        if (ownership == null) {
            ownership = TaskOwnership.of(members.values());
        }
        return ownership;
    }

    SoftState softState() {
        return softState;
    }

    void install(SoftState newState) {
        softState = newState;
    }

    @Override
    public boolean isSubscribedTo(String topic) {
        return !members.isEmpty()
                && topology != null
                && topology.epoch() == validatedTopologyEpoch
                && topology.consumerOf(topic) != null;
    }

    @Override
    public void validateCommit(CommitClaim claim) {
        MemberOffsets.validateCommit(this, claim);
    }

    @Override
    public void validateFetch(@Nullable String memberId, int memberEpoch) {
        MemberOffsets.validateFetch(this, memberId, memberEpoch);
    }

    @Override
    public void replay(CoordinatorRecord record) {
        state = null;
        ownership = null;
        RecordMessage key = record.key();
        RecordMessage value = record.value();
        if (key instanceof StreamsGroupMemberMetadataKey member) {
            replayMember(member.memberId(), (StreamsGroupMemberMetadataValue) value);
        } else if (key instanceof StreamsGroupCurrentMemberAssignmentKey member) {
            replayCurrent(member.memberId(), (StreamsGroupCurrentMemberAssignmentValue) value);
        } else if (key instanceof StreamsGroupTargetAssignmentMemberKey member) {
            target.replay(
                    member.memberId(),
                    value == null ? null : StreamsGroupRecords.tasks((StreamsGroupTargetAssignmentMemberValue) value));
        } else if (key instanceof StreamsGroupTargetAssignmentMetadataKey) {
            if (value instanceof StreamsGroupTargetAssignmentMetadataValue metadata) {
                target.replay(metadata.assignmentEpoch(), metadata.assignmentTimestamp());
            } else {
                target.replay(-1, 0);
            }
        } else if (key instanceof StreamsGroupTopologyKey) {
            topology = value == null ? null : Topology.of((StreamsGroupTopologyValue) value);
        } else if (value instanceof StreamsGroupMetadataValue metadata) {
            epoch = metadata.epoch();
            metadataHash = metadata.metadataHash();
            validatedTopologyEpoch = metadata.validatedTopologyEpoch();
            assignmentConfigs = StreamsGroupRecords.assignmentConfigs(metadata);
        }
    }

    private void replayMember(String memberId, @Nullable StreamsGroupMemberMetadataValue value) {
        if (value == null) {
            members.remove(memberId);
        } else {
            members.put(
                    memberId,
                    members.getOrDefault(memberId, StreamsMember.unknown(memberId))
                            .with(StreamsGroupRecords.metadata(value)));
        }
    }

    private void replayCurrent(String memberId, @Nullable StreamsGroupCurrentMemberAssignmentValue value) {
        StreamsMember member = members.get(memberId);
        if (value != null) {
            members.put(
                    memberId,
                    (member == null ? StreamsMember.unknown(memberId) : member)
                            .with(StreamsGroupRecords.current(value)));
        } else if (member != null) {
            members.put(memberId, member.with(CurrentAssignment.GONE));
        }
    }

    /** In Kafka's order, which refuses to load a group that goes before its members. */
    @Override
    public List<CoordinatorRecord> tombstones() {
        List<CoordinatorRecord> records = new ArrayList<>();
        members.keySet().forEach(id -> records.add(StreamsGroupRecords.currentTombstone(groupId, id)));
        members.keySet().forEach(id -> records.add(StreamsGroupRecords.targetTombstone(groupId, id)));
        records.add(StreamsGroupRecords.targetTombstone(groupId));
        members.keySet().forEach(id -> records.add(StreamsGroupRecords.memberTombstone(groupId, id)));
        records.add(StreamsGroupRecords.groupTombstone(groupId));
        records.add(StreamsGroupRecords.topologyTombstone(groupId));
        return records;
    }

    @Override
    public List<Object> hardState() {
        return List.of(
                epoch,
                metadataHash,
                validatedTopologyEpoch,
                assignmentConfigs,
                topology(),
                members,
                target.epoch(),
                target.timestampMs(),
                target.members());
    }
}
