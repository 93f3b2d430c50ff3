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
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/**
 * Asks the broker from inside its process what a client would ask over the network: the same handlers, the same rights, the same answers,
 * without a socket between. Any thread.
 */
public final class LocalClient {
    private final Handlers handlers;
    private final Authorizer authorizer;
    private final EventLoopGroup loops;
    private final InstantSource clock;
    private final String listenerName;
    private final String clientId;

    /** @param listenerName the listener by which it would come in if it came in by one */
    LocalClient(
            Handlers handlers,
            Authorizer authorizer,
            EventLoopGroup loops,
            InstantSource clock,
            String listenerName,
            String clientId) {
        this.handlers = handlers;
        this.listenerName = listenerName;
        this.authorizer = authorizer;
        this.loops = loops;
        this.clock = clock;
        this.clientId = clientId;
    }

    /**
     * Asks in the highest version there is. Errors are in the answer, where the protocol has them.
     *
     * @param <R> the answer that belongs to the request
     * @return completes on one of the broker's loops; fails with an {@link ApiException} when the request gets no answer
     */
    public <R extends ApiMessage> CompletableFuture<R> ask(ApiMessage request, Class<R> answer) {
        CompletableFuture<R> future = new CompletableFuture<>();
        EventLoop loop = loops.next();
        loop.execute(() -> handle(request, new Answer<>(answer, future), loop));
        return future;
    }

    private <Q extends ApiMessage> void handle(Q request, Answer<?> answer, EventLoop loop) {
        @SuppressWarnings("unchecked") // handlers are found by the key of their request
        RequestHandler<Q> handler = (RequestHandler<Q>) handlers.find(request.apiKey());
        if (handler == null) {
            answer.closeConnection("no handler for " + request.apiKey());
            return;
        }
        var path = new Path<>(handler, request, answer);
        var client = new RequestContext.Client(
                Connection.ANONYMOUS,
                InetAddress.getLoopbackAddress().getHostAddress(),
                listenerName,
                loop,
                NoConnection.INSTANCE);
        try {
            handler.handle(
                    new RequestContext(handler.highestVersion(), clientId, client, authorizer, clock.millis(), path),
                    request);
        } catch (RuntimeException e) {
            path.fail(e);
        }
    }

    /** Where the answer goes. */
    private record Answer<R extends ApiMessage>(Class<R> type, CompletableFuture<R> future) {
        void complete(ApiMessage response) {
            future.complete(type.cast(response));
        }

        void closeConnection(String reason) {
            future.completeExceptionally(new ApiException(Errors.INVALID_REQUEST, reason));
        }
    }

    private record Path<Q extends ApiMessage>(RequestHandler<Q> handler, Q request, Answer<?> answer)
            implements RequestContext.ResponsePath {
        @Override
        public void respond(ApiMessage response) {
            answer.complete(response);
        }

        @Override
        public void fail(Throwable cause) {
            short version = handler.highestVersion();
            Errors error = FailedRequest.errorOf(cause, handler.apiKey(), version, "inside the process");
            answer.complete(handler.failed(request, version, error));
        }

        @Override
        public void finishWithoutResponse() {
            closeConnection("no answer was asked for");
        }

        @Override
        public void closeConnection(String reason) {
            answer.closeConnection(reason);
        }

        @Override
        public void clientSoftware(String name, String version) {
            // It is this broker.
        }
    }

    /** There is none, and it never ends. */
    private enum NoConnection implements ClientConnection {
        INSTANCE;

        @Override
        public long id() {
            return -1;
        }

        @Override
        public int port() {
            return -1;
        }

        @Override
        public InetAddress remoteAddress() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public InetAddress localAddress() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public String softwareName() {
            return "barnabas";
        }

        @Override
        public String softwareVersion() {
            return "unknown";
        }

        @Override
        public void onClose(Runnable action) {
            // Never.
        }
    }
}
