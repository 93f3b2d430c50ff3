// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.share;

import io.barnabas.coordinator.group.modern.MemberEpoch;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;

/** Who a heartbeat is from, and whether its epoch is one that member may have. With Kafka's texts. */
final class ShareAdmission {

    private ShareAdmission() {}

    /** @throws ApiException GROUP_MAX_SIZE_REACHED, for a newcomer */
    static void requireRoom(ShareGroup group, String memberId, int maxSize) {
        if (group.find(memberId) == null && group.members().size() >= maxSize) {
            throw new ApiException(
                    Errors.GROUP_MAX_SIZE_REACHED,
                    "The share group has reached its maximum capacity of " + maxSize + " members.");
        }
    }

    /** @throws ApiException UNKNOWN_MEMBER_ID or FENCED_MEMBER_EPOCH */
    static ShareMember admit(ShareGroup group, String memberId, int epoch) {
        if (epoch == MemberEpoch.JOIN) {
            ShareMember member = group.find(memberId);
            return member == null ? ShareMember.unknown(memberId) : member;
        }
        ShareMember member = group.get(memberId);
        if (epoch > member.epoch()) {
            throw fenced("greater", epoch, member, "");
        } else if (epoch < member.epoch() && epoch != member.previousEpoch()) {
            throw fenced(
                    "smaller",
                    epoch,
                    member,
                    ", and it does not match the previous member epoch (" + member.previousEpoch() + ")");
        }
        return member;
    }

    private static ApiException fenced(String compared, int epoch, ShareMember member, String more) {
        return new ApiException(
                Errors.FENCED_MEMBER_EPOCH,
                String.format(
                        "The share group member has a %s member epoch (%d) than the one known by the group coordinator"
                                + " (%d)%s. The member must abandon all its partitions and rejoin.",
                        compared, epoch, member.epoch(), more));
    }
}
