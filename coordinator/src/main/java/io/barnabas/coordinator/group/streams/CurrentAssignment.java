// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import io.barnabas.coordinator.group.modern.MemberEpoch;
import org.jspecify.annotations.Nullable;

/**
 * How far a member has come; the value of its record of type 22. Never changes.
 *
 * @param previousEpoch the epoch before, with which it comes once more if the answer that raised it was lost
 * @param assigned what it may run
 * @param pendingRevocation what it has to give up before it goes on
 */
record CurrentAssignment(
        int epoch, int previousEpoch, MemberState state, HeldTasks assigned, HeldTasks pendingRevocation) {

    /** Of a member that has just come. */
    static final CurrentAssignment NONE =
            new CurrentAssignment(0, -1, MemberState.STABLE, HeldTasks.NONE, HeldTasks.NONE);

    /** Of a member whose record is gone. */
    static final CurrentAssignment GONE =
            new CurrentAssignment(MemberEpoch.LEAVE, -1, MemberState.STABLE, HeldTasks.NONE, HeldTasks.NONE);

    /** Whether it has all of a target, and is told so. */
    boolean isReconciledTo(int targetEpoch) {
        return state == MemberState.STABLE && epoch == targetEpoch;
    }

    /** What is in its hands, what it is about to give up included. */
    Tasks inHand() {
        return assigned.tasks().plus(pendingRevocation.tasks());
    }

    /** Since which assignment it has an active task, be it only to give it up; null when it does not have it. */
    @Nullable
    Integer epochOf(TaskId task) {
        Integer since = assigned.active().get(task);
        return since == null ? pendingRevocation.active().get(task) : since;
    }
}
