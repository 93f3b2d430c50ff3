// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.api;

import io.barnabas.broker.BrokerView;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.console.http.Call;
import io.barnabas.console.http.Refusal;
import io.barnabas.console.http.Routes;
import io.barnabas.console.json.Json;
import io.barnabas.wire.message.CreateTopicsRequest;
import io.barnabas.wire.message.CreateTopicsRequest.CreatableTopic;
import io.barnabas.wire.message.CreateTopicsRequest.CreatableTopicConfig;
import io.barnabas.wire.message.CreateTopicsResponse;
import io.barnabas.wire.message.DeleteTopicsRequest;
import io.barnabas.wire.message.DeleteTopicsRequest.DeleteTopicState;
import io.barnabas.wire.message.DeleteTopicsResponse;
import io.barnabas.wire.message.DescribeConfigsRequest;
import io.barnabas.wire.message.DescribeConfigsRequest.DescribeConfigsResource;
import io.barnabas.wire.message.DescribeConfigsResponse;
import io.barnabas.wire.message.DescribeConfigsResponse.DescribeConfigsResourceResult;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Making and deleting topics, and the configs that they have. */
public final class TopicChanges {
    private static final byte TOPIC = 2;
    private static final byte OF_TOPIC = 1;
    private static final short BROKERS_CHOICE = -1;
    private static final int TIMEOUT_MS = 10_000;

    private final BrokerView broker;

    public TopicChanges(BrokerView broker) {
        this.broker = broker;
    }

    public void addTo(Routes routes) {
        routes.add("POST", "/api/topics", Api.json(this::create))
                .add("DELETE", "/api/topics/*", Api.json(this::delete))
                .add("GET", "/api/topics/*/configs", Api.json(this::configs));
    }

    private CompletableFuture<Map<String, @Nullable Object>> create(Call call) {
        Map<?, ?> body = Api.body(call);
        Long partitions = Api.number(body, "partitions");
        var topic = new CreatableTopic()
                .setName(Api.required(body, "name"))
                .setNumPartitions(partitions == null ? BROKERS_CHOICE : Math.toIntExact(partitions))
                .setReplicationFactor(BROKERS_CHOICE);
        if (body.get("configs") instanceof Map<?, ?> configs) {
            topic.setConfigs(configs.entrySet().stream()
                    .map(config -> new CreatableTopicConfig()
                            .setName(String.valueOf(config.getKey()))
                            .setValue(String.valueOf(config.getValue())))
                    .toList());
        }
        return broker.client()
                .ask(
                        new CreateTopicsRequest().setTopics(List.of(topic)).setTimeoutMs(TIMEOUT_MS),
                        CreateTopicsResponse.class)
                .thenApply(response -> {
                    var result = response.topics().get(0);
                    Api.check(result.errorCode(), result.errorMessage());
                    return Json.object("name", result.name(), "partitions", result.numPartitions());
                });
    }

    private CompletableFuture<Map<String, @Nullable Object>> delete(Call call) {
        TopicInfo topic = Api.topic(broker, call.segment(0));
        if (topic.isInternal()) {
            throw new Refusal(403, "Internal topics are not deleted from here");
        }
        var request = new DeleteTopicsRequest()
                .setTopics(List.of(new DeleteTopicState().setName(topic.name())))
                .setTimeoutMs(TIMEOUT_MS);
        return broker.client().ask(request, DeleteTopicsResponse.class).thenApply(response -> {
            var result = response.responses().get(0);
            Api.check(result.errorCode(), result.errorMessage());
            return Json.object("deleted", topic.name());
        });
    }

    private CompletableFuture<Map<String, @Nullable Object>> configs(Call call) {
        TopicInfo topic = Api.topic(broker, call.segment(0));
        var resource = new DescribeConfigsResource()
                .setResourceType(TOPIC)
                .setResourceName(topic.name())
                .setConfigurationKeys(null);
        var request =
                new DescribeConfigsRequest().setResources(List.of(resource)).setIncludeDocumentation(true);
        return broker.client().ask(request, DescribeConfigsResponse.class).thenApply(response -> {
            var result = response.results().get(0);
            Api.check(result.errorCode(), result.errorMessage());
            return Json.object(
                    "configs",
                    result.configs().stream()
                            .sorted(Comparator.comparing(DescribeConfigsResourceResult::name))
                            .map(config -> Json.object(
                                    "name",
                                    config.name(),
                                    "value",
                                    config.isSensitive() ? null : config.value(),
                                    "own",
                                    config.configSource() == OF_TOPIC,
                                    "doc",
                                    config.documentation()))
                            .toList());
        });
    }
}
