// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import io.barnabas.broker.handler.RequestContext;
import io.barnabas.broker.handler.RequestHandler;
import io.barnabas.wire.message.ProduceRequest;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.server.Request;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way back to the connection of one request.
 *
 * @param fate how the request shall go wrong; null: it shall not
 */
record AnswerPath<Q extends ApiMessage>(
        RequestHandler<Q> handler, Request request, Q body, Interference.@Nullable Fate fate)
        implements RequestContext.ResponsePath {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerPath.class);

    @Override
    public void respond(ApiMessage response) {
        if (fate == null) {
            request.respond(response);
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
            request.respond(handler.failed(body, request.version(), how.error()));
        } else if (answer != null) {
            request.respond(answer);
        } else {
            request.finishWithoutResponse();
        }
    }

    @Override
    public void finishWithoutResponse() {
        if (fate == null) {
            request.finishWithoutResponse();
        } else {
            meet(fate, null);
        }
    }

    @Override
    public void fail(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        Errors error;
        if (cause instanceof ApiException expected) {
            error = expected.error();
            LOG.debug("{} from {}: {}", request.apiKey(), request.connection().remoteAddress(), cause.getMessage());
        } else if (cause instanceof UncheckedIOException) {
            error = Errors.KAFKA_STORAGE_ERROR;
            LOG.warn("{} met a failed disk", request.apiKey(), cause);
        } else {
            error = Errors.UNKNOWN_SERVER_ERROR;
            LOG.error("Bug: {} v{} failed", request.apiKey(), request.version(), cause);
        }
        request.respond(handler.failed(body, request.version(), error));
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
