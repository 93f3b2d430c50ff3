// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import org.jspecify.annotations.Nullable;

/** Lets a member take its next step towards its target, and limits the time it may take to give tasks up. */
final class MemberProgress {

    private MemberProgress() {}

    /** Where the member is then; {@code owned} is what it says it has, or null when it has not said. */
    static CurrentAssignment advance(StreamsGroupDraft draft, String memberId, @Nullable Tasks owned) {
        StreamsGroup group = draft.group();
        StreamsMember member = group.get(memberId);
        // A group that waits for its first assignment is at epoch 1, with no tasks for anybody.
        int targetEpoch = Math.max(1, group.target().epoch());
        if (member.current().isReconciledTo(targetEpoch)) {
            return member.current();
        }
        CurrentAssignment next = new Reconciliation(
                        targetEpoch, group.target().of(memberId), group.ownership(), member.processId(), owned)
                .step(member.current());
        if (!next.equals(member.current())) {
            draft.write(StreamsGroupRecords.current(group.groupId(), memberId, next));
            watch(draft, member, next);
        }
        return next;
    }

    private static void watch(StreamsGroupDraft draft, StreamsMember member, CurrentAssignment next) {
        var timer = StreamsGroupTimers.rebalance(draft.group().groupId(), member.memberId());
        if (next.state() == MemberState.UNREVOKED_TASKS) {
            draft.setTimer(timer, member.metadata().rebalanceTimeoutMs());
        } else {
            draft.cancelTimer(timer);
        }
    }
}
