// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.wire.message.StreamsGroupHeartbeatRequest;
import io.barnabas.wire.message.StreamsGroupHeartbeatResponse;
import java.util.List;

/** A StreamsGroupHeartbeat with a negative epoch: a member leaves, perhaps with the wish that all the others do too. */
public final class StreamsGroupLeave {

    private final StreamsGroupParts parts;

    StreamsGroupLeave(StreamsGroupParts parts) {
        this.parts = parts;
    }

    public CoordinatorResult<StreamsHeartbeatResult> decide(StreamsGroupHeartbeatRequest request, long nowMs) {
        StreamsGroup group = StreamsGroupLookup.get(parts.groups(), request.groupId());
        StreamsMember member = group.get(request.memberId());
        var draft = new StreamsGroupDraft(group, nowMs);
        if (request.shutdownApplication()) {
            draft.remember(draft.softState().withShutdown(member.memberId()));
        }
        parts.groups().note(group.groupId(), "member " + member.memberId() + " leaves");
        MemberRemoval.remove(draft, member.memberId());
        var response = new StreamsGroupHeartbeatResponse()
                .setMemberId(request.memberId())
                .setMemberEpoch(request.memberEpoch());
        return draft.result(parts.groups(), new StreamsHeartbeatResult(response, List.of(), 0));
    }
}
