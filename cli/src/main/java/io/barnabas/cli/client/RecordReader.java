// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.client;

import static io.barnabas.cli.client.BrokerConnection.check;

import io.barnabas.log.record.Record;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.record.RecordBatches;
import io.barnabas.log.record.RecordIterator;
import io.barnabas.wire.message.FetchRequest;
import io.barnabas.wire.message.FetchRequest.FetchPartition;
import io.barnabas.wire.message.FetchRequest.FetchTopic;
import io.barnabas.wire.message.FetchResponse;
import io.barnabas.wire.message.FetchResponse.PartitionData;
import io.barnabas.wire.protocol.ByteBufferRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Reads the committed records of one topic, from given offsets up to given ends or on and on. */
public final class RecordReader {
    /** As an end: go on with what comes. */
    public static final long FOLLOW = Long.MAX_VALUE;

    private static final int BY_NAME = 12;
    private static final byte READ_COMMITTED = 1;
    private static final int WAIT_MS = 500;
    private static final int MAX_BYTES = 8 << 20;
    private static final int PARTITION_MAX_BYTES = 1 << 20;

    private final BrokerConnection broker;
    private final String topic;
    private final Map<Integer, Range> open = new TreeMap<>();

    /** What is still to be read of a partition. */
    private record Range(long next, long end) {}

    public RecordReader(BrokerConnection broker, String topic) {
        this.broker = broker;
        this.topic = topic;
    }

    /** Reads this partition, too. */
    public void add(int partition, long from, long end) {
        if (from < end) {
            open.put(partition, new Range(from, end));
        }
    }

    /**
     * Gives the records to the taker, in order within a partition, until it has enough or all ends are reached.
     *
     * @param goOn asked before each request, which may wait for records
     */
    public void read(Predicate<ReadRecord> taker, BooleanSupplier goOn) throws IOException {
        while (!open.isEmpty() && goOn.getAsBoolean()) {
            FetchResponse response = broker.call(request(), FetchResponse.class, BY_NAME);
            check(response.errorCode(), "fetch");
            for (var answer : response.responses()) {
                for (PartitionData partition : answer.partitions()) {
                    check(partition.errorCode(), topic + "-" + partition.partitionIndex());
                    if (!take(partition, taker)) {
                        return;
                    }
                }
            }
        }
    }

    private FetchRequest request() {
        List<FetchPartition> partitions = new ArrayList<>();
        open.forEach((partition, range) -> partitions.add(new FetchPartition()
                .setPartition(partition)
                .setFetchOffset(range.next())
                .setPartitionMaxBytes(PARTITION_MAX_BYTES)));
        return new FetchRequest()
                .setMaxWaitMs(WAIT_MS)
                .setMinBytes(1)
                .setMaxBytes(MAX_BYTES)
                .setIsolationLevel(READ_COMMITTED)
                .setTopics(List.of(new FetchTopic().setTopic(topic).setPartitions(partitions)));
    }

    /** Whether the taker wants more. */
    private boolean take(PartitionData data, Predicate<ReadRecord> taker) {
        int partition = data.partitionIndex();
        Range range = open.get(partition);
        if (range == null || !(data.records() instanceof ByteBufferRecords records) || records.sizeInBytes() == 0) {
            return true;
        }
        var committed = new CommittedRecords(data.abortedTransactions());
        long next = range.next();
        for (RecordBatch batch : RecordBatches.of(records.buffer())) {
            if (!batch.isComplete()) {
                break;
            }
            if (committed.isVisible(batch) && !take(partition, range, batch, taker)) {
                return false;
            }
            next = batch.nextOffset();
        }
        if (next >= range.end()) {
            open.remove(partition);
        } else {
            open.put(partition, new Range(next, range.end()));
        }
        return true;
    }

    private boolean take(int partition, Range range, RecordBatch batch, Predicate<ReadRecord> taker) {
        try (RecordIterator records = batch.records()) {
            while (records.hasNext()) {
                Record record = records.next();
                boolean wanted = record.offset() >= range.next() && record.offset() < range.end();
                if (wanted && !taker.test(toRead(partition, record))) {
                    return false;
                }
            }
        }
        return true;
    }

    private ReadRecord toRead(int partition, Record record) {
        List<ReadRecord.Header> headers = record.headers().stream()
                .map(header -> new ReadRecord.Header(header.key(), Text.of(header.value())))
                .toList();
        return new ReadRecord(
                topic,
                partition,
                record.offset(),
                record.timestamp(),
                Text.of(record.key()),
                Text.of(record.value()),
                headers);
    }
}
