// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.config.Endpoint;
import io.barnabas.broker.metadata.InternalTopic;
import io.barnabas.broker.metadata.MetadataLoop;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.FindCoordinatorRequest;
import io.barnabas.wire.message.FindCoordinatorResponse;
import io.barnabas.wire.message.FindCoordinatorResponse.Coordinator;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Says which broker coordinates a group, which is this one: FindCoordinator v0 to v6 (KIP-699: several keys from v4).
 *
 * <p>Creates the offsets topic when it is missing and answers then. Unlike Kafka, which lets the client try again meanwhile.
 * Coordinators of transactions and of share groups are not there yet; INVALID_REQUEST, since a client would retry other errors
 * until it times out.
 */
public final class FindCoordinatorHandler implements RequestHandler<FindCoordinatorRequest> {
    private static final byte GROUP = 0;
    private static final short FIRST_VERSION_WITH_KEYS = 4;
    private static final int NO_NODE = -1;

    private final MetadataLoop metadata;
    private final InternalTopic offsetsTopic;
    private final Function<String, Endpoint> endpoints;

    FindCoordinatorHandler(MetadataLoop metadata, InternalTopic offsetsTopic, Function<String, Endpoint> endpoints) {
        this.metadata = metadata;
        this.offsetsTopic = offsetsTopic;
        this.endpoints = endpoints;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.FIND_COORDINATOR;
    }

    @Override
    public void handle(RequestContext context, FindCoordinatorRequest request) {
        if (metadata.image().topic(offsetsTopic.name()) != null || request.keyType() != GROUP) {
            context.respond(answer(context, request));
        } else {
            CompletableFuture<?> created = metadata.submit(offsetsTopic);
            context.respondWhenDone(created.thenApply(topic -> answer(context, request)));
        }
    }

    private FindCoordinatorResponse answer(RequestContext context, FindCoordinatorRequest request) {
        List<Coordinator> coordinators = new ArrayList<>();
        for (String key : keys(request, context.version())) {
            coordinators.add(find(context, request.keyType(), key));
        }
        return response(coordinators, context.version());
    }

    private Coordinator find(RequestContext context, byte type, String key) {
        if (type != GROUP) {
            return refused(
                    key,
                    Errors.INVALID_REQUEST,
                    "This broker coordinates consumer groups only, not yet coordinators of type " + type);
        }
        if (!context.allowed(Operation.DESCRIBE, ResourceType.GROUP, key)) {
            return refused(key, Errors.GROUP_AUTHORIZATION_FAILED, Errors.GROUP_AUTHORIZATION_FAILED.message());
        }
        Endpoint endpoint = endpoints.apply(context.listenerName());
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
