// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import io.barnabas.broker.handler.Handlers;
import io.barnabas.broker.handler.RequestContext;
import io.barnabas.broker.handler.RequestHandler;
import io.barnabas.broker.metrics.RequestMeter;
import io.barnabas.broker.security.Authorizer;
import io.barnabas.broker.share.ClientConnection;
import io.barnabas.broker.timeline.Timeline;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.server.Connection;
import io.barnabas.wire.server.Request;
import io.barnabas.wire.server.RequestSink;
import java.net.InetSocketAddress;
import java.time.InstantSource;

/**
 * Takes each decoded request to the handler of its API, and turns what a handler throws into the answer that says so.
 * Runs on the connection's loop.
 */
final class RequestDispatcher implements RequestSink {
    private final Handlers handlers;
    private final Authorizer authorizer;
    private final RequestMeter meter;
    private final Timeline timeline;
    private final InstantSource clock;

    RequestDispatcher(
            Handlers handlers, Authorizer authorizer, RequestMeter meter, Timeline timeline, InstantSource clock) {
        this.handlers = handlers;
        this.authorizer = authorizer;
        this.meter = meter;
        this.timeline = timeline;
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
        Path<Q> path = new Path<>(handler, request, body, meter, timeline, meter.begin());
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
    private record Path<Q extends ApiMessage>(
            RequestHandler<Q> handler, Request request, Q body, RequestMeter meter, Timeline timeline, long begin)
            implements RequestContext.ResponsePath {
        @Override
        public void respond(ApiMessage response) {
            meter.answered(request.apiKey(), request.version(), begin);
            timeline.answered(request.header().clientId(), request.connection(), body, response);
            request.respond(response);
        }

        @Override
        public void fail(Throwable failure) {
            Errors error = FailedRequest.errorOf(
                    failure,
                    request.apiKey(),
                    request.version(),
                    request.connection().remoteAddress());
            meter.failed(request.apiKey(), request.version(), error);
            respond(handler.failed(body, request.version(), error));
        }

        @Override
        public void finishWithoutResponse() {
            meter.answered(request.apiKey(), request.version(), begin);
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
