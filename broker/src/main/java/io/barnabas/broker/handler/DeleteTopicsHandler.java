// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.metadata.DeleteTopics;
import io.barnabas.broker.metadata.MetadataConfig;
import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.MetadataLoop;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.DeleteTopicsRequest;
import io.barnabas.wire.message.DeleteTopicsRequest.DeleteTopicState;
import io.barnabas.wire.message.DeleteTopicsResponse;
import io.barnabas.wire.message.DeleteTopicsResponse.DeletableTopicResult;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Uuids;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Deletes topics by name or, from v6 on, by topic id: DeleteTopics v1 to v6. The answers are in the order of the request, where
 * Kafka shuffles them.
 */
public final class DeleteTopicsHandler implements RequestHandler<DeleteTopicsRequest> {
    private static final short KNOWS_DELETION_DISABLED = 3;
    private static final short BY_ID = 6;

    private final MetadataLoop metadata;
    private final MetadataConfig config;

    public DeleteTopicsHandler(MetadataLoop metadata, MetadataConfig config) {
        this.metadata = metadata;
        this.config = config;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DELETE_TOPICS;
    }

    /** What one entry of the request asks for: a name, or an id, or both or neither by mistake. */
    private record Wanted(@Nullable String name, UUID id) {}

    @Override
    public void handle(RequestContext context, DeleteTopicsRequest request) {
        if (!config.deleteTopics()) {
            throw new ApiException(
                    context.version() < KNOWS_DELETION_DISABLED
                            ? Errors.INVALID_REQUEST
                            : Errors.TOPIC_DELETION_DISABLED);
        }
        MetadataImage image = metadata.image();
        List<DeletableTopicResult> results = new ArrayList<>();
        Map<UUID, DeletableTopicResult> accepted = new HashMap<>();
        List<Wanted> all = wanted(request, context.version());
        Set<Wanted> once = new LinkedHashSet<>(all);
        for (Wanted wanted : once) {
            TopicInfo topic = wanted.name() != null ? image.topic(wanted.name()) : image.topic(wanted.id());
            boolean mayDescribe = topic == null
                    ? wanted.name() == null || context.allowed(Operation.DESCRIBE, ResourceType.TOPIC, wanted.name())
                    : context.allowed(Operation.DESCRIBE, ResourceType.TOPIC, topic.name());
            DeletableTopicResult refused = refusal(context, wanted, topic, mayDescribe, all);
            if (refused != null) {
                results.add(refused);
            } else if (topic != null) {
                DeletableTopicResult sameTopic = accepted.remove(topic.id());
                if (sameTopic == null) {
                    DeletableTopicResult result = result(topic.name(), topic.id(), Errors.NONE, null);
                    accepted.put(topic.id(), result);
                    results.add(result);
                } else {
                    sameTopic
                            .setErrorCode(Errors.INVALID_REQUEST.code())
                            .setErrorMessage("The provided topic name maps to an ID that was already supplied.");
                }
            }
        }
        context.respondWhenDone(metadata.submit(new DeleteTopics(List.copyOf(accepted.keySet())))
                .thenApply(outcome -> {
                    outcome.forEach((id, error) -> {
                        DeletableTopicResult result = accepted.get(id);
                        if (result != null && error != Errors.NONE) {
                            result.setErrorCode(error.code()).setErrorMessage(error.message());
                        }
                    });
                    return new DeleteTopicsResponse().setResponses(results);
                }));
    }

    private static List<Wanted> wanted(DeleteTopicsRequest request, short version) {
        List<Wanted> wanted = new ArrayList<>();
        if (version < BY_ID) {
            request.topicNames().forEach(name -> wanted.add(new Wanted(name, Uuids.ZERO)));
        } else {
            for (DeleteTopicState topic : request.topics()) {
                wanted.add(new Wanted(topic.name(), topic.topicId()));
            }
        }
        return wanted;
    }

    private static @Nullable DeletableTopicResult refusal(
            RequestContext context, Wanted wanted, @Nullable TopicInfo topic, boolean mayDescribe, List<Wanted> all) {
        String name = wanted.name();
        boolean hasId = !wanted.id().equals(Uuids.ZERO);
        if (name == null && !hasId) {
            return result(null, Uuids.ZERO, Errors.INVALID_REQUEST, "Neither topic name nor id were specified.");
        }
        if (name != null && hasId) {
            return result(
                    name, wanted.id(), Errors.INVALID_REQUEST, "You may not specify both topic name and topic id.");
        }
        if (all.stream().filter(wanted::equals).count() > 1) {
            return result(
                    name,
                    wanted.id(),
                    Errors.INVALID_REQUEST,
                    name != null ? "Duplicate topic name." : "Duplicate topic id.");
        }
        if (!mayDescribe) {
            return name == null
                    ? refused(null, wanted.id(), Errors.TOPIC_AUTHORIZATION_FAILED)
                    : refused(name, Uuids.ZERO, Errors.TOPIC_AUTHORIZATION_FAILED);
        }
        if (topic == null) {
            return name == null
                    ? refused(null, wanted.id(), Errors.UNKNOWN_TOPIC_ID)
                    : refused(name, Uuids.ZERO, Errors.UNKNOWN_TOPIC_OR_PARTITION);
        }
        return context.allowed(Operation.DELETE, ResourceType.TOPIC, topic.name())
                ? null
                : refused(topic.name(), topic.id(), Errors.TOPIC_AUTHORIZATION_FAILED);
    }

    private static DeletableTopicResult refused(@Nullable String name, UUID id, Errors error) {
        return result(name, id, error, error.message());
    }

    private static DeletableTopicResult result(@Nullable String name, UUID id, Errors error, @Nullable String message) {
        return new DeletableTopicResult()
                .setName(name)
                .setTopicId(id)
                .setErrorCode(error.code())
                .setErrorMessage(message);
    }

    @Override
    public ApiMessage failed(DeleteTopicsRequest request, short version, Errors error) {
        DeleteTopicsResponse response = new DeleteTopicsResponse();
        for (Wanted wanted : wanted(request, version)) {
            response.responses().add(refused(wanted.name(), wanted.id(), error));
        }
        return response;
    }
}
