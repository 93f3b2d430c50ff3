// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.classic;

import static io.barnabas.coordinator.group.classic.ClassicGroupState.COMPLETING_REBALANCE;
import static io.barnabas.coordinator.group.classic.ClassicGroupState.EMPTY;
import static io.barnabas.coordinator.group.classic.ClassicGroupState.PREPARING_REBALANCE;

import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.wire.message.SyncGroupResponse;
import io.barnabas.wire.protocol.Errors;
import java.util.List;

/** The steps of a rebalance that joins, leaves and timeouts share; each works on the copy inside a {@link GroupChange}. */
final class Rebalance {

    /**
     * How long the first rebalance of a group waits for members that have just been given their id and are on their way
     * back with it, when there is no initial delay. Unlike Kafka, which does not wait then and so rebalances twice when
     * two consumers start together.
     */
    private static final int PENDING_MEMBERS_WAIT_MS = 1_000;

    private final GroupConfig config;

    Rebalance(GroupConfig config) {
        this.config = config;
    }

    /** A member came, went or changed: start a rebalance, or see whether the one under way is complete now. */
    void prepareOrCompleteJoin(GroupChange change, String reason) {
        if (change.group().state().mayBecome(PREPARING_REBALANCE)) {
            prepare(change, reason);
        } else {
            maybeCompleteJoin(change);
        }
    }

    void prepare(GroupChange change, String reason) {
        ClassicGroup group = change.group();
        change.note("rebalances from generation " + group.generation() + ": " + reason);
        if (group.is(COMPLETING_REBALANCE)) {
            dropAssignments(change);
        }
        change.cancelTimer(GroupTimers.sync(group.groupId()));
        boolean isFirst = group.is(EMPTY);
        group.transitionTo(PREPARING_REBALANCE, change.nowMs());
        if (isFirst) {
            startInitialDelay(change);
        } else {
            completeJoinOrWait(change);
        }
    }

    /** The generation will not come to be: who waits for an assignment of it has to rejoin. */
    private void dropAssignments(GroupChange change) {
        var rejoin = new SyncGroupResponse().setErrorCode(Errors.REBALANCE_IN_PROGRESS.code());
        for (ClassicMember member : List.copyOf(change.group().members())) {
            if (change.answerSync(member, rejoin)) {
                change.startSession(member);
            }
            change.group().put(member.withWaitingSync(null).withoutAssignment());
        }
    }

    private void startInitialDelay(GroupChange change) {
        ClassicGroup group = change.group();
        if (config.initialRebalanceDelayMs() == 0) {
            if (group.allMembersJoined()) {
                completeJoin(change);
            } else {
                change.setTimer(
                        GroupTimers.join(group.groupId()),
                        Math.min(PENDING_MEMBERS_WAIT_MS, group.rebalanceTimeoutMs()));
            }
        } else {
            group.setInitialDelayLeftMs(Math.max(group.rebalanceTimeoutMs() - config.initialRebalanceDelayMs(), 0));
            change.setTimer(GroupTimers.join(group.groupId()), config.initialRebalanceDelayMs());
        }
    }

    void maybeCompleteJoin(GroupChange change) {
        ClassicGroup group = change.group();
        if (!group.is(PREPARING_REBALANCE)) {
            return;
        }
        if (group.previousState() != EMPTY) {
            completeJoinOrWait(change);
        } else if (config.initialRebalanceDelayMs() == 0 && group.allMembersJoined()) {
            completeJoin(change);
        }
    }

    private void completeJoinOrWait(GroupChange change) {
        ClassicGroup group = change.group();
        if (group.allMembersJoined()) {
            completeJoin(change);
        } else {
            change.setTimer(GroupTimers.join(group.groupId()), group.rebalanceTimeoutMs());
        }
    }

    /** The join timer fired: a first rebalance goes on waiting as long as members keep coming, others end. */
    void joinTimeout(GroupChange change) {
        ClassicGroup group = change.group();
        if (group.previousState() == EMPTY && group.newMemberAdded() && group.initialDelayLeftMs() != 0) {
            int delayMs = Math.min(config.initialRebalanceDelayMs(), group.initialDelayLeftMs());
            group.setNewMemberAdded(false);
            group.setInitialDelayLeftMs(Math.max(group.initialDelayLeftMs() - config.initialRebalanceDelayMs(), 0));
            change.setTimer(GroupTimers.join(group.groupId()), delayMs);
        } else {
            completeJoin(change);
        }
    }

    /** Closes the joining: who has not come is out (static members stay), and everyone learns the new generation. */
    void completeJoin(GroupChange change) {
        ClassicGroup group = change.group();
        change.cancelTimer(GroupTimers.join(group.groupId()));
        for (ClassicMember member : List.copyOf(group.members())) {
            if (!member.awaitsJoin() && !member.isStatic()) {
                change.note("member " + member.memberId() + " did not rejoin in time and is taken out");
                change.remove(member);
            }
        }
        if (!group.members().isEmpty() && !electLeader(group)) {
            // Only static members are left and none has come back: wait until their sessions end.
            change.setTimer(GroupTimers.join(group.groupId()), group.rebalanceTimeoutMs());
            return;
        }
        group.setNewMemberAdded(false);
        group.startGeneration(change.nowMs());
        if (group.is(EMPTY)) {
            change.note("is empty at generation " + group.generation());
            change.record();
        } else {
            change.note("has " + group.members().size() + " members at generation " + group.generation() + ", protocol "
                    + group.protocol());
            announceGeneration(change);
        }
    }

    private static boolean electLeader(ClassicGroup group) {
        ClassicMember current = group.leader() == null ? null : group.find(group.leader());
        if (current != null && current.awaitsJoin()) {
            return true;
        }
        for (ClassicMember member : group.members()) {
            if (member.awaitsJoin()) {
                group.setLeader(member.memberId());
                return true;
            }
        }
        return false;
    }

    private void announceGeneration(GroupChange change) {
        ClassicGroup group = change.group();
        for (ClassicMember member : List.copyOf(group.members())) {
            change.answerJoin(member, GroupChange.joined(group, member.memberId()));
            change.startSession(member);
            group.put(member.withWaitingJoin(null).withNew(false));
            group.pendingSync().add(member.memberId());
        }
        change.setTimer(GroupTimers.sync(group.groupId()), group.rebalanceTimeoutMs());
    }
}
