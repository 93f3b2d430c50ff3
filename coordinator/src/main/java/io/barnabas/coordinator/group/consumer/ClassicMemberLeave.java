// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.modern.GroupDraft;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.wire.message.LeaveGroupRequest;
import io.barnabas.wire.message.LeaveGroupRequest.MemberIdentity;
import io.barnabas.wire.message.LeaveGroupResponse;
import io.barnabas.wire.message.LeaveGroupResponse.MemberResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** LeaveGroup for a consumer group: members of the classic protocol go, or an administrator removes members of either. */
public final class ClassicMemberLeave {

    private final ConsumerGroupParts parts;

    public ClassicMemberLeave(ConsumerGroupParts parts) {
        this.parts = parts;
    }

    public CoordinatorResult<LeaveGroupResponse> decide(ConsumerGroup group, LeaveGroupRequest request, long nowMs) {
        List<MemberResponse> answers = new ArrayList<>();
        Set<String> leaving = new LinkedHashSet<>();
        for (MemberIdentity who : request.members()) {
            Errors error = Errors.NONE;
            try {
                leaving.add(find(group, who).memberId());
            } catch (ApiException e) {
                error = e.error();
            }
            answers.add(new MemberResponse()
                    .setMemberId(who.memberId())
                    .setGroupInstanceId(who.groupInstanceId())
                    .setErrorCode(error.code()));
        }
        return parts.removal()
                .remove(
                        new GroupDraft<>(group, ConsumerGroup::copy, nowMs),
                        leaving,
                        new LeaveGroupResponse().setMembers(answers),
                        parts.topics().get());
    }

    /** An administrator names a static member by its instance id alone. */
    private static ConsumerMember find(ConsumerGroup group, MemberIdentity who) {
        String instanceId = who.groupInstanceId();
        if (instanceId == null) {
            return group.get(who.memberId());
        }
        ConsumerMember present = group.findStatic(instanceId);
        String memberId = present != null && who.memberId().isEmpty() ? present.memberId() : who.memberId();
        return MemberAdmission.requireInstance(present, memberId, instanceId);
    }
}
