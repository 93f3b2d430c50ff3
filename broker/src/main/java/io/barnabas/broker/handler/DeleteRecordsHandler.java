// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.partition.Partition;
import io.barnabas.broker.partition.Partitions;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.DeleteRecordsRequest;
import io.barnabas.wire.message.DeleteRecordsRequest.DeleteRecordsPartition;
import io.barnabas.wire.message.DeleteRecordsRequest.DeleteRecordsTopic;
import io.barnabas.wire.message.DeleteRecordsResponse;
import io.barnabas.wire.message.DeleteRecordsResponse.DeleteRecordsPartitionResult;
import io.barnabas.wire.message.DeleteRecordsResponse.DeleteRecordsTopicResult;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes all records before an offset by moving the log start offset: DeleteRecords v0 to v2 (KIP-107). Offset -1 means the
 * high watermark, beyond it is OFFSET_OUT_OF_RANGE; a topic that is only compacted refuses with POLICY_VIOLATION.
 */
final class DeleteRecordsHandler implements RequestHandler<DeleteRecordsRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(DeleteRecordsHandler.class);

    private static final long TO_HIGH_WATERMARK = -1;
    private static final long NO_LOW_WATERMARK = -1;

    private final Partitions partitions;

    DeleteRecordsHandler(Partitions partitions) {
        this.partitions = partitions;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DELETE_RECORDS;
    }

    @Override
    public void handle(RequestContext context, DeleteRecordsRequest request) {
        DeleteRecordsResponse response = new DeleteRecordsResponse();
        List<CompletableFuture<Void>> deletions = new ArrayList<>();
        for (DeleteRecordsTopic topic : request.topics()) {
            DeleteRecordsTopicResult topicResult = new DeleteRecordsTopicResult().setName(topic.name());
            response.topics().add(topicResult);
            for (DeleteRecordsPartition wanted : topic.partitions()) {
                DeleteRecordsPartitionResult answer = refusal(wanted, Errors.NONE);
                topicResult.partitions().add(answer);
                deletions.add(delete(context, topic.name(), wanted.offset(), answer));
            }
        }
        context.respondWhenDone(CompletableFuture.allOf(deletions.toArray(CompletableFuture[]::new))
                .thenApply(all -> response));
    }

    private CompletableFuture<Void> delete(
            RequestContext context, String topic, long offset, DeleteRecordsPartitionResult answer) {
        if (!context.allowed(Operation.DELETE, ResourceType.TOPIC, topic)) {
            answer.setErrorCode(Errors.TOPIC_AUTHORIZATION_FAILED.code());
            return CompletableFuture.completedFuture(null);
        }
        Partition partition = partitions.find(topic, answer.partitionIndex());
        if (partition == null) {
            answer.setErrorCode(Errors.UNKNOWN_TOPIC_OR_PARTITION.code());
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.runAsync(() -> delete(partition, offset, answer), partition::execute);
    }

    private static void delete(Partition partition, long wantedOffset, DeleteRecordsPartitionResult answer) {
        if (!partition.log().config().delete()) {
            answer.setErrorCode(Errors.POLICY_VIOLATION.code());
            return;
        }
        long offset = wantedOffset == TO_HIGH_WATERMARK ? partition.log().highWatermark() : wantedOffset;
        if (offset < 0 || offset > partition.log().highWatermark()) {
            answer.setErrorCode(Errors.OFFSET_OUT_OF_RANGE.code());
            return;
        }
        try {
            answer.setLowWatermark(partition.deleteRecordsBefore(offset));
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("Cannot delete records of {} before {}", partition, offset, e);
            answer.setErrorCode(Errors.KAFKA_STORAGE_ERROR.code());
        }
    }

    private static DeleteRecordsPartitionResult refusal(DeleteRecordsPartition wanted, Errors error) {
        return new DeleteRecordsPartitionResult()
                .setPartitionIndex(wanted.partitionIndex())
                .setLowWatermark(NO_LOW_WATERMARK)
                .setErrorCode(error.code());
    }

    @Override
    public ApiMessage failed(DeleteRecordsRequest request, short version, Errors error) {
        DeleteRecordsResponse response = new DeleteRecordsResponse();
        for (DeleteRecordsTopic topic : request.topics()) {
            DeleteRecordsTopicResult topicResult = new DeleteRecordsTopicResult().setName(topic.name());
            response.topics().add(topicResult);
            for (DeleteRecordsPartition wanted : topic.partitions()) {
                topicResult.partitions().add(refusal(wanted, error));
            }
        }
        return response;
    }
}
