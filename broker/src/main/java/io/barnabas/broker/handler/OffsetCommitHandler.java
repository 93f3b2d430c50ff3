// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.OffsetCommitRequest;
import io.barnabas.wire.message.OffsetCommitRequest.OffsetCommitRequestPartition;
import io.barnabas.wire.message.OffsetCommitRequest.OffsetCommitRequestTopic;
import io.barnabas.wire.message.OffsetCommitResponse;
import io.barnabas.wire.message.OffsetCommitResponse.OffsetCommitResponsePartition;
import io.barnabas.wire.message.OffsetCommitResponse.OffsetCommitResponseTopic;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes down how far a group has come: OffsetCommit v2 to v10. Topics go by name before v10, by id since (KIP-848). */
public final class OffsetCommitHandler implements RequestHandler<OffsetCommitRequest> {
    private static final short FIRST_VERSION_WITH_IDS = 10;

    private final GroupCoordinator coordinator;
    private final Supplier<MetadataImage> metadata;

    OffsetCommitHandler(GroupCoordinator coordinator, Supplier<MetadataImage> metadata) {
        this.coordinator = coordinator;
        this.metadata = metadata;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.OFFSET_COMMIT;
    }

    @Override
    public void handle(RequestContext context, OffsetCommitRequest request) {
        GroupHandlers.require(context, Operation.READ, request.groupId());
        var response = new OffsetCommitResponse();
        List<OffsetCommitRequestTopic> accepted = new ArrayList<>();
        List<OffsetCommitResponsePartition> waiting = new ArrayList<>();
        for (OffsetCommitRequestTopic topic : request.topics()) {
            TopicInfo info = find(topic, context.version());
            Errors refusal = refusal(context, topic, info);
            OffsetCommitResponseTopic answer = answerFor(topic);
            response.topics().add(answer);
            List<OffsetCommitRequestPartition> good = new ArrayList<>();
            for (OffsetCommitRequestPartition partition : topic.partitions()) {
                OffsetCommitResponsePartition partitionAnswer = answerFor(partition, refusal);
                answer.partitions().add(partitionAnswer);
                if (info != null && refusal == Errors.NONE) {
                    if (info.partition(partition.partitionIndex()) == null) {
                        partitionAnswer.setErrorCode(Errors.UNKNOWN_TOPIC_OR_PARTITION.code());
                    } else {
                        good.add(partition);
                        waiting.add(partitionAnswer);
                    }
                }
            }
            if (info != null && !good.isEmpty()) {
                accepted.add(new OffsetCommitRequestTopic()
                        .setName(info.name())
                        .setTopicId(info.id())
                        .setPartitions(good));
            }
        }
        if (accepted.isEmpty()) {
            context.respond(response);
            return;
        }
        request.setTopics(accepted);
        context.respondWhenDone(coordinator
                .commitOffsets(GroupHandlers.origin(context), request)
                .handle((outcome, failure) -> fill(response, waiting, outcome, failure)));
    }

    private @Nullable TopicInfo find(OffsetCommitRequestTopic topic, short version) {
        MetadataImage image = metadata.get();
        return version >= FIRST_VERSION_WITH_IDS ? image.topic(topic.topicId()) : image.topic(topic.name());
    }

    private static Errors refusal(RequestContext context, OffsetCommitRequestTopic topic, @Nullable TopicInfo info) {
        boolean byId = context.version() >= FIRST_VERSION_WITH_IDS;
        if (byId && info == null) {
            return Errors.UNKNOWN_TOPIC_ID;
        }
        String name = info == null ? topic.name() : info.name();
        if (!context.allowed(Operation.READ, ResourceType.TOPIC, name)) {
            return Errors.TOPIC_AUTHORIZATION_FAILED;
        }
        return info == null ? Errors.UNKNOWN_TOPIC_OR_PARTITION : Errors.NONE;
    }

    /** The coordinator answers for the accepted partitions in their order. */
    private static OffsetCommitResponse fill(
            OffsetCommitResponse response,
            List<OffsetCommitResponsePartition> waiting,
            @Nullable OffsetCommitResponse outcome,
            @Nullable Throwable failure) {
        if (outcome == null || failure != null) {
            Errors error = told(failure == null ? Errors.UNKNOWN_SERVER_ERROR : GroupHandlers.errorOf(failure));
            waiting.forEach(partition -> partition.setErrorCode(error.code()));
            return response;
        }
        int next = 0;
        for (OffsetCommitResponseTopic topic : outcome.topics()) {
            for (OffsetCommitResponsePartition partition : topic.partitions()) {
                waiting.get(next++).setErrorCode(partition.errorCode());
            }
        }
        return response;
    }

    private static Errors told(Errors error) {
        return error == Errors.MESSAGE_TOO_LARGE ? Errors.INVALID_COMMIT_OFFSET_SIZE : error;
    }

    private static OffsetCommitResponseTopic answerFor(OffsetCommitRequestTopic topic) {
        return new OffsetCommitResponseTopic().setName(topic.name()).setTopicId(topic.topicId());
    }

    private static OffsetCommitResponsePartition answerFor(OffsetCommitRequestPartition partition, Errors error) {
        return new OffsetCommitResponsePartition()
                .setPartitionIndex(partition.partitionIndex())
                .setErrorCode(error.code());
    }

    @Override
    public ApiMessage failed(OffsetCommitRequest request, short version, Errors error) {
        var response = new OffsetCommitResponse();
        for (OffsetCommitRequestTopic topic : request.topics()) {
            OffsetCommitResponseTopic answer = answerFor(topic);
            topic.partitions().forEach(partition -> answer.partitions().add(answerFor(partition, told(error))));
            response.topics().add(answer);
        }
        return response;
    }
}
