// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.Operation;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.SyncGroupRequest;
import io.barnabas.wire.message.SyncGroupResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;

/** Hands out the assignments of a generation: SyncGroup v0 to v5. Followers wait for the leader's. */
public final class SyncGroupHandler implements RequestHandler<SyncGroupRequest> {
    private static final short FIRST_VERSION_WITH_PROTOCOL = 5;

    private final GroupCoordinator coordinator;

    SyncGroupHandler(GroupCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.SYNC_GROUP;
    }

    @Override
    public void handle(RequestContext context, SyncGroupRequest request) {
        if (context.version() >= FIRST_VERSION_WITH_PROTOCOL
                && (request.protocolType() == null || request.protocolName() == null)) {
            throw new ApiException(
                    Errors.INCONSISTENT_GROUP_PROTOCOL, "From version 5 on a sync must name its protocol");
        }
        GroupHandlers.require(context, Operation.READ, request.groupId());
        context.respondWhenDone(coordinator.syncGroup(request));
    }

    @Override
    public ApiMessage failed(SyncGroupRequest request, short version, Errors error) {
        Errors told = error == Errors.MESSAGE_TOO_LARGE ? Errors.UNKNOWN_SERVER_ERROR : error;
        return new SyncGroupResponse().setErrorCode(told.code());
    }
}
