// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import io.barnabas.broker.handler.Handlers;
import io.barnabas.broker.handler.RequestContext;
import io.barnabas.broker.handler.RequestHandler;
import io.barnabas.broker.security.Authorizer;
import io.barnabas.broker.share.ClientConnection;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.server.Connection;
import io.barnabas.wire.server.Request;
import io.barnabas.wire.server.RequestSink;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each decoded request to the handler of its API, and turns what a handler throws into the answer that says so.
 * Runs on the connection's loop.
 */
final class RequestDispatcher implements RequestSink {
    private static final Logger LOG = LoggerFactory.getLogger(RequestDispatcher.class);

    private final Handlers handlers;
    private final Authorizer authorizer;
    private final InstantSource clock;

    RequestDispatcher(Handlers handlers, Authorizer authorizer, InstantSource clock) {
        this.handlers = handlers;
        this.authorizer = authorizer;
        this.clock = clock;
    }

    @Override
    public void handle(Request request) {
        RequestHandler<?> handler = handlers.find(request.apiKey());
        if (handler == null) {
            request.closeConnection("no handler for " + request.apiKey());
            return;
        }
        dispatch(handler, request);
    }

    private <Q extends ApiMessage> void dispatch(RequestHandler<Q> handler, Request request) {
        @SuppressWarnings("unchecked") // the decoder made the body from the handler's own API key
        Q body = (Q) request.body();
        Connection connection = request.connection();
        String clientId = request.header().clientId();
        Path<Q> path = new Path<>(handler, request, body);
        RequestContext context = new RequestContext(
                request.version(),
                clientId == null ? "" : clientId,
                new RequestContext.Client(
                        connection.principal(),
                        connection.clientHost(),
                        connection.listenerName(),
                        connection.eventLoop(),
                        new ConnectionLife(connection)),
                authorizer,
                clock.millis(),
                path);
        try {
            handler.handle(context, body);
        } catch (RuntimeException e) {
            path.fail(e);
        }
    }

    /** The connection as long as it lasts. */
    private record ConnectionLife(Connection connection) implements ClientConnection {
        @Override
        public long id() {
            return connection.id();
        }

        @Override
        public int port() {
            return connection.remoteAddress() instanceof InetSocketAddress inet ? inet.getPort() : -1;
        }

        @Override
        public String softwareName() {
            return connection.clientSoftwareName();
        }

        @Override
        public String softwareVersion() {
            return connection.clientSoftwareVersion();
        }

        @Override
        public void onClose(Runnable action) {
            connection.onClose(action);
        }
    }

    /** The way back to the connection of one request. */
    private record Path<Q extends ApiMessage>(RequestHandler<Q> handler, Request request, Q body)
            implements RequestContext.ResponsePath {
        @Override
        public void respond(ApiMessage response) {
            request.respond(response);
        }

        @Override
        public void fail(Throwable failure) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            Errors error;
            if (cause instanceof ApiException expected) {
                error = expected.error();
                LOG.debug(
                        "{} from {}: {}", request.apiKey(), request.connection().remoteAddress(), cause.getMessage());
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
        public void finishWithoutResponse() {
            request.finishWithoutResponse();
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
}
