// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.group.modern.GroupDraft;
import io.barnabas.coordinator.group.modern.MemberEpoch;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.wire.message.ConsumerGroupHeartbeatRequest;
import io.barnabas.wire.message.ConsumerGroupHeartbeatResponse;
import java.util.List;

/** A ConsumerGroupHeartbeat with epoch -1, a member leaves; or -2, a static member leaves its place to its next self. */
public final class ConsumerGroupLeave {

    private final Groups groups;
    private final ConsumerGroupParts parts;

    public ConsumerGroupLeave(Groups groups, ConsumerGroupParts parts) {
        this.groups = groups;
        this.parts = parts;
    }

    public CoordinatorResult<ConsumerGroupHeartbeatResponse> decide(ConsumerGroupHeartbeatRequest request, long nowMs) {
        ConsumerGroup group = ConsumerGroupLookup.get(groups, request.groupId());
        var draft = new GroupDraft<>(group, ConsumerGroup::copy, nowMs);
        String instanceId = request.instanceId();
        ConsumerMember member = instanceId == null
                ? group.get(request.memberId())
                : MemberAdmission.requireInstance(group.findStatic(instanceId), request.memberId(), instanceId);
        var response = new ConsumerGroupHeartbeatResponse()
                .setMemberId(request.memberId())
                .setMemberEpoch(request.memberEpoch());
        if (instanceId != null && request.memberEpoch() == MemberEpoch.LEAVE_FOR_A_WHILE) {
            groups.note(group.groupId(), "static member " + instanceId + " leaves for a while");
            draft.write(ConsumerGroupRecords.current(
                    group.groupId(), member.memberId(), member.current().away()));
            return draft.result(response);
        }
        groups.note(group.groupId(), "member " + member.memberId() + " leaves");
        return parts.removal()
                .remove(
                        draft,
                        List.of(member.memberId()),
                        response,
                        parts.topics().get());
    }
}
