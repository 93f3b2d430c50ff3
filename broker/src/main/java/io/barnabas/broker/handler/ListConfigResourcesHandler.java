// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.metadata.ConfigResource;
import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.security.Operation;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.ListConfigResourcesRequest;
import io.barnabas.wire.message.ListConfigResourcesResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Names what has configs: ListConfigResources v0 and v1 (KIP-1000, KIP-1142). v0 is about client metrics only. Topics and brokers are named
 * whether anything is set for them or not, the others only when something is.
 */
final class ListConfigResourcesHandler implements RequestHandler<ListConfigResourcesRequest> {
    private static final short FIRST_VERSION_WITH_TYPES = 1;

    private final Supplier<MetadataImage> metadata;

    ListConfigResourcesHandler(Supplier<MetadataImage> metadata) {
        this.metadata = metadata;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.LIST_CONFIG_RESOURCES;
    }

    @Override
    public void handle(RequestContext context, ListConfigResourcesRequest request) {
        context.requireOnCluster(Operation.DESCRIBE_CONFIGS);
        Set<ConfigResource.Type> types = context.version() < FIRST_VERSION_WITH_TYPES
                ? EnumSet.of(ConfigResource.Type.CLIENT_METRICS)
                : wanted(request.resourceTypes());
        MetadataImage image = metadata.get();
        ListConfigResourcesResponse response = new ListConfigResourcesResponse();
        for (ConfigResource.Type type : types) {
            names(type, image)
                    .forEach(name -> response.configResources()
                            .add(new ListConfigResourcesResponse.ConfigResource()
                                    .setResourceName(name)
                                    .setResourceType(type.code())));
        }
        context.respond(response);
    }

    private static Set<ConfigResource.Type> wanted(List<Byte> codes) {
        EnumSet<ConfigResource.Type> types = EnumSet.noneOf(ConfigResource.Type.class);
        for (byte code : codes) {
            ConfigResource.Type type = ConfigResource.Type.forCode(code);
            if (type == null) {
                throw new ApiException(Errors.UNSUPPORTED_VERSION);
            }
            types.add(type);
        }
        return types.isEmpty() ? EnumSet.allOf(ConfigResource.Type.class) : types;
    }

    private static Stream<String> names(ConfigResource.Type type, MetadataImage image) {
        return switch (type) {
            case TOPIC -> image.topics().map(TopicInfo::name);
            case BROKER, BROKER_LOGGER -> Stream.of(Integer.toString(image.nodeId()));
            case CLIENT_METRICS, GROUP ->
                image.configuredResources(type).stream().map(ConfigResource::name);
        };
    }

    @Override
    public ApiMessage failed(ListConfigResourcesRequest request, short version, Errors error) {
        return new ListConfigResourcesResponse().setErrorCode(error.code());
    }
}
