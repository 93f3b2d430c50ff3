// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.GroupType;
import io.barnabas.coordinator.group.modern.Assignment;
import io.barnabas.coordinator.group.modern.CommitClaim;
import io.barnabas.coordinator.group.modern.ModernGroup;
import io.barnabas.coordinator.group.modern.TargetAssignment;
import io.barnabas.coordinator.record.ConsumerGroupCurrentMemberAssignmentKey;
import io.barnabas.coordinator.record.ConsumerGroupCurrentMemberAssignmentValue;
import io.barnabas.coordinator.record.ConsumerGroupMemberMetadataKey;
import io.barnabas.coordinator.record.ConsumerGroupMemberMetadataValue;
import io.barnabas.coordinator.record.ConsumerGroupMetadataValue;
import io.barnabas.coordinator.record.ConsumerGroupPartitionMetadataKey;
import io.barnabas.coordinator.record.ConsumerGroupRegularExpressionKey;
import io.barnabas.coordinator.record.ConsumerGroupRegularExpressionValue;
import io.barnabas.coordinator.record.ConsumerGroupTargetAssignmentMemberKey;
import io.barnabas.coordinator.record.ConsumerGroupTargetAssignmentMemberValue;
import io.barnabas.coordinator.record.ConsumerGroupTargetAssignmentMetadataKey;
import io.barnabas.coordinator.record.ConsumerGroupTargetAssignmentMetadataValue;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.RecordMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A consumer group of KIP-848, as its records have it. */
public final class ConsumerGroup implements ModernGroup {

    private final String groupId;
    private final Map<String, ConsumerMember> members;
    private final Map<String, String> staticMembers;
    private final Map<String, ResolvedRegex> regexes;
    private final TargetAssignment<Assignment> target;
    /** That of a group without a record is 1, as in Kafka: the first that is written is 2. */
    private int epoch = 1;

    private long metadataHash;
    private boolean hasPartitionMetadata;
    private @Nullable ConsumerGroupState state;
    private @Nullable Ownership ownership;
    private @Nullable Set<String> subscribedTopics;
    private @Nullable Set<String> subscribedRegexes;

    /** A group nobody has joined yet. */
    public ConsumerGroup(String groupId) {
        this.groupId = groupId;
        this.members = new TreeMap<>();
        this.staticMembers = new HashMap<>();
        this.regexes = new TreeMap<>();
        this.target = new TargetAssignment<>(Assignment.EMPTY);
    }

    private ConsumerGroup(ConsumerGroup from) {
        this.groupId = from.groupId;
        this.members = new TreeMap<>(from.members);
        this.staticMembers = new HashMap<>(from.staticMembers);
        this.regexes = new TreeMap<>(from.regexes);
        this.target = from.target.copy();
        this.epoch = from.epoch;
        this.metadataHash = from.metadataHash;
        this.hasPartitionMetadata = from.hasPartitionMetadata;
    }

    ConsumerGroup copy() {
        return new ConsumerGroup(this);
    }

    @Override
    public String groupId() {
        return groupId;
    }

    @Override
    public GroupType type() {
        return GroupType.CONSUMER;
    }

    @Override
    public String protocolType() {
        return "consumer";
    }

    @Override
    public boolean isEmpty() {
        return members.isEmpty();
    }

    @Override
    public boolean goesWithItsOffsets() {
        return true;
    }

    ConsumerGroupState state() {
        if (state == null) {
            state = computeState();
        }
        return state;
    }

    private ConsumerGroupState computeState() {
        if (members.isEmpty()) {
            return ConsumerGroupState.EMPTY;
        } else if (epoch > target.epoch()) {
            return ConsumerGroupState.ASSIGNING;
        }
        return members.values().stream().allMatch(member -> member.current().isReconciledTo(target.epoch()))
                ? ConsumerGroupState.STABLE
                : ConsumerGroupState.RECONCILING;
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

    TargetAssignment<Assignment> target() {
        return target;
    }

    Collection<ConsumerMember> members() {
        return Collections.unmodifiableCollection(members.values());
    }

    @Nullable
    ConsumerMember find(String memberId) {
        return members.get(memberId);
    }

    /** @throws ApiException UNKNOWN_MEMBER_ID */
    ConsumerMember get(String memberId) {
        ConsumerMember member = members.get(memberId);
        if (member == null) {
            throw new ApiException(
                    Errors.UNKNOWN_MEMBER_ID,
                    String.format("Member %s is not a member of group %s.", memberId, groupId));
        }
        return member;
    }

    @Nullable
    ConsumerMember findStatic(String instanceId) {
        String memberId = staticMembers.get(instanceId);
        return memberId == null ? null : members.get(memberId);
    }

    Map<String, ResolvedRegex> regexes() {
        return Collections.unmodifiableMap(regexes);
    }

    /** Whether there is a record of type 4, which a Kafka 4.0 has left. */
    boolean hasPartitionMetadata() {
        return hasPartitionMetadata;
    }

    /** Which members own which partitions. */
    Ownership ownership() {
        if (ownership == null) {
            ownership = Ownership.of(members.values());
        }
        return ownership;
    }

    /** What a member subscribes to, by name or by pattern. */
    Set<String> topicsOf(MemberMetadata metadata) {
        ResolvedRegex resolved = metadata.hasRegex() ? regexes.get(metadata.regex()) : null;
        if (resolved == null || resolved.topics().isEmpty()) {
            return metadata.topics();
        }
        Set<String> topics = new TreeSet<>(metadata.topics());
        topics.addAll(resolved.topics());
        return topics;
    }

    /** What any member subscribes to. */
    Set<String> subscribedTopics() {
        if (subscribedTopics == null) {
            Set<String> topics = new TreeSet<>();
            members.values().forEach(member -> topics.addAll(topicsOf(member.metadata())));
            subscribedTopics = topics;
        }
        return subscribedTopics;
    }

    @Override
    public boolean isSubscribedTo(String topic) {
        return subscribedTopics().contains(topic);
    }

    /** The patterns that any member subscribes by. */
    Set<String> subscribedRegexes() {
        if (subscribedRegexes == null) {
            Set<String> inUse = new TreeSet<>();
            for (ConsumerMember member : members.values()) {
                String regex = member.metadata().regex();
                if (regex != null && !regex.isEmpty()) {
                    inUse.add(regex);
                }
            }
            subscribedRegexes = inUse;
        }
        return subscribedRegexes;
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
        subscribedTopics = null;
        subscribedRegexes = null;
        RecordMessage key = record.key();
        RecordMessage value = record.value();
        if (key instanceof ConsumerGroupMemberMetadataKey member) {
            replayMember(member.memberId(), (ConsumerGroupMemberMetadataValue) value);
        } else if (key instanceof ConsumerGroupCurrentMemberAssignmentKey member) {
            replayCurrent(member.memberId(), (ConsumerGroupCurrentMemberAssignmentValue) value);
        } else if (key instanceof ConsumerGroupTargetAssignmentMemberKey member) {
            target.replay(
                    member.memberId(),
                    value == null
                            ? null
                            : ConsumerGroupRecords.assignment((ConsumerGroupTargetAssignmentMemberValue) value));
        } else if (key instanceof ConsumerGroupTargetAssignmentMetadataKey) {
            if (value instanceof ConsumerGroupTargetAssignmentMetadataValue metadata) {
                target.replay(metadata.assignmentEpoch(), metadata.assignmentTimestamp());
            } else {
                target.replay(-1, 0);
            }
        } else if (key instanceof ConsumerGroupRegularExpressionKey regex) {
            if (value instanceof ConsumerGroupRegularExpressionValue resolved) {
                regexes.put(regex.regularExpression(), ConsumerGroupRecords.regex(resolved));
            } else {
                regexes.remove(regex.regularExpression());
            }
        } else if (key instanceof ConsumerGroupPartitionMetadataKey) {
            hasPartitionMetadata = value != null;
        } else if (value instanceof ConsumerGroupMetadataValue metadata) {
            epoch = metadata.epoch();
            metadataHash = metadata.metadataHash();
        }
    }

    private void replayMember(String memberId, @Nullable ConsumerGroupMemberMetadataValue value) {
        ConsumerMember old = value == null ? members.remove(memberId) : members.get(memberId);
        if (old != null && old.instanceId() != null) {
            staticMembers.remove(old.instanceId(), memberId);
        }
        if (value != null) {
            ConsumerMember member =
                    (old == null ? ConsumerMember.unknown(memberId) : old).with(ConsumerGroupRecords.metadata(value));
            members.put(memberId, member);
            if (member.instanceId() != null) {
                staticMembers.put(member.instanceId(), memberId);
            }
        }
    }

    private void replayCurrent(String memberId, @Nullable ConsumerGroupCurrentMemberAssignmentValue value) {
        ConsumerMember member = members.get(memberId);
        if (value != null) {
            members.put(
                    memberId,
                    (member == null ? ConsumerMember.unknown(memberId) : member)
                            .with(ConsumerGroupRecords.current(value)));
        } else if (member != null) {
            members.put(memberId, member.with(CurrentAssignment.GONE));
        }
    }

    /** In Kafka's order, which refuses to load a group that goes before its members. */
    @Override
    public List<CoordinatorRecord> tombstones() {
        List<CoordinatorRecord> records = new ArrayList<>();
        members.keySet().forEach(id -> records.add(ConsumerGroupRecords.currentTombstone(groupId, id)));
        members.keySet().forEach(id -> records.add(ConsumerGroupRecords.targetTombstone(groupId, id)));
        records.add(ConsumerGroupRecords.targetTombstone(groupId));
        members.keySet().forEach(id -> records.add(ConsumerGroupRecords.memberTombstone(groupId, id)));
        regexes.keySet().forEach(regex -> records.add(ConsumerGroupRecords.regexTombstone(groupId, regex)));
        records.add(ConsumerGroupRecords.partitionMetadataTombstone(groupId));
        records.add(ConsumerGroupRecords.epochTombstone(groupId));
        return records;
    }

    @Override
    public List<Object> hardState() {
        return List.of(
                epoch,
                metadataHash,
                members,
                staticMembers,
                regexes,
                target.epoch(),
                target.timestampMs(),
                target.members(),
                hasPartitionMetadata);
    }
}
