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
import io.barnabas.wire.server.Connection;
import io.barnabas.wire.server.Request;
import io.barnabas.wire.server.RequestSink;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

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
    private final Interference interference;

    RequestDispatcher(
            Handlers handlers,
            Authorizer authorizer,
            RequestMeter meter,
            Timeline timeline,
            InstantSource clock,
            Interference interference) {
        this.handlers = handlers;
        this.authorizer = authorizer;
        this.meter = meter;
        this.timeline = timeline;
        this.clock = clock;
        this.interference = interference;
    }

    @Override
    public void handle(Request request) {
        RequestHandler<?> handler = handlers.find(request.apiKey());
        if (handler == null) {
            request.closeConnection("no handler for " + request.apiKey());
            return;
        }
        Interference.Fate fate = interference.fateOf(request);
        if (fate == null) {
            dispatch(path(handler, request, null));
        } else {
            meet(fate, path(handler, request, fate));
        }
    }

    private <Q extends ApiMessage> AnswerPath<Q> path(
            RequestHandler<Q> handler, Request request, Interference.@Nullable Fate fate) {
        @SuppressWarnings("unchecked") // the decoder made the body from the handler's own API key
        Q body = (Q) request.body();
        return new AnswerPath<>(handler, request, body, fate, new RequestWatch(meter, timeline, meter.begin()));
    }

    private void meet(Interference.Fate fate, AnswerPath<?> path) {
        Runnable end = fate.takesEffect() ? () -> dispatch(path) : () -> path.meet(fate, null);
        if (fate.delayMs() == 0) {
            end.run();
        } else {
            Future<?> unused =
                    path.request().connection().eventLoop().schedule(end, fate.delayMs(), TimeUnit.MILLISECONDS);
        }
    }

    private <Q extends ApiMessage> void dispatch(AnswerPath<Q> path) {
        Request request = path.request();
        Connection connection = request.connection();
        String clientId = request.header().clientId();
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
            path.handler().handle(context, path.body());
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
        public InetAddress remoteAddress() {
            return addressOf(connection.remoteAddress());
        }

        @Override
        public InetAddress localAddress() {
            return addressOf(connection.localAddress());
        }

        private static InetAddress addressOf(SocketAddress address) {
            return address instanceof InetSocketAddress inet && inet.getAddress() != null
                    ? inet.getAddress()
                    : InetAddress.getLoopbackAddress();
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
}
