// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.metadata.CreateTopics;
import io.barnabas.broker.metadata.MetadataConfig;
import io.barnabas.broker.metadata.MetadataLoop;
import io.barnabas.broker.metadata.TopicConfigRules;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.CreateTopicsRequest;
import io.barnabas.wire.message.CreateTopicsRequest.CreatableTopic;
import io.barnabas.wire.message.CreateTopicsResponse;
import io.barnabas.wire.message.CreateTopicsResponse.CreatableTopicResult;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Uuids;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Creates topics: CreateTopics v2 to v7, with configs, manual assignments and a dry run; from v5 on the answer has the topic's
 * effective configs (KIP-525). The answer comes when the topics are on disk, so the request's timeout does not matter.
 */
public final class CreateTopicsHandler implements RequestHandler<CreateTopicsRequest> {
    private final MetadataLoop metadata;
    private final MetadataConfig config;
    private final TopicConfigRules rules;

    public CreateTopicsHandler(MetadataLoop metadata, MetadataConfig config, TopicConfigRules rules) {
        this.metadata = metadata;
        this.config = config;
        this.rules = rules;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.CREATE_TOPICS;
    }

    @Override
    public void handle(RequestContext context, CreateTopicsRequest request) {
        Map<String, CreatableTopicResult> results = new LinkedHashMap<>();
        List<CreatableTopic> accepted = new ArrayList<>();
        Set<String> duplicates = duplicates(request);
        boolean mayCreateAll = context.allowedOnCluster(Operation.CREATE);
        for (CreatableTopic topic : request.topics()) {
            String name = topic.name();
            if (duplicates.contains(name)) {
                results.put(name, CreateTopics.refused(name, Errors.INVALID_REQUEST, "Duplicate topic name."));
            } else if (name.equals(TopicInfo.CLUSTER_METADATA)) {
                results.put(
                        name,
                        CreateTopics.refused(
                                name,
                                Errors.INVALID_REQUEST,
                                "Creation of internal topic " + TopicInfo.CLUSTER_METADATA + " is prohibited."));
            } else if (!mayCreateAll && !context.allowed(Operation.CREATE, ResourceType.TOPIC, name)) {
                results.put(
                        name, CreateTopics.refused(name, Errors.TOPIC_AUTHORIZATION_FAILED, "Authorization failed."));
            } else {
                results.put(name, new CreatableTopicResult());
                accepted.add(topic);
            }
        }
        Set<String> visible = visibleConfigs(context, accepted);
        context.respondWhenDone(metadata.submit(new CreateTopics(
                        accepted, request.validateOnly(), visible::contains, config, rules, Uuids::random))
                .thenApply(created -> {
                    created.forEach(result -> results.put(result.name(), result));
                    return new CreateTopicsResponse().setTopics(new ArrayList<>(results.values()));
                }));
    }

    private static Set<String> duplicates(CreateTopicsRequest request) {
        Set<String> seen = new HashSet<>();
        Set<String> duplicates = new HashSet<>();
        for (CreatableTopic topic : request.topics()) {
            if (!seen.add(topic.name())) {
                duplicates.add(topic.name());
            }
        }
        return duplicates;
    }

    private static Set<String> visibleConfigs(RequestContext context, List<CreatableTopic> topics) {
        Set<String> visible = new HashSet<>();
        for (CreatableTopic topic : topics) {
            if (context.allowed(Operation.DESCRIBE_CONFIGS, ResourceType.TOPIC, topic.name())) {
                visible.add(topic.name());
            }
        }
        return visible;
    }

    @Override
    public ApiMessage failed(CreateTopicsRequest request, short version, Errors error) {
        CreateTopicsResponse response = new CreateTopicsResponse();
        for (CreatableTopic topic : request.topics()) {
            response.topics().add(CreateTopics.refused(topic.name(), error, error.message()));
        }
        return response;
    }
}
