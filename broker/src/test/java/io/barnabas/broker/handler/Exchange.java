// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.Authorizer;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** One request to one handler, without a connection, and what became of it. */
final class Exchange<Q extends ApiMessage> implements RequestContext.ResponsePath {
    private final RequestHandler<Q> handler;
    private final short version;
    private final Q request;
    private @Nullable ApiMessage response;
    private @Nullable String closedBecause;

    private Exchange(RequestHandler<Q> handler, int version, Q request) {
        this.handler = handler;
        this.version = (short) version;
        this.request = request;
    }

    static <Q extends ApiMessage> Exchange<Q> of(RequestHandler<Q> handler, int version, Q request) {
        return of(handler, version, request, Authorizer.ALLOW_ALL);
    }

    static <Q extends ApiMessage> Exchange<Q> of(
            RequestHandler<Q> handler, int version, Q request, Authorizer authorizer) {
        Exchange<Q> exchange = new Exchange<>(handler, version, request);
        RequestContext.Client client = new RequestContext.Client(
                "User:ANONYMOUS",
                "127.0.0.1",
                "PLAINTEXT",
                Executors.newSingleThreadScheduledExecutor(),
                new EndlessConnection());
        try {
            handler.handle(new RequestContext((short) version, "test", client, authorizer, 0, exchange), request);
        } catch (ApiException e) {
            exchange.fail(e);
        } finally {
            client.loop().shutdown();
        }
        return exchange;
    }

    <R extends ApiMessage> R response(Class<R> type) {
        return type.cast(Objects.requireNonNull(response, "no answer"));
    }

    boolean isAnswered() {
        return response != null;
    }

    @Nullable
    String closedBecause() {
        return closedBecause;
    }

    @Override
    public void respond(ApiMessage answer) {
        response = answer;
    }

    @Override
    public void fail(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (!(cause instanceof ApiException expected)) {
            throw new AssertionError(failure);
        }
        response = handler.failed(request, version, expected.error());
    }

    @Override
    public void finishWithoutResponse() {
        throw new AssertionError("no answer");
    }

    @Override
    public void closeConnection(String reason) {
        closedBecause = reason;
    }

    @Override
    public void clientSoftware(String name, String softwareVersion) {}
}
