// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.config.Endpoint;
import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.DescribeClusterRequest;
import io.barnabas.wire.message.DescribeClusterResponse;
import io.barnabas.wire.message.DescribeClusterResponse.DescribeClusterBroker;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says who is in the cluster, which is this broker alone: DescribeCluster v0 to v2 (KIP-700, KIP-919). */
public final class DescribeClusterHandler implements RequestHandler<DescribeClusterRequest> {
    private static final byte BROKERS = 1;
    private static final byte CONTROLLERS = 2;
    private static final short ENDPOINT_TYPES = 1;

    private final Supplier<MetadataImage> metadata;
    private final Function<RequestContext.Client, Endpoint> endpoints;
    private final @Nullable String rack;

    /** @param endpoints where a client is told to connect */
    public DescribeClusterHandler(
            Supplier<MetadataImage> metadata,
            Function<RequestContext.Client, Endpoint> endpoints,
            @Nullable String rack) {
        this.metadata = metadata;
        this.endpoints = endpoints;
        this.rack = rack;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DESCRIBE_CLUSTER;
    }

    @Override
    public void handle(RequestContext context, DescribeClusterRequest request) {
        if (request.endpointType() != BROKERS) {
            context.respond(wrongEndpoint(request.endpointType()));
            return;
        }
        MetadataImage image = metadata.get();
        Endpoint endpoint = endpoints.apply(context.client());
        DescribeClusterResponse response = new DescribeClusterResponse()
                .setErrorCode(Errors.NONE.code())
                .setClusterId(image.clusterId())
                .setControllerId(image.nodeId());
        response.brokers()
                .add(new DescribeClusterBroker()
                        .setBrokerId(image.nodeId())
                        .setHost(endpoint.host())
                        .setPort(endpoint.port())
                        .setRack(rack));
        if (request.includeClusterAuthorizedOperations()) {
            response.setClusterAuthorizedOperations(
                    context.allowedOnCluster(Operation.DESCRIBE)
                            ? context.authorizedOperations(ResourceType.CLUSTER, ResourceType.CLUSTER_NAME)
                            : 0);
        }
        context.respond(response);
    }

    private static DescribeClusterResponse wrongEndpoint(byte type) {
        return type == CONTROLLERS
                ? refused(
                        Errors.MISMATCHED_ENDPOINT_TYPE,
                        "The request was sent to an endpoint of type BROKER, but we wanted an endpoint of type"
                                + " CONTROLLER")
                : refused(Errors.UNSUPPORTED_ENDPOINT_TYPE, "Unsupported endpoint type " + type);
    }

    private static DescribeClusterResponse refused(Errors error, String message) {
        return new DescribeClusterResponse().setErrorCode(error.code()).setErrorMessage(message);
    }

    @Override
    public ApiMessage failed(DescribeClusterRequest request, short version, Errors error) {
        DescribeClusterResponse response = refused(error, error.message());
        return version < ENDPOINT_TYPES ? response : response.setEndpointType(request.endpointType());
    }
}
