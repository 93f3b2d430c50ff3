// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.DeleteShareGroupOffsetsRequest;
import io.barnabas.wire.message.DeleteShareGroupOffsetsRequest.DeleteShareGroupOffsetsRequestTopic;
import io.barnabas.wire.message.DeleteShareGroupOffsetsResponse;
import io.barnabas.wire.message.DeleteShareGroupOffsetsResponse.DeleteShareGroupOffsetsResponseTopic;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Forgets where an empty share group is in some topics: DeleteShareGroupOffsets v0 (KIP-932). */
public final class DeleteShareGroupOffsetsHandler implements RequestHandler<DeleteShareGroupOffsetsRequest> {
    private final GroupCoordinator coordinator;
    private final Supplier<MetadataImage> metadata;
    private final BooleanSupplier isEnabled;

    /** {@code isEnabled}: by the finalized share.version. */
    DeleteShareGroupOffsetsHandler(
            GroupCoordinator coordinator, Supplier<MetadataImage> metadata, BooleanSupplier isEnabled) {
        this.coordinator = coordinator;
        this.metadata = metadata;
        this.isEnabled = isEnabled;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DELETE_SHARE_GROUP_OFFSETS;
    }

    @Override
    public void handle(RequestContext context, DeleteShareGroupOffsetsRequest request) {
        GroupHandlers.requireProtocol(isEnabled);
        GroupHandlers.require(context, Operation.DELETE, request.groupId());
        List<DeleteShareGroupOffsetsResponseTopic> answers = new ArrayList<>();
        Map<String, UUID> accepted = new LinkedHashMap<>();
        for (DeleteShareGroupOffsetsRequestTopic topic : request.topics()) {
            var answer = new DeleteShareGroupOffsetsResponseTopic().setTopicName(topic.topicName());
            answers.add(answer);
            TopicInfo known = metadata.get().topic(topic.topicName());
            if (!context.allowed(Operation.READ, ResourceType.TOPIC, topic.topicName())) {
                fail(answer, Errors.TOPIC_AUTHORIZATION_FAILED);
            } else if (known == null) {
                fail(answer, Errors.UNKNOWN_TOPIC_OR_PARTITION);
            } else {
                accepted.put(topic.topicName(), known.id());
            }
        }
        context.respondWhenDone(coordinator
                .shareGroups()
                .deleteOffsets(request.groupId(), accepted.keySet())
                .thenApply(outcomes -> fill(answers, accepted, outcomes))
                .exceptionally(failure -> refused(GroupHandlers.refusalOf(failure))));
    }

    private static DeleteShareGroupOffsetsResponse fill(
            List<DeleteShareGroupOffsetsResponseTopic> answers,
            Map<String, UUID> accepted,
            Map<UUID, Errors> outcomes) {
        for (DeleteShareGroupOffsetsResponseTopic answer : answers) {
            UUID topicId = accepted.get(answer.topicName());
            if (topicId != null) {
                Errors outcome = outcomes.get(topicId);
                if (outcome == null) {
                    fail(answer, Errors.UNKNOWN_TOPIC_OR_PARTITION)
                            .setErrorMessage("There is no offset information to delete.");
                } else {
                    fail(answer.setTopicId(topicId), outcome);
                }
            }
        }
        return new DeleteShareGroupOffsetsResponse().setResponses(answers);
    }

    private static DeleteShareGroupOffsetsResponseTopic fail(
            DeleteShareGroupOffsetsResponseTopic answer, Errors error) {
        return error == Errors.NONE ? answer : answer.setErrorCode(error.code()).setErrorMessage(error.message());
    }

    private static DeleteShareGroupOffsetsResponse refused(ApiException refusal) {
        return new DeleteShareGroupOffsetsResponse()
                .setErrorCode(refusal.error().code())
                .setErrorMessage(refusal.getMessage());
    }

    @Override
    public ApiMessage failed(DeleteShareGroupOffsetsRequest request, short version, Errors error) {
        return refused(new ApiException(error));
    }
}
