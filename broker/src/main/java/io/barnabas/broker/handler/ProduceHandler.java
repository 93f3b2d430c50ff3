// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.handler.TransactionInclusion.Support;
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

    private static final short FIRST_VERSION_KNOWING_ABORTABLE = 11;
    /** KIP-890: the first records in a partition add it to the transaction. */
    private static final short FIRST_VERSION_ADDING_PARTITIONS = 12;

    private final Partitions partitions;
    private final TransactionInclusion inclusion;

    ProduceHandler(Partitions partitions, TransactionInclusion inclusion) {
        this.partitions = partitions;
        this.inclusion = inclusion;
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
                PartitionAppend append = prepare(context, request, topic, data, answer, pending);
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
            ProduceRequest request,
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
        RecordBatch first = firstOf(batches);
        if (first == null) {
            return new PartitionAppend(partition, batches, context.nowMs(), answer, pending);
        }
        if (context.version() < FIRST_VERSION_WITH_ZSTD && first.codecId() == Compression.ZSTD.id()) {
            pending.refuse(answer, Errors.UNSUPPORTED_COMPRESSION_TYPE, null);
            return null;
        }
        return first.isTransactional()
                ? transactional(context, request, partition, first, batches, answer, pending)
                : new PartitionAppend(partition, batches, context.nowMs(), answer, pending);
    }

    /** The first batch as far as its header tells, or null: whether it is one at all is found out when it is appended. */
    private static @Nullable RecordBatch firstOf(ByteBuffer batches) {
        if (batches.remaining() < RecordBatch.HEADER_SIZE) {
            return null;
        }
        try {
            return RecordBatch.headerAt(batches, batches.position());
        } catch (CorruptRecordException e) {
            return null;
        }
    }

    private @Nullable PartitionAppend transactional(
            RequestContext context,
            ProduceRequest request,
            Partition partition,
            RecordBatch first,
            ByteBuffer batches,
            PartitionProduceResponse answer,
            PendingProduce pending) {
        String transactionalId = request.transactionalId();
        if (transactionalId == null) {
            pending.refuse(answer, Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED, null);
            return null;
        }
        long producerId = first.producerId();
        short producerEpoch = first.producerEpoch();
        Support support = supportOf(context.version());
        return new TransactionalAppend(
                partition,
                batches,
                context.nowMs(),
                answer,
                pending,
                producerId,
                producerEpoch,
                () -> inclusion.ask(
                        transactionalId, producerId, producerEpoch, partition.topic(), partition.index(), support));
    }

    private static Support supportOf(short version) {
        if (version >= FIRST_VERSION_ADDING_PARTITIONS) {
            return Support.ADDS_BY_WRITING;
        }
        return version >= FIRST_VERSION_KNOWING_ABORTABLE ? Support.ABORTABLE : Support.CLASSIC;
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
