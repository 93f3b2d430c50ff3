// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.ConsumerGroupHeartbeatRequest;
import io.barnabas.wire.message.ConsumerGroupHeartbeatResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.function.BooleanSupplier;

/** Takes in, keeps and lets go the members of consumer groups (KIP-848): ConsumerGroupHeartbeat v0 and v1. */
public final class ConsumerGroupHeartbeatHandler implements RequestHandler<ConsumerGroupHeartbeatRequest> {
    private final GroupCoordinator coordinator;
    private final BooleanSupplier isEnabled;

    /** {@code isEnabled}: by the finalized group.version and group.coordinator.rebalance.protocols. */
    ConsumerGroupHeartbeatHandler(GroupCoordinator coordinator, BooleanSupplier isEnabled) {
        this.coordinator = coordinator;
        this.isEnabled = isEnabled;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.CONSUMER_GROUP_HEARTBEAT;
    }

    @Override
    public void handle(RequestContext context, ConsumerGroupHeartbeatRequest request) {
        GroupHandlers.requireProtocol(isEnabled);
        GroupHandlers.require(context, Operation.READ, request.groupId());
        if (request.subscribedTopicNames() != null) {
            for (String topic : request.subscribedTopicNames()) {
                if (!context.allowed(Operation.DESCRIBE, ResourceType.TOPIC, topic)) {
                    context.respond(new ConsumerGroupHeartbeatResponse()
                            .setErrorCode(Errors.TOPIC_AUTHORIZATION_FAILED.code()));
                    return;
                }
            }
        }
        context.respondWhenDone(coordinator
                .consumerGroupHeartbeat(
                        GroupHandlers.origin(context),
                        request,
                        topic -> context.allowed(Operation.DESCRIBE, ResourceType.TOPIC, topic))
                .exceptionally(failure -> refused(GroupHandlers.refusalOf(failure))));
    }

    private static ConsumerGroupHeartbeatResponse refused(ApiException refusal) {
        return new ConsumerGroupHeartbeatResponse()
                .setErrorCode(refusal.error().code())
                .setErrorMessage(GroupHandlers.textOf(refusal));
    }

    @Override
    public ApiMessage failed(ConsumerGroupHeartbeatRequest request, short version, Errors error) {
        return new ConsumerGroupHeartbeatResponse().setErrorCode(error.code());
    }
}
