// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.client;

import static io.barnabas.cli.client.BrokerConnection.check;

import io.barnabas.log.record.RecordBatchBuilder;
import io.barnabas.log.record.RecordHeader;
import io.barnabas.wire.message.MetadataResponse.MetadataResponsePartition;
import io.barnabas.wire.message.ProduceRequest;
import io.barnabas.wire.message.ProduceRequest.PartitionProduceData;
import io.barnabas.wire.message.ProduceRequest.TopicProduceData;
import io.barnabas.wire.message.ProduceResponse;
import io.barnabas.wire.protocol.ByteBufferRecords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes records to one topic: what was added goes in one request, acknowledged by all replicas. A key always goes to the
 * partition that a stock Java producer chooses; records without one take turns by request.
 */
public final class RecordWriter {
    private static final int BY_NAME = 12;
    private static final short ACKS_ALL = -1;
    private static final int TIMEOUT_MS = 30_000;

    private final BrokerConnection broker;
    private final String topic;
    private final List<Integer> partitions;
    private final OptionalInt fixed;
    private final Map<Integer, RecordBatchBuilder> pending = new TreeMap<>();
    private int pendingCount;
    private int turn;

    /** Where records now stand: the first of these in a partition. */
    public record Written(int partition, long firstOffset, int count) {}

    /** @param fixed the partition for all records */
    public RecordWriter(
            BrokerConnection broker, String topic, List<MetadataResponsePartition> partitions, OptionalInt fixed) {
        this.broker = broker;
        this.topic = topic;
        this.partitions = partitions.stream()
                .map(MetadataResponsePartition::partitionIndex)
                .toList();
        this.fixed = fixed;
    }

    /** Keeps a record for the next {@link #write}. */
    public void add(long timestamp, @Nullable String key, @Nullable String value, List<ReadRecord.Header> headers) {
        byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        List<RecordHeader> recordHeaders = new ArrayList<>();
        for (ReadRecord.Header header : headers) {
            recordHeaders.add(new RecordHeader(header.name(), bytes(header.value())));
        }
        pending.computeIfAbsent(partitionOf(keyBytes), partition -> new RecordBatchBuilder())
                .append(timestamp, keyBytes == null ? null : ByteBuffer.wrap(keyBytes), bytes(value), recordHeaders);
        pendingCount++;
    }

    private static @Nullable ByteBuffer bytes(@Nullable String text) {
        return text == null ? null : StandardCharsets.UTF_8.encode(text);
    }

    private int partitionOf(byte @Nullable [] key) {
        if (fixed.isPresent()) {
            return fixed.getAsInt();
        }
        return partitions.get(key == null ? turn % partitions.size() : Murmur2.partition(key, partitions.size()));
    }

    /** How many records wait. */
    public int pending() {
        return pendingCount;
    }

    /**
     * Sends what was added.
     *
     * @throws io.barnabas.wire.protocol.ApiException the broker refused some of it
     */
    public List<Written> write() throws IOException {
        List<PartitionProduceData> data = new ArrayList<>();
        Map<Integer, Integer> counts = new TreeMap<>();
        pending.forEach((partition, batch) -> {
            counts.put(partition, batch.count());
            data.add(new PartitionProduceData().setIndex(partition).setRecords(new ByteBufferRecords(batch.build())));
        });
        pending.clear();
        pendingCount = 0;
        turn++;
        var request = new ProduceRequest()
                .setAcks(ACKS_ALL)
                .setTimeoutMs(TIMEOUT_MS)
                .setTopicData(List.of(new TopicProduceData().setName(topic).setPartitionData(data)));
        List<Written> written = new ArrayList<>();
        for (var answer : broker.call(request, ProduceResponse.class, BY_NAME).responses()) {
            for (var partition : answer.partitionResponses()) {
                check(partition.errorCode(), partition.errorMessage(), topic + "-" + partition.index());
                written.add(new Written(
                        partition.index(), partition.baseOffset(), counts.getOrDefault(partition.index(), 0)));
            }
        }
        return written;
    }
}
