// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.config.Endpoint;
import io.barnabas.broker.metadata.InternalTopic;
import io.barnabas.broker.metadata.MetadataLoop;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.coordinator.share.SharePartitionKey;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.FindCoordinatorRequest;
import io.barnabas.wire.message.FindCoordinatorResponse;
import io.barnabas.wire.message.FindCoordinatorResponse.Coordinator;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says which broker coordinates a key (a group, a transactional id, a share partition), which is this one: FindCoordinator v0 to v6 (KIP-699: several
 * keys from v4).
 *
 * <p>Creates the coordinator's topic when it is missing and answers then. Unlike Kafka, which lets the client try again
 * meanwhile. A type of coordinator that is not there is INVALID_REQUEST, since a client would retry other errors until it times out.
 */
public final class FindCoordinatorHandler implements RequestHandler<FindCoordinatorRequest> {
    private static final short FIRST_VERSION_WITH_KEYS = 4;
    private static final int NO_NODE = -1;

    private final MetadataLoop metadata;
    private final List<Kind> kinds;
    private final Function<RequestContext.Client, Endpoint> endpoints;

    FindCoordinatorHandler(
            MetadataLoop metadata, List<Kind> kinds, Function<RequestContext.Client, Endpoint> endpoints) {
        this.metadata = metadata;
        this.kinds = kinds;
        this.endpoints = endpoints;
    }

    /**
     * A kind of coordinator.
     *
     * @param type its number in the request
     * @param lowestVersion of a request that may ask for it
     * @param check whether this client may know of this key, and whether it is one
     */
    record Kind(byte type, short lowestVersion, InternalTopic topic, BiFunction<RequestContext, String, Errors> check) {
        static Kind group(InternalTopic topic) {
            return new Kind(
                    (byte) 0,
                    (short) 0,
                    topic,
                    (context, key) -> context.allowed(Operation.DESCRIBE, ResourceType.GROUP, key)
                            ? Errors.NONE
                            : Errors.GROUP_AUTHORIZATION_FAILED);
        }

        static Kind transaction(InternalTopic topic) {
            return new Kind(
                    (byte) 1,
                    (short) 0,
                    topic,
                    (context, key) -> context.allowed(Operation.DESCRIBE, ResourceType.TRANSACTIONAL_ID, key)
                            ? Errors.NONE
                            : Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED);
        }

        /** Of the state of a share partition; only brokers ask for it. */
        static Kind share(InternalTopic topic) {
            return new Kind((byte) 2, (short) 6, topic, (context, key) -> {
                if (!context.allowedOnCluster(Operation.CLUSTER_ACTION)) {
                    return Errors.CLUSTER_AUTHORIZATION_FAILED;
                }
                return SharePartitionKey.isCoordinatorKey(key) ? Errors.NONE : Errors.INVALID_REQUEST;
            });
        }
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.FIND_COORDINATOR;
    }

    @Override
    public void handle(RequestContext context, FindCoordinatorRequest request) {
        Kind kind = kindOf(request.keyType(), context.version());
        if (kind == null || metadata.image().topic(kind.topic().name()) != null) {
            context.respond(answer(context, request, kind));
        } else {
            CompletableFuture<?> created = metadata.submit(kind.topic());
            context.respondWhenDone(created.thenApply(topic -> answer(context, request, kind)));
        }
    }

    private @Nullable Kind kindOf(byte type, short version) {
        for (Kind kind : kinds) {
            if (kind.type() == type && version >= kind.lowestVersion()) {
                return kind;
            }
        }
        return null;
    }

    private FindCoordinatorResponse answer(
            RequestContext context, FindCoordinatorRequest request, @Nullable Kind kind) {
        List<Coordinator> coordinators = new ArrayList<>();
        for (String key : keys(request, context.version())) {
            coordinators.add(
                    kind == null
                            ? refused(
                                    key,
                                    Errors.INVALID_REQUEST,
                                    "This broker has no coordinator of type " + request.keyType())
                            : find(context, kind, key));
        }
        return response(coordinators, context.version());
    }

    private Coordinator find(RequestContext context, Kind kind, String key) {
        Errors refusal = kind.check().apply(context, key);
        if (refusal != Errors.NONE) {
            return refused(key, refusal, refusal.message());
        }
        Endpoint endpoint = endpoints.apply(context.client());
        return new Coordinator()
                .setKey(key)
                .setNodeId(metadata.image().nodeId())
                .setHost(endpoint.host())
                .setPort(endpoint.port());
    }

    private static List<String> keys(FindCoordinatorRequest request, short version) {
        return version < FIRST_VERSION_WITH_KEYS ? List.of(request.key()) : request.coordinatorKeys();
    }

    private static Coordinator refused(String key, Errors error, String message) {
        return new Coordinator()
                .setKey(key)
                .setErrorCode(error.code())
                .setErrorMessage(message)
                .setNodeId(NO_NODE)
                .setPort(NO_NODE);
    }

    private static FindCoordinatorResponse response(List<Coordinator> coordinators, short version) {
        if (version >= FIRST_VERSION_WITH_KEYS) {
            return new FindCoordinatorResponse().setCoordinators(coordinators);
        }
        Coordinator only = coordinators.get(0);
        return new FindCoordinatorResponse()
                .setErrorCode(only.errorCode())
                // Kafka says NONE in words here.
                .setErrorMessage(only.errorCode() == Errors.NONE.code() ? Errors.NONE.name() : only.errorMessage())
                .setNodeId(only.nodeId())
                .setHost(only.host())
                .setPort(only.port());
    }

    @Override
    public ApiMessage failed(FindCoordinatorRequest request, short version, Errors error) {
        List<Coordinator> coordinators = new ArrayList<>();
        keys(request, version).forEach(key -> coordinators.add(refused(key, error, error.message())));
        return response(coordinators, version);
    }
}
