// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.modern.GroupDraft;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.wire.message.HeartbeatRequest;
import io.barnabas.wire.message.HeartbeatResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;

/** Heartbeat of a member of the classic protocol in a consumer group. One that is told to rejoin has its rebalance timeout for it. */
public final class ClassicMemberHeartbeat {

    public CoordinatorResult<HeartbeatResponse> decide(ConsumerGroup group, HeartbeatRequest request, long nowMs) {
        ConsumerMember member;
        try {
            member = ClassicMembers.get(group, request.memberId(), request.groupInstanceId());
            ClassicMembers.requireGeneration(member, request.generationId());
        } catch (ApiException e) {
            return CoordinatorResult.of(
                    new HeartbeatResponse().setErrorCode(e.error().code()));
        }
        var draft = new GroupDraft<>(group, ConsumerGroup::copy, nowMs);
        draft.setTimer(
                ConsumerGroupTimers.session(group.groupId(), member.memberId()),
                ClassicMembers.classic(member).sessionTimeoutMs());
        Errors verdict = Errors.NONE;
        if (ClassicMembers.hasToRejoin(group, member)) {
            verdict = Errors.REBALANCE_IN_PROGRESS;
            draft.setTimerIfAbsent(
                    ConsumerGroupTimers.join(group.groupId(), member.memberId()),
                    member.metadata().rebalanceTimeoutMs());
        }
        return draft.result(new HeartbeatResponse().setErrorCode(verdict.code()));
    }
}
