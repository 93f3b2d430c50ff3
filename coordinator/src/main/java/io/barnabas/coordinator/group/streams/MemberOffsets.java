// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import io.barnabas.coordinator.group.modern.CommitClaim;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * Which members of a streams group may commit and fetch offsets: those at the group's idea of their epoch. A member that has
 * not heard of its newest epoch yet may still commit for the active tasks it got no later than at the epoch it names
 * (KIP-1251).
 */
final class MemberOffsets {

    private static final int FIRST_VERSION_WITH_EPOCHS = 9;

    private MemberOffsets() {}

    static void validateCommit(StreamsGroup group, CommitClaim claim) {
        if ((claim.epoch() < 0 && group.isEmpty()) || claim.isOfProducerAlone()) {
            return;
        }
        StreamsMember member = group.get(claim.memberId());
        if (!claim.isTransactional() && claim.version() < FIRST_VERSION_WITH_EPOCHS) {
            throw new ApiException(
                    Errors.UNSUPPORTED_VERSION,
                    "OffsetCommit version 9 or above must be used by members using the streams group protocol");
        }
        if (claim.epoch() > member.epoch()) {
            throw stale(String.format(
                    "Received member epoch %d is newer than current member epoch %d.", claim.epoch(), member.epoch()));
        }
        if (claim.epoch() < member.epoch()) {
            Topology topology = group.topology()
                    .orElseThrow(() -> stale("Topology is not available for offset commit validation."));
            claim.partitions().forEach(partition -> validateOld(topology, member, claim.epoch(), partition));
        }
    }

    private static void validateOld(
            Topology topology, StreamsMember member, int epoch, CommitClaim.Partition partition) {
        String subtopology = topology.consumerOf(partition.topic());
        if (subtopology == null) {
            throw stale("Topic " + partition.topic() + " is not in the topology.");
        }
        Integer since = member.current().epochOf(new TaskId(subtopology, partition.partition()));
        if (since == null) {
            throw stale(String.format(
                    "Task %s-%d is not assigned or pending revocation for member.",
                    subtopology, partition.partition()));
        }
        if (epoch < since) {
            throw stale(String.format(
                    "Received member epoch %d is older than assignment epoch %d for task %s-%d.",
                    epoch, since, subtopology, partition.partition()));
        }
    }

    static void validateFetch(StreamsGroup group, @Nullable String memberId, int memberEpoch) {
        if (memberId == null && memberEpoch < 0) {
            return;
        }
        StreamsMember member = group.get(memberId == null ? "" : memberId);
        if (memberEpoch != member.epoch()) {
            throw stale(String.format(
                    "The received member epoch %d does not match the expected member epoch %d.",
                    memberEpoch, member.epoch()));
        }
    }

    private static ApiException stale(String message) {
        return new ApiException(Errors.STALE_MEMBER_EPOCH, message);
    }
}
