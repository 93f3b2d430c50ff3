// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.telemetry.ClientAttributes;
import io.barnabas.broker.telemetry.ClientInstance;
import io.barnabas.broker.telemetry.ClientMetricsLog;
import io.barnabas.broker.telemetry.ClientTelemetry;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.PushTelemetryRequest;
import io.barnabas.wire.message.PushTelemetryResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Uuids;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Takes the metrics of a client that has asked what to push: PushTelemetry v0 (KIP-714). Everybody may push. */
final class PushTelemetryHandler implements RequestHandler<PushTelemetryRequest> {
    private final ClientTelemetry telemetry;
    private final ClientMetricsLog log;
    private final Executor diskPool;

    PushTelemetryHandler(ClientTelemetry telemetry, Executor diskPool) {
        this.telemetry = telemetry;
        this.log = new ClientMetricsLog(telemetry);
        this.diskPool = diskPool;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.PUSH_TELEMETRY;
    }

    @Override
    public void handle(RequestContext context, PushTelemetryRequest request) {
        UUID id = request.clientInstanceId();
        if (id.equals(Uuids.ZERO) || id.equals(Uuids.METADATA_TOPIC_ID)) {
            throw new ApiException(Errors.INVALID_REQUEST, "A push without a client instance id");
        }
        ClientAttributes client = context.clientAttributes(id);
        byte[] metrics = request.metrics();
        ClientInstance.Push push = new ClientInstance.Push(
                request.subscriptionId(), request.terminating(), request.compressionType(), metrics.length);
        Errors error = telemetry
                .push(client, context.connection(), push, context.nowMs())
                .error();
        if (error != Errors.NONE || metrics.length == 0) {
            context.respond(new PushTelemetryResponse().setErrorCode(error.code()));
            return;
        }
        context.respondWhenDone(CompletableFuture.supplyAsync(
                () -> new PushTelemetryResponse()
                        .setErrorCode(log.accept(client, request.compressionType(), metrics)
                                .code()),
                diskPool));
    }

    @Override
    public ApiMessage failed(PushTelemetryRequest request, short version, Errors error) {
        return new PushTelemetryResponse().setErrorCode(error.code());
    }
}
