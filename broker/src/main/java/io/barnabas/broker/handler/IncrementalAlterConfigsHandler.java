// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.config.ConfigChange;
import io.barnabas.broker.config.LoggerLevels;
import io.barnabas.broker.config.ResourceRules;
import io.barnabas.broker.metadata.AlterConfigs;
import io.barnabas.broker.metadata.AlterConfigs.Outcome;
import io.barnabas.broker.metadata.ConfigResource;
import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.IncrementalAlterConfigsRequest;
import io.barnabas.wire.message.IncrementalAlterConfigsRequest.AlterConfigsResource;
import io.barnabas.wire.message.IncrementalAlterConfigsRequest.AlterableConfig;
import io.barnabas.wire.message.IncrementalAlterConfigsResponse;
import io.barnabas.wire.message.IncrementalAlterConfigsResponse.AlterConfigsResourceResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sets, deletes, appends to or subtracts from single configs: IncrementalAlterConfigs v0 to v1 (KIP-339), and levels of
 * loggers (KIP-412). Levels are not kept over a restart, as in Kafka.
 */
public final class IncrementalAlterConfigsHandler implements RequestHandler<IncrementalAlterConfigsRequest> {
    private final Supplier<MetadataImage> metadata;
    private final Function<AlterConfigs, CompletableFuture<Map<ConfigResource, Outcome>>> store;
    private final ResourceRules rules;
    private final LoggerRules loggerRules;

    /**
     * @param metadata the newest image
     * @param store submits to the metadata thread
     */
    public IncrementalAlterConfigsHandler(
            Supplier<MetadataImage> metadata,
            Function<AlterConfigs, CompletableFuture<Map<ConfigResource, Outcome>>> store,
            ResourceRules rules,
            LoggerLevels loggers) {
        this.metadata = metadata;
        this.store = store;
        this.rules = rules;
        this.loggerRules = new LoggerRules(loggers);
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.INCREMENTAL_ALTER_CONFIGS;
    }

    @Override
    public void handle(RequestContext context, IncrementalAlterConfigsRequest request) {
        MetadataImage image = metadata.get();
        ConfigAlteration alteration = new ConfigAlteration(context, image, rules);
        for (AlterConfigsResource resource : request.resources()) {
            alteration.add(
                    resource.resourceType(),
                    resource.resourceName(),
                    type -> rules.checkSteps(type, changes(resource)),
                    target -> change(image, target, resource, request.validateOnly()));
        }
        context.respondWhenDone(alteration
                .run(store, request.validateOnly(), IncrementalAlterConfigsHandler::answer)
                .thenApply(answers -> new IncrementalAlterConfigsResponse().setResponses(answers)));
    }

    private @Nullable UnaryOperator<Map<String, String>> change(
            MetadataImage image, ConfigResource target, AlterConfigsResource resource, boolean validateOnly) {
        List<ConfigChange> changes = changes(resource);
        if (target.type() == ConfigResource.Type.BROKER_LOGGER) {
            loggerRules.check(changes);
            if (!validateOnly) {
                loggerRules.apply(changes);
            }
            return null;
        }
        return before -> rules.changed(image, target, changes, before);
    }

    private static List<ConfigChange> changes(AlterConfigsResource resource) {
        List<ConfigChange> changes = new ArrayList<>();
        for (AlterableConfig config : resource.configs()) {
            ConfigChange.Kind kind = ConfigChange.Kind.forCode(config.configOperation());
            if (kind == null) {
                throw new ApiException(Errors.INVALID_REQUEST, "Unknown operations type " + config.configOperation());
            }
            changes.add(new ConfigChange(kind, config.name(), config.value()));
        }
        return changes;
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
    public ApiMessage failed(IncrementalAlterConfigsRequest request, short version, Errors error) {
        IncrementalAlterConfigsResponse response = new IncrementalAlterConfigsResponse();
        for (AlterConfigsResource resource : request.resources()) {
            response.responses()
                    .add(answer(resource.resourceType(), resource.resourceName(), error.code(), error.message()));
        }
        return response;
    }
}
