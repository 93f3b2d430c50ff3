// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.modern.MemberState;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of members of the classic protocol in a consumer group. Their generation is the member epoch; for them a
 * rebalance is in progress whenever another join would give them something else.
 */
final class ClassicMembers {

    private ClassicMembers() {}

    /** The member that sends a request. */
    static ConsumerMember get(ConsumerGroup group, String memberId, @Nullable String instanceId) {
        ConsumerMember member;
        if (instanceId == null) {
            member = group.get(memberId);
        } else {
            ConsumerMember present = group.findStatic(instanceId);
            if (present == null) {
                throw new ApiException(
                        Errors.UNKNOWN_MEMBER_ID,
                        "Member with instance id " + instanceId + " is not a member of group " + group.groupId() + ".");
            }
            member = MemberAdmission.requireInstance(present, memberId, instanceId);
        }
        if (!member.usesClassicProtocol()) {
            throw new ApiException(
                    Errors.UNKNOWN_MEMBER_ID, "Member " + member.memberId() + " does not use the classic protocol.");
        }
        return member;
    }

    static void requireGeneration(ConsumerMember member, int generation) {
        if (generation != member.epoch()) {
            throw new ApiException(
                    Errors.ILLEGAL_GENERATION,
                    "The request generation id " + generation + " is not equal to the member epoch " + member.epoch()
                            + " of member " + member.memberId() + ".");
        }
    }

    static MemberMetadata.ClassicMetadata classic(ConsumerMember member) {
        MemberMetadata.ClassicMetadata classic = member.metadata().classic();
        if (classic == null) {
            throw new IllegalStateException(member.memberId() + " does not speak the classic protocol");
        }
        return classic;
    }

    /** Whether the group has decided something that the member does not know yet, nor is on its way to. */
    static boolean isBehind(ConsumerGroup group, ConsumerMember member) {
        return member.epoch() < group.target().epoch() && member.state() != MemberState.UNREVOKED_PARTITIONS;
    }

    /** Whether it has to rejoin: to learn something, to give back what it has to, or to get what has become free. */
    static boolean hasToRejoin(ConsumerGroup group, ConsumerMember member) {
        return member.epoch() < group.target().epoch()
                || member.state() == MemberState.UNREVOKED_PARTITIONS
                || (member.state() == MemberState.UNRELEASED_PARTITIONS && !waitsForOthers(group, member));
    }

    private static boolean waitsForOthers(ConsumerGroup group, ConsumerMember member) {
        return group.target().of(member.memberId()).partitions().entrySet().stream()
                .anyMatch(topic -> topic.getValue().stream()
                        .anyMatch(partition -> !member.current().assigned().contains(topic.getKey(), partition)
                                && group.ownership().isOwned(topic.getKey(), partition)));
    }
}
