// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.ShareGroupHeartbeatRequest;
import io.barnabas.wire.message.ShareGroupHeartbeatResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.function.BooleanSupplier;

/** Takes in, keeps and lets go the members of share groups (KIP-932): ShareGroupHeartbeat v1. */
public final class ShareGroupHeartbeatHandler implements RequestHandler<ShareGroupHeartbeatRequest> {
    private final GroupCoordinator coordinator;
    private final BooleanSupplier isEnabled;

    /** {@code isEnabled}: by the finalized share.version. */
    ShareGroupHeartbeatHandler(GroupCoordinator coordinator, BooleanSupplier isEnabled) {
        this.coordinator = coordinator;
        this.isEnabled = isEnabled;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.SHARE_GROUP_HEARTBEAT;
    }

    @Override
    public void handle(RequestContext context, ShareGroupHeartbeatRequest request) {
        GroupHandlers.requireProtocol(isEnabled);
        GroupHandlers.require(context, Operation.READ, request.groupId());
        if (request.memberId().isEmpty()) {
            context.respond(new ShareGroupHeartbeatResponse().setErrorCode(Errors.INVALID_REQUEST.code()));
            return;
        }
        if (request.subscribedTopicNames() != null) {
            for (String topic : request.subscribedTopicNames()) {
                if (!context.allowed(Operation.DESCRIBE, ResourceType.TOPIC, topic)) {
                    context.respond(
                            new ShareGroupHeartbeatResponse().setErrorCode(Errors.TOPIC_AUTHORIZATION_FAILED.code()));
                    return;
                }
            }
        }
        context.respondWhenDone(coordinator
                .shareGroups()
                .heartbeat(GroupHandlers.origin(context), request)
                .exceptionally(failure -> refused(GroupHandlers.refusalOf(failure))));
    }

    private static ShareGroupHeartbeatResponse refused(ApiException refusal) {
        return new ShareGroupHeartbeatResponse()
                .setErrorCode(refusal.error().code())
                .setErrorMessage(GroupHandlers.textOf(refusal));
    }

    @Override
    public ApiMessage failed(ShareGroupHeartbeatRequest request, short version, Errors error) {
        return new ShareGroupHeartbeatResponse().setErrorCode(error.code());
    }
}
