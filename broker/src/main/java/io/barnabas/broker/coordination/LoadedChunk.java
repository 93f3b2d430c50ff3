// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.coordination;

import io.barnabas.coordinator.runtime.CoordinatorLoader.EndTransaction;
import io.barnabas.coordinator.runtime.CoordinatorLoader.Item;
import io.barnabas.coordinator.runtime.CoordinatorLoader.LoadedRecord;
import io.barnabas.coordinator.runtime.CoordinatorLoader.Sink;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.runtime.RecordSerde;
import io.barnabas.log.record.EndTransactionMarker;
import io.barnabas.log.record.Record;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.record.RecordIterator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a loading shard is handed next. Where the last record of a key says all, only that is decoded and handed on: a
 * consumer that commits every few seconds leaves thousands of records of which one counts. Transactions keep their place
 * among them. Used by one disk thread.
 */
final class LoadedChunk {

    private static final int MAX_RECORDS = 10_000;

    private record Latest(long offset, @Nullable ByteBuffer value) {}

    private final RecordSerde serde;
    private final Sink sink;
    private final Map<ByteBuffer, Latest> plain = new LinkedHashMap<>();
    private final List<Item> items = new ArrayList<>();
    private long read;
    private long handedOn;

    LoadedChunk(RecordSerde serde, Sink sink) {
        this.serde = serde;
        this.sink = sink;
    }

    void add(RecordBatch batch) {
        if (batch.isControl()) {
            decodePlain();
            items.add(new EndTransaction(
                    batch.producerId(), EndTransactionMarker.of(batch).committed()));
            return;
        }
        try (RecordIterator records = batch.records()) {
            while (records.hasNext()) {
                add(batch, records.next());
            }
        }
        if (plain.size() + items.size() >= MAX_RECORDS) {
            flush();
        }
    }

    private void add(RecordBatch batch, Record record) {
        read++;
        ByteBuffer key = record.key();
        if (key == null) {
            return;
        }
        if (batch.isTransactional() || !serde.lastOfKeyCounts()) {
            decodePlain();
            decode(record.offset(), batch.producerId(), key, record.value());
            return;
        }
        Latest latest = new Latest(record.offset(), copy(record.value()));
        // In the order of their last records, as in a log that has been compacted. A key must not hold on to the buffer
        // read.
        plain.remove(key);
        ByteBuffer kept = copy(key);
        if (kept != null) {
            plain.put(kept, latest);
        }
    }

    private static @Nullable ByteBuffer copy(@Nullable ByteBuffer bytes) {
        return bytes == null
                ? null
                : ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
    }

    private void decodePlain() {
        plain.forEach((key, latest) -> decode(latest.offset(), RecordBatch.NO_PRODUCER_ID, key, latest.value()));
        plain.clear();
    }

    private void decode(long offset, long producerId, ByteBuffer key, @Nullable ByteBuffer value) {
        CoordinatorRecord record = serde.read(key, value);
        if (record != null) {
            items.add(new LoadedRecord(offset, producerId, record));
        }
    }

    /** Hands on what there is and waits until it is replayed, so that reading does not run ahead without bound. */
    void flush() {
        decodePlain();
        if (!items.isEmpty()) {
            handedOn += items.size();
            sink.accept(List.copyOf(items)).toCompletableFuture().join();
            items.clear();
        }
    }

    long read() {
        return read;
    }

    long handedOn() {
        return handedOn;
    }
}
