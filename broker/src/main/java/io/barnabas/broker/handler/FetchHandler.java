// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.fetch.DelayedFetch;
import io.barnabas.broker.fetch.FetchPlan;
import io.barnabas.broker.fetch.FetchRead;
import io.barnabas.broker.fetch.FetchSessions;
import io.barnabas.broker.partition.Partitions;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.FetchRequest;
import io.barnabas.wire.message.FetchResponse;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;

/**
 * Reads record batches: Fetch v4 to v18, with sessions (KIP-227) and topics by id from v13 on (KIP-516).
 *
 * <p>Answers at once when {@code min_bytes} are there, when something is wrong with a partition, or when the client does not
 * want to wait; otherwise the fetch waits for the partitions' high watermarks.
 */
final class FetchHandler implements RequestHandler<FetchRequest> {
    private final Partitions partitions;
    private final FetchSessions sessions;
    private final int maxBytes;

    /** @param maxBytes {@code fetch.max.bytes}: no answer is larger, but for a first batch that alone is */
    FetchHandler(Partitions partitions, FetchSessions sessions, int maxBytes) {
        this.partitions = partitions;
        this.sessions = sessions;
        this.maxBytes = maxBytes;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.FETCH;
    }

    @Override
    public void handle(RequestContext context, FetchRequest request) {
        request.setMaxBytes(Math.min(request.maxBytes(), maxBytes));
        FetchPlan plan = sessions.plan(request, context.version());
        FetchRead read = new FetchRead(
                partitions,
                request,
                context.version(),
                plan,
                topic -> context.allowed(Operation.READ, ResourceType.TOPIC, topic));
        FetchRead.Outcome first = read.read();
        boolean enough = first.sizeInBytes() >= request.minBytes();
        if (enough
                || first.answerNow()
                || request.maxWaitMs() <= 0
                || first.results().isEmpty()) {
            answer(context, plan, first);
            return;
        }
        new DelayedFetch(read, request.minBytes(), context.loop(), outcome -> answer(context, plan, outcome))
                .await(first, request.maxWaitMs());
    }

    private static void answer(RequestContext context, FetchPlan plan, FetchRead.Outcome outcome) {
        outcome.sent();
        context.respond(plan.answer(outcome.results()));
    }

    /** The error of the session or the request stands at the top; partitions are not named. */
    @Override
    public ApiMessage failed(FetchRequest request, short version, Errors error) {
        return new FetchResponse().setErrorCode(error.code());
    }
}
