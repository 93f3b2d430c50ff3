// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.modern.MemberEpoch;
import io.barnabas.coordinator.group.modern.MemberState;
import io.barnabas.coordinator.group.modern.TargetAssignment;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a member has come; the value of its record of type 8. Never changes.
 *
 * @param previousEpoch the epoch before, with which it comes once more if the answer that raised it was lost
 * @param assigned what it may use
 * @param pendingRevocation what it has to give back before it goes on
 */
record CurrentAssignment(
        int epoch, int previousEpoch, MemberState state, PartitionEpochs assigned, PartitionEpochs pendingRevocation) {

    /** Of a member that has just come. */
    static final CurrentAssignment NONE =
            new CurrentAssignment(0, -1, MemberState.STABLE, PartitionEpochs.NONE, PartitionEpochs.NONE);

    /** Of a member whose record is gone. */
    static final CurrentAssignment GONE = new CurrentAssignment(
            MemberEpoch.LEAVE, -1, MemberState.STABLE, PartitionEpochs.NONE, PartitionEpochs.NONE);

    /** Whether it has all of a target, and is told so. See {@link TargetAssignment#epoch()}. */
    boolean isReconciledTo(int targetEpoch) {
        return state == MemberState.STABLE && epoch == targetEpoch;
    }

    /** A static member that is away and will be back. */
    CurrentAssignment away() {
        return new CurrentAssignment(
                MemberEpoch.LEAVE_FOR_A_WHILE, previousEpoch, state, assigned.withEpochsZero(), PartitionEpochs.NONE);
    }

    /** The same in the hands of one that joins anew. */
    CurrentAssignment takenOver() {
        return new CurrentAssignment(MemberEpoch.JOIN, 0, state, assigned, pendingRevocation);
    }

    /** Since which assignment it has a partition, be it only to give it back; null when it does not have it. */
    @Nullable
    Integer epochOf(UUID topic, int partition) {
        Integer epoch = assigned.epoch(topic, partition);
        return epoch == null ? pendingRevocation.epoch(topic, partition) : epoch;
    }
}
