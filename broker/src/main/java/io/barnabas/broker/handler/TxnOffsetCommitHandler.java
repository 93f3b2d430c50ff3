// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.handler.TransactionInclusion.Support;
import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.partition.Partition;
import io.barnabas.broker.partition.Partitions;
import io.barnabas.broker.partition.TransactionGate;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.coordinator.runtime.CoordinatorTopic;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.TxnOffsetCommitRequest;
import io.barnabas.wire.message.TxnOffsetCommitRequest.TxnOffsetCommitRequestPartition;
import io.barnabas.wire.message.TxnOffsetCommitRequest.TxnOffsetCommitRequestTopic;
import io.barnabas.wire.message.TxnOffsetCommitResponse;
import io.barnabas.wire.message.TxnOffsetCommitResponse.TxnOffsetCommitResponsePartition;
import io.barnabas.wire.message.TxnOffsetCommitResponse.TxnOffsetCommitResponseTopic;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Commits offsets of a group as part of a transaction: TxnOffsetCommit v0 to v5 (KIP-98; members KIP-447). From v5 on it also adds the
 * group's partition of {@code __consumer_offsets} to the transaction (KIP-890).
 */
final class TxnOffsetCommitHandler implements RequestHandler<TxnOffsetCommitRequest> {
    private static final short FIRST_VERSION_KNOWING_ABORTABLE = 4;
    private static final short FIRST_VERSION_ADDING_PARTITIONS = 5;

    private final GroupCoordinator groups;
    private final Partitions partitions;
    private final Supplier<MetadataImage> metadata;
    private final TransactionInclusion inclusion;

    TxnOffsetCommitHandler(
            GroupCoordinator groups,
            Partitions partitions,
            Supplier<MetadataImage> metadata,
            TransactionInclusion inclusion) {
        this.groups = groups;
        this.partitions = partitions;
        this.metadata = metadata;
        this.inclusion = inclusion;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.TXN_OFFSET_COMMIT;
    }

    @Override
    public void handle(RequestContext context, TxnOffsetCommitRequest request) {
        TransactionHandlers.requireWrite(context, request.transactionalId());
        GroupHandlers.require(context, Operation.READ, request.groupId());
        var response = new TxnOffsetCommitResponse();
        List<TxnOffsetCommitRequestTopic> accepted = new ArrayList<>();
        List<TxnOffsetCommitResponsePartition> waiting = new ArrayList<>();
        for (TxnOffsetCommitRequestTopic topic : request.topics()) {
            TxnOffsetCommitResponseTopic answer = new TxnOffsetCommitResponseTopic().setName(topic.name());
            response.topics().add(answer);
            boolean allowed = context.allowed(Operation.READ, ResourceType.TOPIC, topic.name());
            TopicInfo info = metadata.get().topic(topic.name());
            List<TxnOffsetCommitRequestPartition> good = new ArrayList<>();
            for (TxnOffsetCommitRequestPartition partition : topic.partitions()) {
                var place = new TxnOffsetCommitResponsePartition().setPartitionIndex(partition.partitionIndex());
                answer.partitions().add(place);
                if (!allowed) {
                    place.setErrorCode(Errors.TOPIC_AUTHORIZATION_FAILED.code());
                } else if (info == null || info.partition(partition.partitionIndex()) == null) {
                    place.setErrorCode(Errors.UNKNOWN_TOPIC_OR_PARTITION.code());
                } else {
                    good.add(partition);
                    waiting.add(place);
                }
            }
            if (!good.isEmpty()) {
                accepted.add(
                        new TxnOffsetCommitRequestTopic().setName(topic.name()).setPartitions(good));
            }
        }
        if (accepted.isEmpty()) {
            context.respond(response);
            return;
        }
        request.setTopics(accepted);
        TopicInfo offsets = metadata.get().topic(TopicInfo.CONSUMER_OFFSETS);
        context.respondWhenDone((offsets == null
                        ? CompletableFuture.<TxnOffsetCommitResponse>failedFuture(
                                new ApiException(Errors.COORDINATOR_NOT_AVAILABLE))
                        : commit(request, offsets, supportOf(context.version())))
                .handle((outcome, failure) -> fill(response, waiting, outcome, failure)));
    }

    private static Support supportOf(short version) {
        if (version >= FIRST_VERSION_ADDING_PARTITIONS) {
            return Support.ADDS_BY_WRITING;
        }
        return version >= FIRST_VERSION_KNOWING_ABORTABLE ? Support.ABORTABLE : Support.CLASSIC;
    }

    /** Passes the gate of the group's partition, on its loop, and goes on to the group's shard in the same step. */
    private CompletionStage<TxnOffsetCommitResponse> commit(
            TxnOffsetCommitRequest request, TopicInfo topic, Support support) {
        int index = CoordinatorTopic.partitionOf(
                request.groupId(), topic.partitions().size());
        Partition partition = partitions.find(topic.name(), index);
        if (partition == null) {
            throw new ApiException(Errors.COORDINATOR_NOT_AVAILABLE);
        }
        CompletableFuture<TxnOffsetCommitResponse> answer = new CompletableFuture<>();
        partition.execute(() -> partition
                .transactions()
                .enter(
                        request.producerId(),
                        request.producerEpoch(),
                        () -> inclusion.ask(
                                request.transactionalId(),
                                request.producerId(),
                                request.producerEpoch(),
                                topic.name(),
                                index,
                                support),
                        entry(request, answer)));
        return answer;
    }

    private TransactionGate.Entry entry(
            TxnOffsetCommitRequest request, CompletableFuture<TxnOffsetCommitResponse> answer) {
        return new TransactionGate.Entry() {
            @Override
            public void admitted() {
                try {
                    var unused = groups.commitOffsetsInTransaction(request).whenComplete((outcome, failure) -> {
                        if (failure == null) {
                            answer.complete(outcome);
                        } else {
                            answer.completeExceptionally(failure);
                        }
                    });
                } catch (ApiException e) {
                    answer.completeExceptionally(e);
                }
            }

            @Override
            public void refused(Errors error, @Nullable String message) {
                answer.completeExceptionally(
                        message == null ? new ApiException(error) : new ApiException(error, message));
            }
        };
    }

    /** The coordinator answers for the accepted partitions in their order. */
    private static TxnOffsetCommitResponse fill(
            TxnOffsetCommitResponse response,
            List<TxnOffsetCommitResponsePartition> waiting,
            @Nullable TxnOffsetCommitResponse outcome,
            @Nullable Throwable failure) {
        if (outcome == null || failure != null) {
            Errors error = told(failure == null ? Errors.UNKNOWN_SERVER_ERROR : GroupHandlers.errorOf(failure));
            waiting.forEach(partition -> partition.setErrorCode(error.code()));
            return response;
        }
        int next = 0;
        for (TxnOffsetCommitResponseTopic topic : outcome.topics()) {
            for (TxnOffsetCommitResponsePartition partition : topic.partitions()) {
                waiting.get(next++).setErrorCode(partition.errorCode());
            }
        }
        return response;
    }

    /** What the append of a commit may fail with is told by what clients expect of a commit. */
    private static Errors told(Errors error) {
        return switch (error) {
            case MESSAGE_TOO_LARGE -> Errors.INVALID_COMMIT_OFFSET_SIZE;
            case NOT_ENOUGH_REPLICAS -> Errors.COORDINATOR_NOT_AVAILABLE;
            default -> error;
        };
    }

    @Override
    public ApiMessage failed(TxnOffsetCommitRequest request, short version, Errors error) {
        var response = new TxnOffsetCommitResponse();
        for (TxnOffsetCommitRequestTopic topic : request.topics()) {
            TxnOffsetCommitResponseTopic answer = new TxnOffsetCommitResponseTopic().setName(topic.name());
            topic.partitions()
                    .forEach(partition -> answer.partitions()
                            .add(new TxnOffsetCommitResponsePartition()
                                    .setPartitionIndex(partition.partitionIndex())
                                    .setErrorCode(told(error).code())));
            response.topics().add(answer);
        }
        return response;
    }
}
