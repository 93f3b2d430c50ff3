// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.Operation;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.JoinGroupRequest;
import io.barnabas.wire.message.JoinGroupResponse;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;

/** Brings a member into a classic group: JoinGroup v0 to v9. The answer may wait as long as the group's rebalance takes. */
public final class JoinGroupHandler implements RequestHandler<JoinGroupRequest> {
    private static final short FIRST_VERSION_WITHOUT_PROTOCOL = 7;

    private final GroupCoordinator coordinator;

    JoinGroupHandler(GroupCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.JOIN_GROUP;
    }

    @Override
    public void handle(RequestContext context, JoinGroupRequest request) {
        GroupHandlers.require(context, Operation.READ, request.groupId());
        context.respondWhenDone(coordinator
                .joinGroup(GroupHandlers.origin(context), request)
                .thenApply(response -> nameProtocol(response, context.version())));
    }

    @Override
    public ApiMessage failed(JoinGroupRequest request, short version, Errors error) {
        Errors told = error == Errors.MESSAGE_TOO_LARGE ? Errors.UNKNOWN_SERVER_ERROR : error;
        return nameProtocol(
                new JoinGroupResponse().setMemberId(request.memberId()).setErrorCode(told.code()), version);
    }

    /** A refusal names no protocol, which is null from version 7 on, and the empty string before. */
    private static JoinGroupResponse nameProtocol(JoinGroupResponse response, short version) {
        return response.errorCode() != Errors.NONE.code() && version >= FIRST_VERSION_WITHOUT_PROTOCOL
                ? response.setProtocolName(null)
                : response;
    }
}
