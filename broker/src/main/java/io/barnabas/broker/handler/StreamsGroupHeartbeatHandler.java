// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.coordination.StreamsTopics;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.coordinator.group.streams.InternalTopicSpec;
import io.barnabas.coordinator.group.streams.StreamsHeartbeatResult;
import io.barnabas.coordinator.group.streams.StreamsStatus;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.StreamsGroupHeartbeatRequest;
import io.barnabas.wire.message.StreamsGroupHeartbeatResponse;
import io.barnabas.wire.message.StreamsGroupHeartbeatResponse.Status;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes in, keeps and lets go the members of streams groups (KIP-1071), and has the topics created that they need:
 * StreamsGroupHeartbeat v0.
 */
public final class StreamsGroupHeartbeatHandler implements RequestHandler<StreamsGroupHeartbeatRequest> {
    private final GroupCoordinator coordinator;
    private final StreamsTopics topics;
    private final BooleanSupplier isEnabled;

    /** {@code isEnabled}: by the finalized streams.version and group.coordinator.rebalance.protocols. */
    StreamsGroupHeartbeatHandler(GroupCoordinator coordinator, StreamsTopics topics, BooleanSupplier isEnabled) {
        this.coordinator = coordinator;
        this.topics = topics;
        this.isEnabled = isEnabled;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.STREAMS_GROUP_HEARTBEAT;
    }

    @Override
    public void handle(RequestContext context, StreamsGroupHeartbeatRequest request) {
        GroupHandlers.requireProtocol(isEnabled);
        GroupHandlers.require(context, Operation.READ, request.groupId());
        StreamsGroupHeartbeatResponse refusal =
                request.topology() == null ? null : StreamsTopologyTopics.refuse(context, request.topology());
        if (refusal != null) {
            context.respond(refusal);
            return;
        }
        context.respondWhenDone(coordinator
                .streamsGroupHeartbeat(GroupHandlers.origin(context), request)
                .thenApply(result -> withTopics(context, result))
                .exceptionally(failure -> refused(GroupHandlers.refusalOf(failure))));
    }

    /** The answer, after what it needs has been begun, or with what stands in its way. */
    private StreamsGroupHeartbeatResponse withTopics(RequestContext context, StreamsHeartbeatResult result) {
        StreamsGroupHeartbeatResponse response = result.response();
        if (result.missingTopics().isEmpty()) {
            return response;
        }
        List<String> forbidden = forbidden(context, result);
        if (!forbidden.isEmpty()) {
            tell(response, "Unauthorized to CREATE on topics " + String.join(", ", forbidden) + ".");
            return response;
        }
        topics.create(result.missingTopics(), result.intervalMs());
        SortedMap<String, String> failures = topics.failures(result.missingTopics());
        if (!failures.isEmpty()) {
            List<String> reasons = new ArrayList<>();
            failures.forEach((topic, reason) -> reasons.add(topic + " (" + reason + ")"));
            tell(response, "Creation failed: " + String.join(", ", reasons) + ".");
        }
        return response;
    }

    private static List<String> forbidden(RequestContext context, StreamsHeartbeatResult result) {
        if (context.allowedOnCluster(Operation.CREATE)) {
            return List.of();
        }
        return result.missingTopics().stream()
                .map(InternalTopicSpec::name)
                .filter(topic -> !context.allowed(Operation.CREATE, ResourceType.TOPIC, topic))
                .toList();
    }

    /** Adds to what the answer says of missing topics. */
    private static void tell(StreamsGroupHeartbeatResponse response, String detail) {
        Status known = missingTopics(response);
        if (known != null) {
            known.setStatusDetail(known.statusDetail() + "; " + detail);
        }
    }

    private static @Nullable Status missingTopics(StreamsGroupHeartbeatResponse response) {
        List<Status> statuses = response.status();
        return statuses == null
                ? null
                : statuses.stream()
                        .filter(status -> status.statusCode() == StreamsStatus.MISSING_INTERNAL_TOPICS.code())
                        .findFirst()
                        .orElse(null);
    }

    private static StreamsGroupHeartbeatResponse refused(ApiException refusal) {
        return new StreamsGroupHeartbeatResponse()
                .setErrorCode(refusal.error().code())
                .setErrorMessage(GroupHandlers.textOf(refusal));
    }

    @Override
    public ApiMessage failed(StreamsGroupHeartbeatRequest request, short version, Errors error) {
        return new StreamsGroupHeartbeatResponse().setErrorCode(error.code());
    }
}
