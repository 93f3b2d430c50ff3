// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.partition.Partition;
import io.barnabas.broker.partition.Partitions;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.log.record.Compression;
import io.barnabas.log.record.CorruptRecordException;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.ProduceRequest;
import io.barnabas.wire.message.ProduceRequest.PartitionProduceData;
import io.barnabas.wire.message.ProduceRequest.TopicProduceData;
import io.barnabas.wire.message.ProduceResponse;
import io.barnabas.wire.message.ProduceResponse.PartitionProduceResponse;
import io.barnabas.wire.message.ProduceResponse.TopicProduceResponse;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.ByteBufferRecords;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Records;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Appends record batches to partitions: Produce v3 to v13 (v13 names topics by id, KIP-516).
 *
 * <p>All appends for one loop travel there together; the last partition to finish sends the answer. With one replica
 * acks=1 and acks=all mean the same. acks=0 gets no answer; its errors close the connection, as in Kafka, so that the
 * producer asks for new metadata.
 */
final class ProduceHandler implements RequestHandler<ProduceRequest> {
    private static final short FIRST_VERSION_WITH_ZSTD = 7;
    private static final short FIRST_VERSION_WITH_TOPIC_IDS = 13;

    private final Partitions partitions;

    ProduceHandler(Partitions partitions) {
        this.partitions = partitions;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.PRODUCE;
    }

    @Override
    public void handle(RequestContext context, ProduceRequest request) {
        ProduceResponse response = new ProduceResponse();
        Errors refusal = refusalOf(context, request);
        List<PartitionAppend> appends = new ArrayList<>();
        PendingProduce pending = new PendingProduce(context, request.acks(), response);
        for (TopicProduceData topicData : request.topicData()) {
            TopicProduceResponse topicResponse =
                    new TopicProduceResponse().setName(topicData.name()).setTopicId(topicData.topicId());
            response.responses().add(topicResponse);
            TopicLookup topic = refusal == null ? find(context, topicData) : TopicLookup.failed(refusal);
            for (PartitionProduceData data : topicData.partitionData()) {
                PartitionProduceResponse answer =
                        new PartitionProduceResponse().setIndex(data.index()).setBaseOffset(-1);
                topicResponse.partitionResponses().add(answer);
                PartitionAppend append = prepare(context, topic, data, answer, pending);
                if (append != null) {
                    appends.add(append);
                }
            }
        }
        pending.start(appends);
    }

    /** An error that concerns the whole request, or null. */
    private static @Nullable Errors refusalOf(RequestContext context, ProduceRequest request) {
        if (request.transactionalId() != null
                && !context.allowed(Operation.WRITE, ResourceType.TRANSACTIONAL_ID, request.transactionalId())) {
            return Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED;
        }
        short acks = request.acks();
        return acks < -1 || acks > 1 ? Errors.INVALID_REQUIRED_ACKS : null;
    }

    private TopicLookup find(RequestContext context, TopicProduceData data) {
        boolean byId = context.version() >= FIRST_VERSION_WITH_TOPIC_IDS;
        String name = byId ? partitions.topicName(data.topicId()) : data.name();
        if (name == null) {
            return TopicLookup.failed(Errors.UNKNOWN_TOPIC_ID);
        }
        if (!context.allowed(Operation.WRITE, ResourceType.TOPIC, name)) {
            return TopicLookup.failed(Errors.TOPIC_AUTHORIZATION_FAILED);
        }
        return new TopicLookup(name, Errors.NONE);
    }

    private @Nullable PartitionAppend prepare(
            RequestContext context,
            TopicLookup topic,
            PartitionProduceData data,
            PartitionProduceResponse answer,
            PendingProduce pending) {
        if (topic.error() != Errors.NONE) {
            pending.refuse(answer, topic.error(), null);
            return null;
        }
        Partition partition = partitions.find(topic.name(), data.index());
        if (partition == null) {
            pending.refuse(answer, Errors.UNKNOWN_TOPIC_OR_PARTITION, null);
            return null;
        }
        ByteBuffer batches = bytesOf(data.records());
        if (batches == null) {
            pending.refuse(
                    answer,
                    Errors.INVALID_RECORD,
                    "A produce request of version " + context.version() + " must have one record batch per partition");
            return null;
        }
        Errors unsupported = unsupportedIn(batches, context.version());
        if (unsupported != Errors.NONE) {
            pending.refuse(answer, unsupported, null);
            return null;
        }
        return new PartitionAppend(partition, batches, context.nowMs(), answer, pending);
    }

    /**
     * What the version of the request forbids, as far as the header of the batch tells; whether it is a batch at all is found
     * out when it is appended. A transactional batch belongs to no transaction that this broker could know of.
     */
    private static Errors unsupportedIn(ByteBuffer batches, short version) {
        if (batches.remaining() < RecordBatch.HEADER_SIZE) {
            return Errors.NONE;
        }
        RecordBatch first;
        try {
            first = RecordBatch.headerAt(batches, batches.position());
        } catch (CorruptRecordException e) {
            return Errors.NONE;
        }
        if (version < FIRST_VERSION_WITH_ZSTD && first.codecId() == Compression.ZSTD.id()) {
            return Errors.UNSUPPORTED_COMPRESSION_TYPE;
        }
        return first.isTransactional() ? Errors.INVALID_TXN_STATE : Errors.NONE;
    }

    private static @Nullable ByteBuffer bytesOf(@Nullable Records records) {
        return records instanceof ByteBufferRecords received && received.sizeInBytes() > 0 ? received.buffer() : null;
    }

    @Override
    public ApiMessage failed(ProduceRequest request, short version, Errors error) {
        ProduceResponse response = new ProduceResponse();
        for (TopicProduceData topic : request.topicData()) {
            TopicProduceResponse topicResponse =
                    new TopicProduceResponse().setName(topic.name()).setTopicId(topic.topicId());
            response.responses().add(topicResponse);
            for (PartitionProduceData data : topic.partitionData()) {
                topicResponse
                        .partitionResponses()
                        .add(new PartitionProduceResponse()
                                .setIndex(data.index())
                                .setErrorCode(error.code())
                                .setBaseOffset(-1));
            }
        }
        return response;
    }

    /** A topic of the request, or why it cannot be written to. */
    private record TopicLookup(String name, Errors error) {
        static TopicLookup failed(Errors error) {
            return new TopicLookup("", error);
        }
    }
}
