// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.metadata.CreatePartitions;
import io.barnabas.broker.metadata.MetadataLoop;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.CreatePartitionsRequest;
import io.barnabas.wire.message.CreatePartitionsRequest.CreatePartitionsTopic;
import io.barnabas.wire.message.CreatePartitionsResponse;
import io.barnabas.wire.message.CreatePartitionsResponse.CreatePartitionsTopicResult;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds partitions to topics: CreatePartitions v0 to v3 (KIP-195), with manual assignments and a dry run. */
public final class CreatePartitionsHandler implements RequestHandler<CreatePartitionsRequest> {
    private final MetadataLoop metadata;

    public CreatePartitionsHandler(MetadataLoop metadata) {
        this.metadata = metadata;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.CREATE_PARTITIONS;
    }

    @Override
    public void handle(RequestContext context, CreatePartitionsRequest request) {
        Map<String, CreatePartitionsTopicResult> results = new LinkedHashMap<>();
        Map<String, CreatePartitionsTopic> accepted = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (CreatePartitionsTopic topic : request.topics()) {
            String name = topic.name();
            if (!seen.add(name)) {
                accepted.remove(name);
                results.put(name, refused(name, Errors.INVALID_REQUEST, "Duplicate topic name."));
            } else if (!context.allowed(Operation.ALTER, ResourceType.TOPIC, name)) {
                results.put(
                        name,
                        refused(name, Errors.TOPIC_AUTHORIZATION_FAILED, Errors.TOPIC_AUTHORIZATION_FAILED.message()));
            } else {
                results.put(name, new CreatePartitionsTopicResult());
                accepted.put(name, topic);
            }
        }
        List<CreatePartitionsTopic> topics = List.copyOf(accepted.values());
        context.respondWhenDone(metadata.submit(new CreatePartitions(topics, request.validateOnly()))
                .thenApply(created -> {
                    created.forEach(result -> results.put(result.name(), result));
                    return new CreatePartitionsResponse().setResults(new ArrayList<>(results.values()));
                }));
    }

    private static CreatePartitionsTopicResult refused(String topic, Errors error, String message) {
        return new CreatePartitionsTopicResult()
                .setName(topic)
                .setErrorCode(error.code())
                .setErrorMessage(message);
    }

    @Override
    public ApiMessage failed(CreatePartitionsRequest request, short version, Errors error) {
        CreatePartitionsResponse response = new CreatePartitionsResponse();
        for (CreatePartitionsTopic topic : request.topics()) {
            response.results().add(refused(topic.name(), error, error.message()));
        }
        return response;
    }
}
