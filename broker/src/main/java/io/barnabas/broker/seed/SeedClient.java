// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.seed;

import io.barnabas.broker.handler.Handlers;
import io.barnabas.broker.handler.RequestContext;
import io.barnabas.broker.handler.RequestHandler;
import io.barnabas.broker.security.Authorizer;
import io.barnabas.broker.share.ClientConnection;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Requests of the broker's own making: its handlers take them as they take a client's, without a connection, so before clients can
 * connect and whatever listeners demand of them.
 */
public final class SeedClient {
    private final Handlers handlers;
    private final RequestContext.Client self;
    private final InstantSource clock;

    /**
     * @param listenerName one there is, in whose words answers speak of addresses
     * @param loop where the requests are handed to the handlers
     */
    public SeedClient(Handlers handlers, String listenerName, ScheduledExecutorService loop, InstantSource clock) {
        this.handlers = handlers;
        this.clock = clock;
        InetAddress loopback = InetAddress.getLoopbackAddress();
        self = new RequestContext.Client(
                "User:ANONYMOUS", loopback.getHostAddress(), listenerName, loop, new NoConnection(loopback));
    }

    long nowMs() {
        return clock.millis();
    }

    /** Asks in the highest version, and waits. Not to be called on a loop. */
    <R extends ApiMessage> R ask(Class<R> type, ApiMessage request) {
        RequestHandler<?> handler = Objects.requireNonNull(handlers.find(request.apiKey()), "no handler");
        return type.cast(ask(handler, request));
    }

    private <Q extends ApiMessage> ApiMessage ask(RequestHandler<Q> handler, ApiMessage request) {
        @SuppressWarnings("unchecked") // the handler is the one of this request's API
        Q body = (Q) request;
        short version = handler.highestVersion();
        CompletableFuture<ApiMessage> answer = new CompletableFuture<>();
        RequestContext context = new RequestContext(
                version,
                "seed",
                self,
                Authorizer.ALLOW_ALL,
                clock.millis(),
                new Answer<>(handler, body, version, answer));
        self.loop().execute(() -> {
            try {
                handler.handle(context, body);
            } catch (RuntimeException e) {
                context.fail(e);
            }
        });
        return answer.join();
    }

    private record Answer<Q extends ApiMessage>(
            RequestHandler<Q> handler, Q request, short version, CompletableFuture<ApiMessage> future)
            implements RequestContext.ResponsePath {
        @Override
        public void respond(ApiMessage response) {
            future.complete(response);
        }

        @Override
        public void fail(Throwable failure) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            if (cause instanceof ApiException expected && expected.error() != Errors.UNKNOWN_SERVER_ERROR) {
                future.complete(handler.failed(request, version, expected.error()));
            } else {
                future.completeExceptionally(cause);
            }
        }

        @Override
        public void finishWithoutResponse() {
            fail(new IllegalStateException("no answer to " + request.apiKey()));
        }

        @Override
        public void closeConnection(String reason) {
            fail(new IllegalStateException(reason));
        }

        @Override
        public void clientSoftware(String name, String softwareVersion) {}
    }

    private record NoConnection(InetAddress localAddress) implements ClientConnection {
        @Override
        public long id() {
            return 0;
        }

        @Override
        public int port() {
            return 0;
        }

        @Override
        public InetAddress remoteAddress() {
            return localAddress;
        }

        @Override
        public String softwareName() {
            return "barnabas";
        }

        @Override
        public String softwareVersion() {
            return "seed";
        }

        @Override
        public void onClose(Runnable action) {}
    }
}
