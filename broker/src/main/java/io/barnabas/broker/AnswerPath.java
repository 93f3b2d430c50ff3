// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import io.barnabas.broker.handler.RequestContext;
import io.barnabas.broker.handler.RequestHandler;
import io.barnabas.wire.message.ProduceRequest;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * The way back to the connection of one request.
 *
 * @param fate how the request shall go wrong; null: it shall not
 */
record AnswerPath<Q extends ApiMessage>(
        RequestHandler<Q> handler, Request request, Q body, Interference.@Nullable Fate fate, RequestWatch watch)
        implements RequestContext.ResponsePath {
    @Override
    public void respond(ApiMessage response) {
        if (fate == null) {
            answer(response);
        } else {
            meet(fate, response);
        }
    }

    /** Ends the request as it is its fate, instead of with this answer. */
    void meet(Interference.Fate how, @Nullable ApiMessage answer) {
        boolean noAnswer = body instanceof ProduceRequest produce && produce.acks() == 0;
        if (how.disconnects() || (how.error() != null && noAnswer)) {
            request.closeConnection("a fault was asked for");
        } else if (how.error() != null) {
            watch.failed(request, how.error());
            answer(handler.failed(body, request.version(), how.error()));
        } else if (answer != null) {
            answer(answer);
        } else {
            endWithoutAnswer();
        }
    }

    private void answer(ApiMessage response) {
        watch.answered(request, body, response);
        request.respond(response);
    }

    private void endWithoutAnswer() {
        watch.endedWithoutAnswer(request);
        request.finishWithoutResponse();
    }

    @Override
    public void finishWithoutResponse() {
        if (fate == null) {
            endWithoutAnswer();
        } else {
            meet(fate, null);
        }
    }

    @Override
    public void fail(Throwable failure) {
        Errors error = FailedRequest.errorOf(
                failure,
                request.apiKey(),
                request.version(),
                request.connection().remoteAddress());
        watch.failed(request, error);
        answer(handler.failed(body, request.version(), error));
    }

    @Override
    public void closeConnection(String reason) {
        request.closeConnection(reason);
    }

    @Override
    public void clientSoftware(String name, String version) {
        request.connection().setClientSoftware(name, version);
    }

    @Override
    public boolean isIntroduced() {
        return request.connection().isIntroduced();
    }
}
