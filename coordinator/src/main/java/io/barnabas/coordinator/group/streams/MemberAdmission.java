// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import io.barnabas.coordinator.group.modern.MemberEpoch;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import org.jspecify.annotations.Nullable;

/** Finds the member that a heartbeat is from, or lets it in, and checks its epoch. */
final class MemberAdmission {

    private MemberAdmission() {}

    static void requireRoom(StreamsGroup group, int maxSize) {
        if (group.members().size() >= maxSize) {
            throw new ApiException(
                    Errors.GROUP_MAX_SIZE_REACHED,
                    "The streams group has reached its maximum capacity of " + maxSize + " members.");
        }
    }

    /** The member, or a new one. {@code owned} is what it says it has, or null when it has not said. */
    static StreamsMember admit(StreamsGroup group, String memberId, int epoch, @Nullable Tasks owned) {
        if (epoch == MemberEpoch.JOIN) {
            StreamsMember member = group.find(memberId);
            return member == null ? StreamsMember.unknown(memberId) : member;
        }
        StreamsMember member = group.get(memberId);
        if (epoch > member.epoch()) {
            throw fenced("greater", epoch, member);
        }
        // The answer that raised its epoch may have been lost: then it has nothing that it is not to have.
        boolean missedAnswer = epoch == member.current().previousEpoch()
                && owned != null
                && owned.areWithin(member.current().assigned().tasks());
        if (epoch < member.epoch() && !missedAnswer) {
            throw fenced("smaller", epoch, member);
        }
        return member;
    }

    private static ApiException fenced(String comparison, int epoch, StreamsMember member) {
        return new ApiException(
                Errors.FENCED_MEMBER_EPOCH,
                String.format(
                        "The streams group member has a %s member epoch (%d) than the one known by the group coordinator "
                                + "(%d). The member must abandon all its partitions and rejoin.",
                        comparison, epoch, member.epoch()));
    }
}
