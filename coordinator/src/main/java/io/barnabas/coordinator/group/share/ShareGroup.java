// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.share;

import io.barnabas.coordinator.group.GroupType;
import io.barnabas.coordinator.group.modern.Assignment;
import io.barnabas.coordinator.group.modern.ModernGroup;
import io.barnabas.coordinator.group.modern.TargetAssignment;
import io.barnabas.coordinator.record.ShareGroupCurrentMemberAssignmentKey;
import io.barnabas.coordinator.record.ShareGroupCurrentMemberAssignmentValue;
import io.barnabas.coordinator.record.ShareGroupMemberMetadataKey;
import io.barnabas.coordinator.record.ShareGroupMemberMetadataValue;
import io.barnabas.coordinator.record.ShareGroupMetadataValue;
import io.barnabas.coordinator.record.ShareGroupStatePartitionMetadataKey;
import io.barnabas.coordinator.record.ShareGroupStatePartitionMetadataValue;
import io.barnabas.coordinator.record.ShareGroupTargetAssignmentMemberKey;
import io.barnabas.coordinator.record.ShareGroupTargetAssignmentMemberValue;
import io.barnabas.coordinator.record.ShareGroupTargetAssignmentMetadataKey;
import io.barnabas.coordinator.record.ShareGroupTargetAssignmentMetadataValue;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.RecordMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A share group of KIP-932, as its records have it. It is Empty or Stable, and has no committed offsets. */
public final class ShareGroup implements ModernGroup {

    /** Of a group without a record, as in Kafka: the first that is written is 2. */
    private static final int FIRST_EPOCH = 1;

    private final String groupId;
    private final Map<String, ShareMember> members;
    private final TargetAssignment<Assignment> target;
    private StatePartitions statePartitions = StatePartitions.NONE;
    private int epoch = FIRST_EPOCH;
    private long metadataHash;
    private @Nullable Set<String> subscribedTopics;

    /** A group nobody has joined yet. */
    public ShareGroup(String groupId) {
        this.groupId = groupId;
        this.members = new TreeMap<>();
        this.target = new TargetAssignment<>(Assignment.EMPTY);
        target.replay(FIRST_EPOCH, 0);
    }

    private ShareGroup(ShareGroup from) {
        this.groupId = from.groupId;
        this.members = new TreeMap<>(from.members);
        this.target = from.target.copy();
        this.statePartitions = from.statePartitions;
        this.epoch = from.epoch;
        this.metadataHash = from.metadataHash;
    }

    ShareGroup copy() {
        return new ShareGroup(this);
    }

    @Override
    public String groupId() {
        return groupId;
    }

    @Override
    public GroupType type() {
        return GroupType.SHARE;
    }

    @Override
    public String protocolType() {
        return "share";
    }

    @Override
    public String stateName() {
        return isEmpty() ? "Empty" : "Stable";
    }

    @Override
    public boolean isEmpty() {
        return members.isEmpty();
    }

    /** It has none, and stays until it is deleted. */
    @Override
    public boolean goesWithItsOffsets() {
        return false;
    }

    @Override
    public boolean keepsOffsets() {
        return false;
    }

    /** Anybody may look at the offsets that there are not. */
    @Override
    public void validateFetch(@Nullable String memberId, int memberEpoch) {}

    int epoch() {
        return epoch;
    }

    long metadataHash() {
        return metadataHash;
    }

    TargetAssignment<Assignment> target() {
        return target;
    }

    StatePartitions statePartitions() {
        return statePartitions;
    }

    Collection<ShareMember> members() {
        return Collections.unmodifiableCollection(members.values());
    }

    @Nullable
    ShareMember find(String memberId) {
        return members.get(memberId);
    }

    /** @throws ApiException UNKNOWN_MEMBER_ID */
    ShareMember get(String memberId) {
        ShareMember member = members.get(memberId);
        if (member == null) {
            throw new ApiException(
                    Errors.UNKNOWN_MEMBER_ID,
                    String.format("Member %s is not a member of group %s.", memberId, groupId));
        }
        return member;
    }

    /** What any member subscribes to. */
    Set<String> subscribedTopics() {
        if (subscribedTopics == null) {
            Set<String> topics = new TreeSet<>();
            members.values().forEach(member -> topics.addAll(member.metadata().topics()));
            subscribedTopics = topics;
        }
        return subscribedTopics;
    }

    @Override
    public boolean isSubscribedTo(String topic) {
        return subscribedTopics().contains(topic);
    }

    @Override
    public void replay(CoordinatorRecord record) {
        subscribedTopics = null;
        RecordMessage key = record.key();
        RecordMessage value = record.value();
        if (key instanceof ShareGroupMemberMetadataKey member) {
            if (value instanceof ShareGroupMemberMetadataValue metadata) {
                members.put(
                        member.memberId(), findOrUnknown(member.memberId()).with(ShareGroupRecords.metadata(metadata)));
            } else {
                members.remove(member.memberId());
            }
        } else if (key instanceof ShareGroupCurrentMemberAssignmentKey member) {
            replayCurrent(member.memberId(), (ShareGroupCurrentMemberAssignmentValue) value);
        } else if (key instanceof ShareGroupTargetAssignmentMemberKey member) {
            target.replay(
                    member.memberId(),
                    value == null ? null : ShareGroupRecords.assignment((ShareGroupTargetAssignmentMemberValue) value));
        } else if (key instanceof ShareGroupTargetAssignmentMetadataKey) {
            if (value instanceof ShareGroupTargetAssignmentMetadataValue metadata) {
                target.replay(metadata.assignmentEpoch(), metadata.assignmentTimestamp());
            } else {
                target.replay(-1, 0);
            }
        } else if (key instanceof ShareGroupStatePartitionMetadataKey) {
            statePartitions = value instanceof ShareGroupStatePartitionMetadataValue partitions
                    ? ShareGroupRecords.statePartitions(partitions)
                    : StatePartitions.NONE;
        } else if (value instanceof ShareGroupMetadataValue metadata) {
            epoch = metadata.epoch();
            metadataHash = metadata.metadataHash();
        }
    }

    private ShareMember findOrUnknown(String memberId) {
        ShareMember member = members.get(memberId);
        return member == null ? ShareMember.unknown(memberId) : member;
    }

    private void replayCurrent(String memberId, @Nullable ShareGroupCurrentMemberAssignmentValue value) {
        ShareMember member = members.get(memberId);
        if (value != null) {
            members.put(
                    memberId,
                    findOrUnknown(memberId)
                            .with(
                                    value.memberEpoch(),
                                    value.previousMemberEpoch(),
                                    value.state(),
                                    ShareGroupRecords.assignment(value)));
        } else if (member != null) {
            members.put(memberId, member.gone());
        }
    }

    @Override
    public List<CoordinatorRecord> tombstones() {
        List<CoordinatorRecord> records = new ArrayList<>();
        members.keySet().forEach(id -> records.add(ShareGroupRecords.currentTombstone(groupId, id)));
        members.keySet().forEach(id -> records.add(ShareGroupRecords.targetTombstone(groupId, id)));
        members.keySet().forEach(id -> records.add(ShareGroupRecords.memberTombstone(groupId, id)));
        records.add(ShareGroupRecords.targetTombstone(groupId));
        records.add(ShareGroupRecords.statePartitionsTombstone(groupId));
        records.add(ShareGroupRecords.epochTombstone(groupId));
        return records;
    }

    @Override
    public List<Object> hardState() {
        return List.of(
                epoch, metadataHash, members, target.epoch(), target.timestampMs(), target.members(), statePartitions);
    }
}
