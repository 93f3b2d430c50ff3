// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.modern.GroupDraft;
import io.barnabas.coordinator.group.modern.MemberEpoch;
import io.barnabas.wire.message.ConsumerGroupHeartbeatRequest.TopicPartitions;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the member that a heartbeat is from, or lets it in: checks its epoch, and, for static members (KIP-345), that its
 * instance id is its own. A static member that comes back takes over what its former self had.
 */
final class MemberAdmission {

    private MemberAdmission() {}

    static void requireRoom(ConsumerGroup group, String memberId, int maxSize) {
        if (group.members().size() >= maxSize && (memberId.isEmpty() || group.find(memberId) == null)) {
            throw new ApiException(
                    Errors.GROUP_MAX_SIZE_REACHED,
                    "The consumer group has reached its maximum capacity of " + maxSize + " members.");
        }
    }

    static ConsumerMember admitDynamic(
            ConsumerGroup group, String memberId, int epoch, @Nullable List<TopicPartitions> owned) {
        if (epoch == MemberEpoch.JOIN) {
            ConsumerMember member = group.find(memberId);
            return member == null ? ConsumerMember.unknown(memberId) : member;
        }
        ConsumerMember member = group.get(memberId);
        checkEpoch(member, epoch, owned);
        return member;
    }

    static ConsumerMember admitStatic(
            GroupDraft<ConsumerGroup> draft,
            String memberId,
            String instanceId,
            int epoch,
            @Nullable List<TopicPartitions> owned,
            boolean comesFromClassic) {
        ConsumerMember present = draft.group().findStatic(instanceId);
        if (epoch != MemberEpoch.JOIN) {
            ConsumerMember member = requireInstance(present, memberId, instanceId);
            checkEpoch(member, epoch, owned);
            return member;
        }
        if (present == null) {
            return admitDynamic(draft.group(), memberId, epoch, owned);
        }
        boolean isReleased = present.epoch() == MemberEpoch.LEAVE_FOR_A_WHILE;
        if (!isReleased && !comesFromClassic && !present.usesClassicProtocol()) {
            throw new ApiException(
                    Errors.UNRELEASED_INSTANCE_ID,
                    "Static member " + memberId + " with instance id " + instanceId
                            + " cannot join the group because the instance id is owned by " + present.memberId()
                            + " member.");
        }
        return takeOver(draft, present, memberId);
    }

    /** The new one gets the records of the old one under its own id. */
    private static ConsumerMember takeOver(GroupDraft<ConsumerGroup> draft, ConsumerMember old, String memberId) {
        String groupId = draft.group().groupId();
        var target = draft.group().target().of(old.memberId());
        ConsumerMember member =
                new ConsumerMember(memberId, old.metadata(), old.current().takenOver());
        MemberRemoval.writeTombstones(draft, old.memberId());
        ConsumerGroupTimers.cancelAll(draft, old.memberId());
        draft.write(ConsumerGroupRecords.member(groupId, member));
        draft.write(ConsumerGroupRecords.target(groupId, memberId, target));
        draft.write(ConsumerGroupRecords.current(groupId, memberId, member.current()));
        return member;
    }

    /** @throws ApiException UNKNOWN_MEMBER_ID, or FENCED_INSTANCE_ID when the instance id is another member's now */
    static ConsumerMember requireInstance(@Nullable ConsumerMember present, String memberId, String instanceId) {
        if (present == null) {
            throw new ApiException(Errors.UNKNOWN_MEMBER_ID, "Instance id " + instanceId + " is unknown.");
        }
        if (!present.memberId().equals(memberId)) {
            throw new ApiException(
                    Errors.FENCED_INSTANCE_ID,
                    "Static member " + memberId + " with instance id " + instanceId + " was fenced by member "
                            + present.memberId() + ".");
        }
        return present;
    }

    /** The epoch before is good too if the member shows that it missed the answer: it owns nothing it was not given. */
    private static void checkEpoch(ConsumerMember member, int epoch, @Nullable List<TopicPartitions> owned) {
        if (epoch > member.epoch()) {
            throw fenced("greater", epoch, member);
        }
        if (epoch < member.epoch()
                && (epoch != member.current().previousEpoch()
                        || !isWithin(member.current().assigned(), owned))) {
            throw fenced("smaller", epoch, member);
        }
    }

    private static ApiException fenced(String how, int epoch, ConsumerMember member) {
        return new ApiException(
                Errors.FENCED_MEMBER_EPOCH,
                "The consumer group member has a " + how + " member epoch (" + epoch
                        + ") than the one known by the group coordinator (" + member.epoch()
                        + "). The member must abandon all its partitions and rejoin.");
    }

    private static boolean isWithin(PartitionEpochs assigned, @Nullable List<TopicPartitions> owned) {
        return owned != null
                && owned.stream()
                        .allMatch(topic -> topic.partitions().stream()
                                .allMatch(partition -> assigned.contains(topic.topicId(), partition)));
    }
}
