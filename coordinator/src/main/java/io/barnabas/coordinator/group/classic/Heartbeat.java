// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.classic;

import static io.barnabas.coordinator.group.classic.ClassicGroupState.PREPARING_REBALANCE;

import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.TimerChange;
import io.barnabas.wire.message.HeartbeatRequest;
import io.barnabas.wire.message.HeartbeatResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.List;

/** Heartbeat: a member is alive; the answer tells it whether it has to rejoin. */
public final class Heartbeat {

    private final Groups groups;

    public Heartbeat(Groups groups) {
        this.groups = groups;
    }

    public CoordinatorResult<HeartbeatResponse> decide(HeartbeatRequest request) {
        ClassicGroup group = groups.find(request.groupId());
        if (group == null) {
            return answer(Errors.UNKNOWN_MEMBER_ID);
        }
        ClassicMember member;
        try {
            member = group.validateMember(request.memberId(), request.groupInstanceId());
        } catch (ApiException e) {
            return answer(e.error());
        }
        if (request.generationId() != group.generation()) {
            return answer(Errors.ILLEGAL_GENERATION);
        }
        Errors verdict = group.is(PREPARING_REBALANCE) ? Errors.REBALANCE_IN_PROGRESS : Errors.NONE;
        return answer(verdict).withTimers(List.of(signOfLife(group, member)));
    }

    /** The member's session starts anew. */
    public static TimerChange signOfLife(ClassicGroup group, ClassicMember member) {
        return new TimerChange.Set(GroupTimers.session(group.groupId(), member.memberId()), member.sessionTimeoutMs());
    }

    private static CoordinatorResult<HeartbeatResponse> answer(Errors error) {
        return CoordinatorResult.of(new HeartbeatResponse().setErrorCode(error.code()));
    }
}
