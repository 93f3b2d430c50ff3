// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.seed;

import io.barnabas.broker.StartupException;
import io.barnabas.broker.seed.SeedTopics.Topic;
import io.barnabas.cli.client.Murmur2;
import io.barnabas.log.record.RecordBatchBuilder;
import io.barnabas.log.record.RecordHeader;
import io.barnabas.wire.message.ProduceRequest;
import io.barnabas.wire.message.ProduceRequest.PartitionProduceData;
import io.barnabas.wire.message.ProduceRequest.TopicProduceData;
import io.barnabas.wire.message.ProduceResponse;
import io.barnabas.wire.message.ProduceResponse.BatchIndexAndErrorMessage;
import io.barnabas.wire.message.ProduceResponse.PartitionProduceResponse;
import io.barnabas.wire.protocol.ByteBufferRecords;
import io.barnabas.wire.protocol.Errors;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes records into partitions that never had one. The records of a partition are one batch, so that a crash leaves all of them or
 * none, and the next start knows by the partition's end whether they are there.
 */
final class RecordSeeding {
    private static final short ACKS_ALL = -1;
    private static final int TIMEOUT_MS = 30_000;

    private final SeedClient client;
    private final SeedTopics topics;
    private final Map<String, Integer> withoutKey = new HashMap<>();

    RecordSeeding(SeedClient client, SeedTopics topics) {
        this.client = client;
        this.topics = topics;
    }

    private record Target(Topic topic, int partition) {}

    void write(List<RecordSeed> records) {
        Map<Target, List<RecordSeed>> byPartition = new LinkedHashMap<>();
        for (RecordSeed record : records) {
            byPartition
                    .computeIfAbsent(target(record), target -> new ArrayList<>())
                    .add(record);
        }
        byPartition.forEach((target, batch) -> {
            String origin = batch.get(0).origin();
            if (topics.offset(target.topic(), target.partition(), OffsetSeed.LATEST, origin) == 0) {
                write(target, batch);
            }
        });
    }

    /** As Kafka's producer chooses, but for records without a key: they go round, so that each start makes the same of them. */
    private Target target(RecordSeed record) {
        Topic topic = topics.find(record.topic(), record.partition(), record.origin());
        String key = record.key();
        int partition;
        if (record.partition() >= 0) {
            partition = record.partition();
        } else if (key != null) {
            partition = Murmur2.partition(key.getBytes(StandardCharsets.UTF_8), topic.partitions());
        } else {
            partition = (withoutKey.merge(topic.name(), 1, Integer::sum) - 1) % topic.partitions();
        }
        return new Target(topic, partition);
    }

    private void write(Target target, List<RecordSeed> records) {
        RecordBatchBuilder batch = new RecordBatchBuilder();
        for (RecordSeed record : records) {
            Long timestampMs = record.timestampMs();
            List<RecordHeader> headers = new ArrayList<>();
            record.headers().forEach((name, value) -> headers.add(new RecordHeader(name, bytes(value))));
            batch.append(
                    timestampMs == null ? client.nowMs() : timestampMs,
                    bytes(record.key()),
                    bytes(record.value()),
                    headers);
        }
        PartitionProduceResponse answer = produce(target, batch.build());
        if (answer.errorCode() != Errors.NONE.code()) {
            throw refused(target, records, answer);
        }
    }

    /** Names the first record that is to blame, where one is, else the first of the batch. */
    private static StartupException refused(Target target, List<RecordSeed> records, PartitionProduceResponse answer) {
        RecordSeed record = records.get(0);
        String reason = answer.errorMessage() == null
                ? Errors.forCode(answer.errorCode()).message()
                : answer.errorMessage();
        for (BatchIndexAndErrorMessage problem : answer.recordErrors()) {
            if (problem.batchIndexErrorMessage() != null && problem.batchIndex() < records.size()) {
                record = records.get(problem.batchIndex());
                reason = problem.batchIndexErrorMessage();
                break;
            }
        }
        return new StartupException(record.origin() + ": cannot write to partition " + target.partition() + " of topic "
                + target.topic().name() + ": " + reason);
    }

    private PartitionProduceResponse produce(Target target, ByteBuffer batch) {
        PartitionProduceData data =
                new PartitionProduceData().setIndex(target.partition()).setRecords(new ByteBufferRecords(batch));
        ProduceRequest request = new ProduceRequest()
                .setAcks(ACKS_ALL)
                .setTimeoutMs(TIMEOUT_MS)
                .setTopicData(List.of(new TopicProduceData()
                        .setName(target.topic().name())
                        .setTopicId(target.topic().id())
                        .setPartitionData(List.of(data))));
        return client.ask(ProduceResponse.class, request)
                .responses()
                .get(0)
                .partitionResponses()
                .get(0);
    }

    private static @Nullable ByteBuffer bytes(@Nullable String text) {
        return text == null ? null : ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
