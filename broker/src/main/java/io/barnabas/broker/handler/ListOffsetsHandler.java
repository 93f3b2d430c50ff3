// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.partition.Partition;
import io.barnabas.broker.partition.Partitions;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.log.PartitionLog;
import io.barnabas.log.TimestampAndOffset;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.ListOffsetsRequest;
import io.barnabas.wire.message.ListOffsetsRequest.ListOffsetsPartition;
import io.barnabas.wire.message.ListOffsetsRequest.ListOffsetsTopic;
import io.barnabas.wire.message.ListOffsetsResponse;
import io.barnabas.wire.message.ListOffsetsResponse.ListOffsetsPartitionResponse;
import io.barnabas.wire.message.ListOffsetsResponse.ListOffsetsTopicResponse;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.TopicPartition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds offsets by time: ListOffsets v1 to v11. Negative timestamps are questions of their own: -1 the end, -2 the start, -3
 * the record with the largest timestamp (v7), -4 the start of what is on the local disk (v8), -5 and -6 about remote storage
 * (v9, v11), which is never in use here and answered with no offset, as in Kafka.
 *
 * <p>A look-up by time may read cold segments, so the answer is made on the disk pool.
 */
final class ListOffsetsHandler implements RequestHandler<ListOffsetsRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(ListOffsetsHandler.class);

    private static final long LATEST = -1;
    private static final long EARLIEST = -2;
    private static final long MAX_TIMESTAMP = -3;
    private static final long EARLIEST_LOCAL = -4;
    private static final long LATEST_TIERED = -5;
    private static final long EARLIEST_PENDING_UPLOAD = -6;
    private static final byte READ_COMMITTED = 1;
    private static final int CONSUMER = -1;

    private final Partitions partitions;
    private final Executor diskPool;

    ListOffsetsHandler(Partitions partitions, Executor diskPool) {
        this.partitions = partitions;
        this.diskPool = diskPool;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.LIST_OFFSETS;
    }

    @Override
    public void handle(RequestContext context, ListOffsetsRequest request) {
        if (asksByTime(request)) {
            context.respondWhenDone(CompletableFuture.supplyAsync(() -> answer(context, request), diskPool));
        } else {
            context.respond(answer(context, request));
        }
    }

    private static boolean asksByTime(ListOffsetsRequest request) {
        for (ListOffsetsTopic topic : request.topics()) {
            for (ListOffsetsPartition partition : topic.partitions()) {
                if (partition.timestamp() >= 0 || partition.timestamp() == MAX_TIMESTAMP) {
                    return true;
                }
            }
        }
        return false;
    }

    private ListOffsetsResponse answer(RequestContext context, ListOffsetsRequest request) {
        Set<TopicPartition> duplicates = duplicatesIn(request);
        return answerEach(request, (topic, wanted, answer) -> {
            if (!context.allowed(Operation.DESCRIBE, ResourceType.TOPIC, topic)) {
                return Errors.TOPIC_AUTHORIZATION_FAILED;
            }
            if (duplicates.contains(new TopicPartition(topic, wanted.partitionIndex()))) {
                return Errors.INVALID_REQUEST;
            }
            return find(context, request, topic, wanted, answer);
        });
    }

    /** Fills in the answer for one partition, or says why there is none. */
    private interface PartitionAnswer {
        Errors fill(String topic, ListOffsetsPartition wanted, ListOffsetsPartitionResponse answer);
    }

    private static ListOffsetsResponse answerEach(ListOffsetsRequest request, PartitionAnswer answers) {
        ListOffsetsResponse response = new ListOffsetsResponse();
        for (ListOffsetsTopic topic : request.topics()) {
            ListOffsetsTopicResponse topicResponse = new ListOffsetsTopicResponse().setName(topic.name());
            response.topics().add(topicResponse);
            for (ListOffsetsPartition wanted : topic.partitions()) {
                ListOffsetsPartitionResponse answer =
                        new ListOffsetsPartitionResponse().setPartitionIndex(wanted.partitionIndex());
                topicResponse.partitions().add(answer);
                answer.setErrorCode(answers.fill(topic.name(), wanted, answer).code());
            }
        }
        return response;
    }

    private static Set<TopicPartition> duplicatesIn(ListOffsetsRequest request) {
        Set<TopicPartition> seen = new HashSet<>();
        Set<TopicPartition> duplicates = new HashSet<>();
        for (ListOffsetsTopic topic : request.topics()) {
            for (ListOffsetsPartition partition : topic.partitions()) {
                TopicPartition named = new TopicPartition(topic.name(), partition.partitionIndex());
                if (!seen.add(named)) {
                    duplicates.add(named);
                }
            }
        }
        return duplicates;
    }

    private Errors find(
            RequestContext context,
            ListOffsetsRequest request,
            String topic,
            ListOffsetsPartition wanted,
            ListOffsetsPartitionResponse answer) {
        Partition partition = partitions.find(topic, wanted.partitionIndex());
        if (partition == null) {
            return Errors.UNKNOWN_TOPIC_OR_PARTITION;
        }
        Errors epochError = partition.checkEpoch(wanted.currentLeaderEpoch());
        if (epochError != Errors.NONE) {
            return epochError;
        }
        if (!known(wanted.timestamp(), context.version())) {
            return Errors.UNSUPPORTED_VERSION;
        }
        boolean committedOnly = request.isolationLevel() == READ_COMMITTED;
        try {
            TimestampAndOffset found = find(partition, wanted.timestamp(), request.replicaId(), committedOnly);
            if (found != null) {
                answer.setTimestamp(found.timestamp()).setOffset(found.offset());
                if (context.version() >= 4) {
                    answer.setLeaderEpoch(found.leaderEpoch());
                }
            }
            return Errors.NONE;
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("Cannot look up timestamp {} in {}", wanted.timestamp(), partition, e);
            return Errors.KAFKA_STORAGE_ERROR;
        }
    }

    private static boolean known(long timestamp, short version) {
        if (timestamp >= EARLIEST) {
            return true;
        }
        if (timestamp == MAX_TIMESTAMP) {
            return version >= 7;
        }
        if (timestamp == EARLIEST_LOCAL) {
            return version >= 8;
        }
        if (timestamp == LATEST_TIERED) {
            return version >= 9;
        }
        return timestamp == EARLIEST_PENDING_UPLOAD && version >= 11;
    }

    private static @Nullable TimestampAndOffset find(
            Partition partition, long timestamp, int replicaId, boolean committedOnly) throws IOException {
        PartitionLog log = partition.log();
        if (timestamp == LATEST) {
            long end = replicaId != CONSUMER
                    ? log.logEndOffset()
                    : committedOnly ? log.lastStableOffset() : log.highWatermark();
            return new TimestampAndOffset(-1, end, partition.leaderEpoch());
        }
        if (timestamp == EARLIEST || timestamp == EARLIEST_LOCAL) {
            return new TimestampAndOffset(
                    -1,
                    log.logStartOffset(),
                    log.epochForOffset(log.logStartOffset()).orElse(-1));
        }
        if (timestamp == LATEST_TIERED || timestamp == EARLIEST_PENDING_UPLOAD) {
            return null;
        }
        TimestampAndOffset found =
                timestamp == MAX_TIMESTAMP ? log.offsetOfMaxTimestamp() : log.offsetForTimestamp(timestamp);
        long end = committedOnly ? log.lastStableOffset() : log.highWatermark();
        return found == null || found.offset() >= end ? null : found;
    }

    @Override
    public ApiMessage failed(ListOffsetsRequest request, short version, Errors error) {
        return answerEach(request, (topic, wanted, answer) -> error);
    }
}
