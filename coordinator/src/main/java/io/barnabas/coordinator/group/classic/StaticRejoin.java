// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.classic;

import static io.barnabas.coordinator.group.classic.ClassicGroupState.STABLE;

import io.barnabas.coordinator.group.RequestOrigin;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.wire.message.JoinGroupRequest;
import io.barnabas.wire.message.JoinGroupResponse;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;

/**
 * A static member (KIP-345) comes back as a new process: it takes the place, and in a stable group the assignment, of the
 * old one, which is fenced. No rebalance is needed then.
 */
final class StaticRejoin {

    private static final int FIRST_VERSION_SKIPPING_ASSIGNMENT = 9;

    private final Rebalance rebalance;

    StaticRejoin(Rebalance rebalance) {
        this.rebalance = rebalance;
    }

    CoordinatorResult<JoinGroupResponse> replace(
            GroupChange change,
            RequestOrigin origin,
            JoinGroupRequest request,
            String oldMemberId,
            String newMemberId,
            CompletableFuture<JoinGroupResponse> waiting) {
        ClassicGroup group = change.group();
        String oldLeader = group.leader();
        ClassicMember member = take(change, oldMemberId, newMemberId)
                .withProtocols(request.protocols(), JoinGroup.rebalanceTimeoutMs(request), request.sessionTimeoutMs());
        group.put(member);
        change.startSession(member);

        String reason = "static member " + request.groupInstanceId() + " is back as " + newMemberId;
        if (!group.is(STABLE)) {
            group.put(member.withWaitingJoin(waiting));
            // In CompletingRebalance the leader may be assigning to the old id: another round is needed.
            rebalance.prepareOrCompleteJoin(change, reason);
            return change.result(null);
        }
        if (!ProtocolVote.elect(group.members()).equals(group.protocol())) {
            group.put(member.withWaitingJoin(waiting));
            rebalance.prepareOrCompleteJoin(change, reason + " and changes the protocol");
            return change.result(null);
        }
        change.record();
        return change.result(welcome(group, origin, newMemberId, oldLeader == null ? "" : oldLeader));
    }

    private static ClassicMember take(GroupChange change, String oldMemberId, String newMemberId) {
        ClassicGroup group = change.group();
        ClassicMember old = group.find(oldMemberId);
        if (old == null) {
            throw new IllegalStateException("Static member " + oldMemberId + " is not in group " + group.groupId());
        }
        change.turnAway(old, Errors.FENCED_INSTANCE_ID);
        change.cancelTimer(GroupTimers.session(group.groupId(), oldMemberId));
        boolean wasLeader = group.isLeader(oldMemberId);
        boolean owedSync = group.pendingSync().contains(oldMemberId);
        group.remove(oldMemberId);
        ClassicMember member = old.withMemberId(newMemberId);
        group.put(member);
        if (wasLeader) {
            group.setLeader(newMemberId);
        }
        if (owedSync) {
            group.pendingSync().add(newMemberId);
        }
        return member;
    }

    /**
     * From version 9 a leader is told it leads and need not assign; before, a leader that came back was told the old id,
     * so that it took itself for a follower and assigned nothing.
     */
    private static JoinGroupResponse welcome(
            ClassicGroup group, RequestOrigin origin, String memberId, String oldLeader) {
        JoinGroupResponse response = GroupChange.joined(group, memberId);
        if (origin.version() >= FIRST_VERSION_SKIPPING_ASSIGNMENT) {
            return response.setSkipAssignment(group.isLeader(memberId));
        }
        return response.setLeader(oldLeader).setMembers(new ArrayList<>());
    }
}
