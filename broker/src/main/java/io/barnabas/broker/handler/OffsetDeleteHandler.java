// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.OffsetDeleteRequest;
import io.barnabas.wire.message.OffsetDeleteRequest.OffsetDeleteRequestPartition;
import io.barnabas.wire.message.OffsetDeleteRequest.OffsetDeleteRequestTopic;
import io.barnabas.wire.message.OffsetDeleteResponse;
import io.barnabas.wire.message.OffsetDeleteResponse.OffsetDeleteResponsePartition;
import io.barnabas.wire.message.OffsetDeleteResponse.OffsetDeleteResponseTopic;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Forgets committed offsets: OffsetDelete v0 (KIP-496). */
public final class OffsetDeleteHandler implements RequestHandler<OffsetDeleteRequest> {
    private final GroupCoordinator coordinator;
    private final Supplier<MetadataImage> metadata;

    OffsetDeleteHandler(GroupCoordinator coordinator, Supplier<MetadataImage> metadata) {
        this.coordinator = coordinator;
        this.metadata = metadata;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.OFFSET_DELETE;
    }

    @Override
    public void handle(RequestContext context, OffsetDeleteRequest request) {
        GroupHandlers.require(context, Operation.DELETE, request.groupId());
        List<OffsetDeleteRequestTopic> accepted = new ArrayList<>();
        List<OffsetDeleteResponseTopic> answers = new ArrayList<>();
        List<OffsetDeleteResponsePartition> waiting = new ArrayList<>();
        for (OffsetDeleteRequestTopic topic : request.topics()) {
            TopicInfo info = metadata.get().topic(topic.name());
            var answer = new OffsetDeleteResponseTopic().setName(topic.name());
            answers.add(answer);
            List<OffsetDeleteRequestPartition> good = new ArrayList<>();
            for (OffsetDeleteRequestPartition partition : topic.partitions()) {
                Errors refusal = refusal(context, topic, info, partition.partitionIndex());
                var partitionAnswer = new OffsetDeleteResponsePartition()
                        .setPartitionIndex(partition.partitionIndex())
                        .setErrorCode(refusal.code());
                answer.partitions().add(partitionAnswer);
                if (refusal == Errors.NONE) {
                    good.add(partition);
                    waiting.add(partitionAnswer);
                }
            }
            accepted.add(new OffsetDeleteRequestTopic().setName(topic.name()).setPartitions(good));
        }
        request.setTopics(accepted);
        context.respondWhenDone(
                coordinator.deleteOffsets(request).thenApply(outcome -> fill(outcome, answers, waiting)));
    }

    private static Errors refusal(
            RequestContext context, OffsetDeleteRequestTopic topic, @Nullable TopicInfo info, int partition) {
        if (!context.allowed(Operation.READ, ResourceType.TOPIC, topic.name())) {
            return Errors.TOPIC_AUTHORIZATION_FAILED;
        }
        return info == null || info.partition(partition) == null ? Errors.UNKNOWN_TOPIC_OR_PARTITION : Errors.NONE;
    }

    /** The coordinator answers for the accepted partitions in their order. */
    private static OffsetDeleteResponse fill(
            OffsetDeleteResponse outcome,
            List<OffsetDeleteResponseTopic> answers,
            List<OffsetDeleteResponsePartition> waiting) {
        int next = 0;
        for (OffsetDeleteResponseTopic topic : outcome.topics()) {
            for (OffsetDeleteResponsePartition partition : topic.partitions()) {
                waiting.get(next++).setErrorCode(partition.errorCode());
            }
        }
        return outcome.setTopics(answers);
    }

    @Override
    public ApiMessage failed(OffsetDeleteRequest request, short version, Errors error) {
        return new OffsetDeleteResponse().setErrorCode(error.code());
    }
}
