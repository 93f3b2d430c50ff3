// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.modern.CommitClaim;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * Which members of a consumer group may commit and fetch offsets: those at the group's idea of their epoch. A member that
 * has not heard of its newest epoch yet may still commit what it got no later than at the epoch it names (KIP-1251). Members
 * of the classic protocol call the epoch a generation.
 */
final class MemberOffsets {

    private static final int FIRST_VERSION_WITH_EPOCHS = 9;

    private MemberOffsets() {}

    static void validateCommit(ConsumerGroup group, CommitClaim claim) {
        if ((claim.epoch() < 0 && group.isEmpty()) || claim.isOfProducerAlone()) {
            return;
        }
        ConsumerMember member = group.get(claim.memberId());
        boolean isClassic = member.usesClassicProtocol();
        if (!claim.isTransactional() && !isClassic && claim.version() < FIRST_VERSION_WITH_EPOCHS) {
            throw new ApiException(
                    Errors.UNSUPPORTED_VERSION,
                    "OffsetCommit version 9 or above must be used by members using the consumer group protocol");
        }
        if (claim.epoch() > member.epoch()) {
            throw refusal(
                    isClassic,
                    "Received " + epochName(isClassic) + " " + claim.epoch() + " is newer than current member epoch "
                            + member.epoch() + ".");
        }
        if (claim.epoch() < member.epoch()) {
            claim.partitions().forEach(partition -> validateOld(member, claim.epoch(), partition));
        }
    }

    private static void validateOld(ConsumerMember member, int epoch, CommitClaim.Partition partition) {
        boolean isClassic = member.usesClassicProtocol();
        String name = partition.topic() + "-" + partition.partition();
        Integer since = member.current().epochOf(partition.topicId(), partition.partition());
        if (since == null) {
            throw refusal(isClassic, "Partition " + name + " is not assigned or pending revocation for member.");
        }
        if (epoch < since) {
            throw refusal(
                    isClassic,
                    "Received " + epochName(isClassic) + " " + epoch + " is older than assignment epoch " + since
                            + " for partition " + name + ".");
        }
    }

    static void validateFetch(ConsumerGroup group, @Nullable String memberId, int memberEpoch) {
        if (memberId == null && memberEpoch < 0) {
            return;
        }
        ConsumerMember member = group.get(memberId == null ? "" : memberId);
        if (memberEpoch != member.epoch()) {
            boolean isClassic = member.usesClassicProtocol();
            throw refusal(
                    isClassic,
                    "The received " + epochName(isClassic) + " " + memberEpoch
                            + " does not match the expected member epoch " + member.epoch() + ".");
        }
    }

    private static ApiException refusal(boolean isClassic, String message) {
        return new ApiException(isClassic ? Errors.ILLEGAL_GENERATION : Errors.STALE_MEMBER_EPOCH, message);
    }

    private static String epochName(boolean isClassic) {
        return isClassic ? "generation id" : "member epoch";
    }
}
