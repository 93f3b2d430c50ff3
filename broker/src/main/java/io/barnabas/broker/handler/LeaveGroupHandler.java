// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.Operation;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.LeaveGroupRequest;
import io.barnabas.wire.message.LeaveGroupRequest.MemberIdentity;
import io.barnabas.wire.message.LeaveGroupResponse;
import io.barnabas.wire.message.LeaveGroupResponse.MemberResponse;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.List;

/** Lets members go: LeaveGroup v0 to v5. One member, named at the top, before v3; several, each with its answer, since. */
public final class LeaveGroupHandler implements RequestHandler<LeaveGroupRequest> {
    private static final short FIRST_VERSION_WITH_MEMBERS = 3;

    private final GroupCoordinator coordinator;

    LeaveGroupHandler(GroupCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.LEAVE_GROUP;
    }

    @Override
    public void handle(RequestContext context, LeaveGroupRequest request) {
        GroupHandlers.require(context, Operation.READ, request.groupId());
        if (context.version() >= FIRST_VERSION_WITH_MEMBERS) {
            context.respondWhenDone(coordinator.leaveGroup(request));
        } else {
            var asList = new LeaveGroupRequest()
                    .setGroupId(request.groupId())
                    .setMembers(List.of(new MemberIdentity().setMemberId(request.memberId())));
            context.respondWhenDone(coordinator.leaveGroup(asList).thenApply(LeaveGroupHandler::ofOne));
        }
    }

    private static LeaveGroupResponse ofOne(LeaveGroupResponse response) {
        short error = response.errorCode();
        for (MemberResponse member : response.members()) {
            error = member.errorCode();
        }
        return new LeaveGroupResponse().setErrorCode(error);
    }

    @Override
    public ApiMessage failed(LeaveGroupRequest request, short version, Errors error) {
        return new LeaveGroupResponse().setErrorCode(error.code());
    }
}
