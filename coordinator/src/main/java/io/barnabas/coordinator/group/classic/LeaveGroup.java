// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.classic;

import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.wire.message.LeaveGroupRequest;
import io.barnabas.wire.message.LeaveGroupRequest.MemberIdentity;
import io.barnabas.wire.message.LeaveGroupResponse;
import io.barnabas.wire.message.LeaveGroupResponse.MemberResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;

/**
 * LeaveGroup: members go, or an administrator removes static ones by instance id alone (KIP-345). One answer for each;
 * the handler folds it into the single error of versions 0 to 2.
 */
public final class LeaveGroup {

    private final Groups groups;
    private final Rebalance rebalance;

    public LeaveGroup(Groups groups, GroupConfig config) {
        this.groups = groups;
        this.rebalance = new Rebalance(config);
    }

    public CoordinatorResult<LeaveGroupResponse> decide(LeaveGroupRequest request, long nowMs) {
        ClassicGroup group = groups.find(request.groupId());
        if (group == null) {
            List<MemberResponse> unknown = new ArrayList<>();
            request.members().forEach(each -> unknown.add(answer(each, Errors.UNKNOWN_MEMBER_ID)));
            return CoordinatorResult.of(new LeaveGroupResponse().setMembers(unknown));
        }
        var change = new GroupChange(groups, group, nowMs);
        List<MemberResponse> answers = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        for (MemberIdentity each : request.members()) {
            Errors error = leave(change, each);
            answers.add(answer(each, error));
            if (error == Errors.NONE) {
                gone.add(each.memberId().isEmpty() ? String.valueOf(each.groupInstanceId()) : each.memberId());
            }
        }
        if (!gone.isEmpty()) {
            switch (change.group().state()) {
                case STABLE, COMPLETING_REBALANCE -> rebalance.prepare(change, "members leave: " + gone);
                case PREPARING_REBALANCE -> rebalance.maybeCompleteJoin(change);
                case EMPTY, DEAD -> {
                    // Only pending members can leave an empty group, and nobody waits for them.
                }
            }
        }
        return change.result(new LeaveGroupResponse().setMembers(answers));
    }

    private static MemberResponse answer(MemberIdentity who, Errors error) {
        return new MemberResponse()
                .setMemberId(who.memberId())
                .setGroupInstanceId(who.groupInstanceId())
                .setErrorCode(error.code());
    }

    private static Errors leave(GroupChange change, MemberIdentity who) {
        ClassicGroup group = change.group();
        String memberId = who.memberId();
        if (group.isPending(memberId)) {
            group.remove(memberId);
            change.cancelTimer(GroupTimers.session(group.groupId(), memberId));
            return Errors.NONE;
        }
        if (memberId.isEmpty() && who.groupInstanceId() != null) {
            String current = group.staticMemberId(who.groupInstanceId());
            if (current == null) {
                return Errors.UNKNOWN_MEMBER_ID;
            }
            memberId = current;
        }
        try {
            change.remove(group.validateMember(memberId, who.groupInstanceId()));
            return Errors.NONE;
        } catch (ApiException e) {
            return e.error();
        }
    }
}
