// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One step of a member from what it has towards its target: first it gives up what it is not to have, at its old epoch; then
 * it comes to the target's epoch and gets what is free; the rest follows when others have given it up. An active task is free
 * when nobody has it active, and any task only when the member's process does not have it already. See {@link MemberState}.
 *
 * @param ownership what is in anybody's hands, the member's own included
 * @param owned what the member says it has, or null when it has not said
 */
record Reconciliation(
        int targetEpoch,
        Tasks target,
        TaskOwnership ownership,
        String processId,
        @Nullable Tasks owned) {

    /** Where the member is after the step; the same object when there is none to take. */
    CurrentAssignment step(CurrentAssignment current) {
        return switch (current.state()) {
            case STABLE -> current.epoch() == targetEpoch ? current : towardsTarget(current, current.epoch());
            case UNREVOKED_TASKS ->
                hasAnyOf(current.pendingRevocation().tasks()) ? current : towardsTarget(current, current.epoch());
            case UNRELEASED_TASKS -> towardsTarget(current, current.epoch());
            case UNKNOWN -> {
                if (owned == null || !owned.isEmpty()) {
                    throw new ApiException(
                            Errors.FENCED_MEMBER_EPOCH,
                            "The streams group member is in a unknown state. The member must abandon all its tasks and "
                                    + "rejoin.");
                }
                yield towardsTarget(current, targetEpoch);
            }
        };
    }

    /** A member that does not say what it has, still has what it did. */
    private boolean hasAnyOf(Tasks tasks) {
        return !tasks.isEmpty() && (owned == null || owned.overlaps(tasks));
    }

    private CurrentAssignment towardsTarget(CurrentAssignment current, int epochUntilRevoked) {
        HeldTasks held = current.assigned();
        Map<TaskId, Integer> keptActive = new TreeMap<>(held.active());
        keptActive.keySet().retainAll(target.active());
        HeldTasks kept = HeldTasks.of(
                keptActive, common(held.standby(), target.standby()), common(held.warmup(), target.warmup()));
        Map<TaskId, Integer> revokedActive = new TreeMap<>(held.active());
        revokedActive.keySet().removeAll(target.active());
        HeldTasks revoked = HeldTasks.of(
                revokedActive, without(held.standby(), target.standby()), without(held.warmup(), target.warmup()));
        if (hasAnyOf(revoked.tasks())) {
            return new CurrentAssignment(
                    epochUntilRevoked, current.epoch(), MemberState.UNREVOKED_TASKS, kept, revoked);
        }
        Tasks wanted = Tasks.of(
                without(target.active(), held.active().keySet()),
                without(target.standby(), held.standby()),
                without(target.warmup(), held.warmup()));
        Predicate<TaskId> isElsewhereHere = task -> ownership.isWith(processId, task);
        Tasks gained = Tasks.of(
                without(wanted.active(), isElsewhereHere.or(ownership::isActive)),
                without(wanted.standby(), isElsewhereHere),
                without(wanted.warmup(), isElsewhereHere));
        Map<TaskId, Integer> active = new TreeMap<>(kept.active());
        gained.active().forEach(task -> active.put(task, targetEpoch));
        Tasks all = kept.tasks().plus(gained);
        return new CurrentAssignment(
                targetEpoch,
                current.epoch(),
                gained.equals(wanted) ? MemberState.STABLE : MemberState.UNRELEASED_TASKS,
                HeldTasks.of(active, all.standby(), all.warmup()),
                HeldTasks.NONE);
    }

    private static SortedSet<TaskId> common(Set<TaskId> one, Set<TaskId> other) {
        SortedSet<TaskId> common = new TreeSet<>(one);
        common.retainAll(other);
        return common;
    }

    private static SortedSet<TaskId> without(Set<TaskId> tasks, Set<TaskId> others) {
        return without(tasks, others::contains);
    }

    private static SortedSet<TaskId> without(Set<TaskId> tasks, Predicate<TaskId> others) {
        SortedSet<TaskId> left = new TreeSet<>(tasks);
        left.removeIf(others);
        return left;
    }
}
