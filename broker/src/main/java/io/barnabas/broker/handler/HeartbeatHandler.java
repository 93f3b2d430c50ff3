// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.Operation;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.HeartbeatRequest;
import io.barnabas.wire.message.HeartbeatResponse;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;

/** Takes a member's sign of life: Heartbeat v0 to v4. */
public final class HeartbeatHandler implements RequestHandler<HeartbeatRequest> {
    private final GroupCoordinator coordinator;

    HeartbeatHandler(GroupCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.HEARTBEAT;
    }

    @Override
    public void handle(RequestContext context, HeartbeatRequest request) {
        GroupHandlers.require(context, Operation.READ, request.groupId());
        context.respondWhenDone(coordinator.heartbeat(request));
    }

    /** While groups are loading nobody can be blamed for being unknown, so the heartbeat is good. */
    @Override
    public ApiMessage failed(HeartbeatRequest request, short version, Errors error) {
        Errors told = error == Errors.COORDINATOR_LOAD_IN_PROGRESS ? Errors.NONE : error;
        return new HeartbeatResponse().setErrorCode(told.code());
    }
}
