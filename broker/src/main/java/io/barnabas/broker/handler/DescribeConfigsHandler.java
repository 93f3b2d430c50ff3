// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.config.ConfigDescriber;
import io.barnabas.broker.config.ConfigDescription;
import io.barnabas.broker.config.DynamicConfigs;
import io.barnabas.broker.config.LoggerLevels;
import io.barnabas.broker.metadata.ConfigResource;
import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.TopicNames;
import io.barnabas.broker.security.Operation;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.DescribeConfigsRequest;
import io.barnabas.wire.message.DescribeConfigsRequest.DescribeConfigsResource;
import io.barnabas.wire.message.DescribeConfigsResponse;
import io.barnabas.wire.message.DescribeConfigsResponse.DescribeConfigsResourceResult;
import io.barnabas.wire.message.DescribeConfigsResponse.DescribeConfigsResult;
import io.barnabas.wire.message.DescribeConfigsResponse.DescribeConfigsSynonym;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Lists the configs of topics, of this broker, of all brokers, of loggers, groups and client-metrics subscriptions:
 * DescribeConfigs v1 to v4 (KIP-133, KIP-226, KIP-412, KIP-569).
 */
public final class DescribeConfigsHandler implements RequestHandler<DescribeConfigsRequest> {
    private final Supplier<MetadataImage> metadata;
    private final DynamicConfigs broker;
    private final LoggerLevels loggers;

    public DescribeConfigsHandler(Supplier<MetadataImage> metadata, DynamicConfigs broker, LoggerLevels loggers) {
        this.metadata = metadata;
        this.broker = broker;
        this.loggers = loggers;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DESCRIBE_CONFIGS;
    }

    @Override
    public void handle(RequestContext context, DescribeConfigsRequest request) {
        MetadataImage image = metadata.get();
        DescribeConfigsResponse response = new DescribeConfigsResponse();
        for (DescribeConfigsResource resource : request.resources()) {
            DescribeConfigsResult result = new DescribeConfigsResult()
                    .setResourceType(resource.resourceType())
                    .setResourceName(resource.resourceName());
            try {
                for (ConfigDescription config : describe(context, image, resource)) {
                    if (isWanted(config, resource)) {
                        result.configs().add(entry(config, request));
                    }
                }
            } catch (ApiException e) {
                result.setErrorCode(e.error().code()).setErrorMessage(e.getMessage());
            }
            response.results().add(result);
        }
        context.respond(response);
    }

    private List<ConfigDescription> describe(
            RequestContext context, MetadataImage image, DescribeConfigsResource resource) {
        ConfigResource.Type type = ConfigResource.Type.forCode(resource.resourceType());
        if (type == null) {
            throw new ApiException(Errors.INVALID_REQUEST, "Unsupported resource type: " + resource.resourceType());
        }
        ConfigAccess.require(context, Operation.DESCRIBE_CONFIGS, type, resource.resourceName());
        String name = resource.resourceName();
        ConfigDescriber describer = new ConfigDescriber(broker.current());
        return switch (type) {
            case TOPIC -> describer.topic(image.topicConfig(existing(image, name)));
            case BROKER -> {
                if (name.isEmpty()) {
                    yield describer.allBrokers();
                }
                requireThisBroker(image, name, " or empty string, but received ");
                yield describer.broker();
            }
            case BROKER_LOGGER -> {
                require(!name.isEmpty(), "Broker id must not be empty");
                requireThisBroker(image, name, " but received ");
                yield levels();
            }
            case GROUP -> {
                require(!name.isEmpty(), "Group name must not be empty");
                yield describer.group(image.config(new ConfigResource(type, name)));
            }
            case CLIENT_METRICS -> {
                require(!name.isEmpty(), "Client metrics subscription name must not be empty");
                yield describer.clientMetrics(image.config(new ConfigResource(type, name)));
            }
        };
    }

    private static String existing(MetadataImage image, String topic) {
        String problem = TopicNames.problem(topic);
        if (problem != null) {
            throw new ApiException(Errors.INVALID_TOPIC_EXCEPTION, problem);
        }
        if (image.topic(topic) == null) {
            throw new ApiException(Errors.UNKNOWN_TOPIC_OR_PARTITION);
        }
        return topic;
    }

    private static void requireThisBroker(MetadataImage image, String name, String whatCame) {
        int id;
        try {
            id = Integer.parseInt(name);
        } catch (NumberFormatException e) {
            throw new ApiException(Errors.INVALID_REQUEST, "Broker id must be an integer, but it is: " + name);
        }
        require(id == image.nodeId(), "Unexpected broker id, expected " + image.nodeId() + whatCame + name);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new ApiException(Errors.INVALID_REQUEST, message);
        }
    }

    private List<ConfigDescription> levels() {
        List<ConfigDescription> levels = new ArrayList<>();
        loggers.levels()
                .forEach((logger, level) -> levels.add(new ConfigDescription(
                        logger,
                        level,
                        false,
                        ConfigDescription.Source.DYNAMIC_BROKER_LOGGER_CONFIG,
                        false,
                        null,
                        "",
                        List.of())));
        return levels;
    }

    /** No keys, or none at all, ask for every config. */
    private static boolean isWanted(ConfigDescription config, DescribeConfigsResource resource) {
        List<String> keys = resource.configurationKeys();
        return keys == null || keys.isEmpty() || keys.contains(config.name());
    }

    private static DescribeConfigsResourceResult entry(ConfigDescription config, DescribeConfigsRequest request) {
        DescribeConfigsResourceResult entry = new DescribeConfigsResourceResult()
                .setName(config.name())
                .setValue(config.value())
                .setReadOnly(config.readOnly())
                .setConfigSource(config.source().wireId())
                .setIsSensitive(config.sensitive())
                .setConfigType(config.type() == null ? 0 : config.type().wireId())
                .setDocumentation(request.includeDocumentation() ? config.documentation() : null);
        if (request.includeSynonyms()) {
            for (ConfigDescription.Synonym synonym : config.synonyms()) {
                entry.synonyms()
                        .add(new DescribeConfigsSynonym()
                                .setName(synonym.name())
                                .setValue(synonym.value())
                                .setSource(synonym.source().wireId()));
            }
        }
        return entry;
    }

    @Override
    public ApiMessage failed(DescribeConfigsRequest request, short version, Errors error) {
        DescribeConfigsResponse response = new DescribeConfigsResponse();
        for (DescribeConfigsResource resource : request.resources()) {
            response.results()
                    .add(new DescribeConfigsResult()
                            .setErrorCode(error.code())
                            .setErrorMessage(error.message())
                            .setResourceType(resource.resourceType())
                            .setResourceName(resource.resourceName()));
        }
        return response;
    }
}
