// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.coordinator.share.SharePartitionKey;
import io.barnabas.wire.message.AlterShareGroupOffsetsRequest;
import io.barnabas.wire.message.AlterShareGroupOffsetsRequest.AlterShareGroupOffsetsRequestTopic;
import io.barnabas.wire.message.AlterShareGroupOffsetsResponse;
import io.barnabas.wire.message.AlterShareGroupOffsetsResponse.AlterShareGroupOffsetsResponsePartition;
import io.barnabas.wire.message.AlterShareGroupOffsetsResponse.AlterShareGroupOffsetsResponseTopic;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets an empty share group begin anew at other offsets: AlterShareGroupOffsets v0 (KIP-932). */
public final class AlterShareGroupOffsetsHandler implements RequestHandler<AlterShareGroupOffsetsRequest> {
    private final GroupCoordinator coordinator;
    private final Supplier<MetadataImage> metadata;
    private final BooleanSupplier isEnabled;

    /** {@code isEnabled}: by the finalized share.version. */
    AlterShareGroupOffsetsHandler(
            GroupCoordinator coordinator, Supplier<MetadataImage> metadata, BooleanSupplier isEnabled) {
        this.coordinator = coordinator;
        this.metadata = metadata;
        this.isEnabled = isEnabled;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.ALTER_SHARE_GROUP_OFFSETS;
    }

    @Override
    public void handle(RequestContext context, AlterShareGroupOffsetsRequest request) {
        GroupHandlers.requireProtocol(isEnabled);
        GroupHandlers.require(context, Operation.READ, request.groupId());
        List<AlterShareGroupOffsetsResponseTopic> answers = new ArrayList<>();
        List<AlterShareGroupOffsetsRequestTopic> accepted = new ArrayList<>();
        for (AlterShareGroupOffsetsRequestTopic topic : request.topics()) {
            boolean allowed = context.allowed(Operation.READ, ResourceType.TOPIC, topic.topicName());
            TopicInfo known = allowed ? metadata.get().topic(topic.topicName()) : null;
            answers.add(answer(topic, allowed, known));
            if (known != null) {
                accepted.add(topic);
            }
        }
        request.setTopics(accepted);
        context.respondWhenDone(coordinator
                .shareGroups()
                .alterOffsets(request)
                .thenApply(failures ->
                        new AlterShareGroupOffsetsResponse().setResponses(fill(answers, request.groupId(), failures)))
                .exceptionally(failure -> refused(GroupHandlers.refusalOf(failure))));
    }

    private static AlterShareGroupOffsetsResponseTopic answer(
            AlterShareGroupOffsetsRequestTopic topic, boolean allowed, @Nullable TopicInfo known) {
        var answer = new AlterShareGroupOffsetsResponseTopic().setTopicName(topic.topicName());
        if (known != null) {
            answer.setTopicId(known.id());
        }
        topic.partitions().forEach(asked -> {
            var partition = new AlterShareGroupOffsetsResponsePartition().setPartitionIndex(asked.partitionIndex());
            answer.partitions().add(partition);
            if (!allowed) {
                fail(partition, new ApiException(Errors.TOPIC_AUTHORIZATION_FAILED));
            } else if (known == null || known.partition(asked.partitionIndex()) == null) {
                fail(partition, new ApiException(Errors.UNKNOWN_TOPIC_OR_PARTITION));
            }
        });
        return answer;
    }

    private static List<AlterShareGroupOffsetsResponseTopic> fill(
            List<AlterShareGroupOffsetsResponseTopic> answers,
            String groupId,
            Map<SharePartitionKey, ApiException> failures) {
        for (AlterShareGroupOffsetsResponseTopic topic : answers) {
            for (AlterShareGroupOffsetsResponsePartition partition : topic.partitions()) {
                ApiException failure =
                        failures.get(new SharePartitionKey(groupId, topic.topicId(), partition.partitionIndex()));
                if (failure != null) {
                    fail(partition, failure);
                }
            }
        }
        return answers;
    }

    private static void fail(AlterShareGroupOffsetsResponsePartition partition, ApiException failure) {
        partition.setErrorCode(failure.error().code()).setErrorMessage(failure.getMessage());
    }

    private static AlterShareGroupOffsetsResponse refused(ApiException refusal) {
        return new AlterShareGroupOffsetsResponse()
                .setErrorCode(refusal.error().code())
                .setErrorMessage(refusal.getMessage());
    }

    @Override
    public ApiMessage failed(AlterShareGroupOffsetsRequest request, short version, Errors error) {
        return refused(new ApiException(error));
    }
}
