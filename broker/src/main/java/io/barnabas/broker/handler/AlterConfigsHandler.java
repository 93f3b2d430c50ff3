// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.config.ConfigChange;
import io.barnabas.broker.config.ResourceRules;
import io.barnabas.broker.metadata.AlterConfigs;
import io.barnabas.broker.metadata.AlterConfigs.Outcome;
import io.barnabas.broker.metadata.ConfigResource;
import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.wire.message.AlterConfigsRequest;
import io.barnabas.wire.message.AlterConfigsRequest.AlterConfigsResource;
import io.barnabas.wire.message.AlterConfigsRequest.AlterableConfig;
import io.barnabas.wire.message.AlterConfigsResponse;
import io.barnabas.wire.message.AlterConfigsResponse.AlterConfigsResourceResponse;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Replaces all configs of a resource: AlterConfigs v0 to v2 (KIP-133), the older way, which resets what the request does not
 * name.
 */
public final class AlterConfigsHandler implements RequestHandler<AlterConfigsRequest> {
    private final Supplier<MetadataImage> metadata;
    private final Function<AlterConfigs, CompletableFuture<Map<ConfigResource, Outcome>>> store;
    private final ResourceRules rules;

    /**
     * @param metadata the newest image
     * @param store submits to the metadata thread
     */
    public AlterConfigsHandler(
            Supplier<MetadataImage> metadata,
            Function<AlterConfigs, CompletableFuture<Map<ConfigResource, Outcome>>> store,
            ResourceRules rules) {
        this.metadata = metadata;
        this.store = store;
        this.rules = rules;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.ALTER_CONFIGS;
    }

    @Override
    public void handle(RequestContext context, AlterConfigsRequest request) {
        MetadataImage image = metadata.get();
        ConfigAlteration alteration = new ConfigAlteration(context, image, rules);
        for (AlterConfigsResource resource : request.resources()) {
            List<ConfigChange> settings = settings(resource);
            alteration.add(
                    resource.resourceType(),
                    resource.resourceName(),
                    type -> {
                        rules.checkSteps(type, settings);
                        requireKept(resource);
                    },
                    target -> change(image, target, settings));
        }
        context.respondWhenDone(alteration
                .run(store, request.validateOnly(), AlterConfigsHandler::answer)
                .thenApply(answers -> new AlterConfigsResponse().setResponses(answers)));
    }

    private static List<ConfigChange> settings(AlterConfigsResource resource) {
        List<ConfigChange> settings = new ArrayList<>();
        for (AlterableConfig config : resource.configs()) {
            settings.add(new ConfigChange(ConfigChange.Kind.SET, config.name(), config.value()));
        }
        return settings;
    }

    /** Levels of loggers can only be changed one by one. */
    private static void requireKept(AlterConfigsResource resource) {
        if (resource.resourceType() == ConfigResource.Type.BROKER_LOGGER.code()) {
            throw new ApiException(Errors.INVALID_REQUEST, "Unknown resource type " + resource.resourceType());
        }
    }

    private UnaryOperator<Map<String, String>> change(
            MetadataImage image, ConfigResource target, List<ConfigChange> settings) {
        return before -> {
            Map<String, String> wanted = new TreeMap<>();
            settings.forEach(setting -> wanted.put(setting.name(), Objects.requireNonNull(setting.value())));
            rules.check(image, target, before, wanted);
            return wanted;
        };
    }

    private static AlterConfigsResourceResponse answer(
            byte type, String name, short errorCode, @Nullable String message) {
        return new AlterConfigsResourceResponse()
                .setResourceType(type)
                .setResourceName(name)
                .setErrorCode(errorCode)
                .setErrorMessage(message);
    }

    @Override
    public ApiMessage failed(AlterConfigsRequest request, short version, Errors error) {
        AlterConfigsResponse response = new AlterConfigsResponse();
        for (AlterConfigsResource resource : request.resources()) {
            response.responses()
                    .add(answer(resource.resourceType(), resource.resourceName(), error.code(), error.message()));
        }
        return response;
    }
}
