// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.telemetry.ClientTelemetry;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.GetTelemetrySubscriptionsRequest;
import io.barnabas.wire.message.GetTelemetrySubscriptionsResponse;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Uuids;
import java.util.List;
import java.util.UUID;

/** Tells a client which metrics it is to push, and how often: GetTelemetrySubscriptions v0 (KIP-714). Everybody may ask. */
final class GetTelemetrySubscriptionsHandler implements RequestHandler<GetTelemetrySubscriptionsRequest> {
    /** Zstandard, LZ4, gzip, Snappy: the best first. */
    private static final List<Byte> COMPRESSIONS = List.of((byte) 4, (byte) 3, (byte) 1, (byte) 2);

    private final ClientTelemetry telemetry;

    GetTelemetrySubscriptionsHandler(ClientTelemetry telemetry) {
        this.telemetry = telemetry;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.GET_TELEMETRY_SUBSCRIPTIONS;
    }

    @Override
    public void handle(RequestContext context, GetTelemetrySubscriptionsRequest request) {
        UUID given = request.clientInstanceId();
        UUID id = given.equals(Uuids.ZERO) ? telemetry.newInstanceId() : given;
        ClientTelemetry.Answer answer =
                telemetry.ask(context.clientAttributes(id), context.connection(), context.nowMs());
        if (answer.error() != Errors.NONE) {
            context.respond(failed(request, context.version(), answer.error()));
            return;
        }
        context.respond(new GetTelemetrySubscriptionsResponse()
                .setClientInstanceId(id)
                .setSubscriptionId(answer.subscriptionId())
                .setAcceptedCompressionTypes(COMPRESSIONS)
                .setPushIntervalMs(answer.intervalMs())
                .setTelemetryMaxBytes(telemetry.maxBytes())
                .setDeltaTemporality(true)
                .setRequestedMetrics(answer.metrics()));
    }

    @Override
    public ApiMessage failed(GetTelemetrySubscriptionsRequest request, short version, Errors error) {
        return new GetTelemetrySubscriptionsResponse().setErrorCode(error.code());
    }
}
