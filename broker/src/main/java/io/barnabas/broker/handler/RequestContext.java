// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.Authorizer;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.broker.share.ClientConnection;
import io.barnabas.broker.telemetry.ClientAttributes;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What a handler knows of a request besides its body: who asks, from where, in which version, and the way back.
 *
 * <p>Exactly one of {@link #respond}, {@link #respondWhenDone}, {@link #fail} or {@link #finishWithoutResponse} is called
 * for each request, once, from any thread.
 */
public final class RequestContext {
    private final short version;
    private final String clientId;
    private final Client client;
    private final Authorizer authorizer;
    private final long nowMs;
    private final ResponsePath path;

    public RequestContext(
            short version, String clientId, Client client, Authorizer authorizer, long nowMs, ResponsePath path) {
        this.version = version;
        this.clientId = clientId;
        this.client = client;
        this.authorizer = authorizer;
        this.nowMs = nowMs;
        this.path = path;
    }

    /**
     * The other end of the connection.
     *
     * @param principal who it is, as {@code User:name}
     * @param host its address in text, without port
     * @param listenerName the listener it came in by
     * @param loop where the connection's work runs
     * @param connection the life of the connection
     */
    public record Client(
            String principal,
            String host,
            String listenerName,
            ScheduledExecutorService loop,
            ClientConnection connection) {}

    /** Where an answer goes: the connection in the broker, a list in a test. */
    public interface ResponsePath {
        void respond(ApiMessage response);

        /** Answers with the error of an {@code ApiException}; anything else is a bug, logged and UNKNOWN_SERVER_ERROR. */
        void fail(Throwable cause);

        /** Nothing is sent (a produce with acks=0). */
        void finishWithoutResponse();

        /** The connection ends, with one line in the log. */
        void closeConnection(String reason);

        /** What the client says it is (KIP-511). */
        void clientSoftware(String name, String version);

        /** Whether it has said so. */
        default boolean isIntroduced() {
            return true;
        }
    }

    public short version() {
        return version;
    }

    /** Empty when the client gave none. */
    public String clientId() {
        return clientId;
    }

    /** The other end of the connection. */
    public Client client() {
        return client;
    }

    public String principal() {
        return client.principal();
    }

    public String clientHost() {
        return client.host();
    }

    public String listenerName() {
        return client.listenerName();
    }

    /** The loop of the connection; work that must not run on a partition's loop can be sent back to it. */
    public ScheduledExecutorService loop() {
        return client.loop();
    }

    public ClientConnection connection() {
        return client.connection();
    }

    /** Who pushes metrics, or asks which. */
    public ClientAttributes clientAttributes(UUID instanceId) {
        ClientConnection connection = client.connection();
        return new ClientAttributes(
                instanceId,
                clientId,
                connection.softwareName(),
                connection.softwareVersion(),
                client.host(),
                connection.port());
    }

    /** The wall clock, read once when the request came in. */
    public long nowMs() {
        return nowMs;
    }

    public boolean allowed(Operation operation, ResourceType type, String name) {
        return authorizer.allowed(client.principal(), client.host(), operation, type, name);
    }

    public boolean allowedOnCluster(Operation operation) {
        return allowed(operation, ResourceType.CLUSTER, ResourceType.CLUSTER_NAME);
    }

    /** Throws CLUSTER_AUTHORIZATION_FAILED for the whole request. */
    public void requireOnCluster(Operation operation) {
        if (!allowedOnCluster(operation)) {
            throw new ApiException(
                    Errors.CLUSTER_AUTHORIZATION_FAILED,
                    "Principal " + principal() + " may not " + operation + " on the cluster");
        }
    }

    /** The authorized-operations bit field of a resource (KIP-430). */
    public int authorizedOperations(ResourceType type, String name) {
        return authorizer.authorizedOperations(client.principal(), client.host(), type, name);
    }

    public void respond(ApiMessage response) {
        path.respond(response);
    }

    /** Answers when the stage is done; its failure becomes an answer as in {@link #fail}. */
    public void respondWhenDone(CompletionStage<? extends ApiMessage> response) {
        response.whenComplete((message, failure) -> {
            if (failure == null) {
                path.respond(message);
            } else {
                path.fail(failure);
            }
        });
    }

    public void fail(Throwable cause) {
        path.fail(cause);
    }

    public void finishWithoutResponse() {
        path.finishWithoutResponse();
    }

    public void closeConnection(String reason) {
        path.closeConnection(reason);
    }

    /** Whether the client has said what program it is. */
    public boolean isIntroduced() {
        return path.isIntroduced();
    }

    /** Remembers with the connection what the client says it is (KIP-511). */
    public void setClientSoftware(String name, String version) {
        path.clientSoftware(name, version);
    }
}
