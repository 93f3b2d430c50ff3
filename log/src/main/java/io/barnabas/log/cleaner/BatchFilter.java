// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.cleaner;

import io.barnabas.log.record.Record;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.record.RecordBatchBuilder;
import io.barnabas.log.record.RecordIterator;
import io.barnabas.log.record.TimestampType;
import io.barnabas.log.segment.AbortedTransaction;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Says what stays of each batch, as Kafka's cleaner does. Offsets, the range of the batch and its producer's fields never change.
 *
 * <pre>
 * record with a key   stays if it is the key's last; a tombstone only until its batch's delete horizon has passed
 * record without      goes
 * data of an abort    goes
 * marker              stays while data of its transaction does, and then until its delete horizon has passed
 * delete horizon      set when a batch with a tombstone, or a marker of nothing, is met for the first time
 * emptied batch       goes, or stays as a header alone: with its producer's last sequence, or at the end of the range
 * </pre>
 */
final class BatchFilter {
    private final OffsetMap map;
    private final CleanedTransactions transactions;
    private final Predicate<RecordBatch> lastOfProducer;
    private final long endOffset;
    private final long nowMs;
    private final long deleteRetentionMs;
    private final Consumer<AbortedTransaction> keptAborts;

    /**
     * A filter for one run over the batches in order.
     *
     * @param lastOfProducer whether a batch holds what a producer that is still known did last
     * @param endOffset the offset behind the range that is cleaned
     * @param keptAborts gets the index entries of abort markers that stay
     */
    BatchFilter(
            OffsetMap map,
            CleanedTransactions transactions,
            Predicate<RecordBatch> lastOfProducer,
            long endOffset,
            long nowMs,
            long deleteRetentionMs,
            Consumer<AbortedTransaction> keptAborts) {
        this.map = map;
        this.transactions = transactions;
        this.lastOfProducer = lastOfProducer;
        this.endOffset = endOffset;
        this.nowMs = nowMs;
        this.deleteRetentionMs = deleteRetentionMs;
        this.keptAborts = keptAborts;
    }

    /** The batch as it stays, perhaps the very bytes; null when nothing of it does. */
    @Nullable
    ByteBuffer filter(RecordBatch batch) {
        return batch.isControl() ? filterControl(batch) : filterData(batch);
    }

    private @Nullable ByteBuffer filterControl(RecordBatch batch) {
        if (batch.count() == 0) {
            return mustStay(batch) ? batch.bytes() : null;
        }
        boolean ofNothing = transactions.end(batch) == CleanedTransactions.Marker.OF_NOTHING;
        if (ofNothing && horizonPassed(batch)) {
            return mustStay(batch) ? empty(batch) : null;
        }
        AbortedTransaction entry = transactions.entryOf(batch);
        if (entry != null && !ofNothing) {
            keptAborts.accept(entry);
        }
        return ofNothing && !batch.hasDeleteHorizon() ? rebuilt(batch, allOf(batch), true) : batch.bytes();
    }

    private @Nullable ByteBuffer filterData(RecordBatch batch) {
        boolean aborted = transactions.isAborted(batch);
        List<Record> kept = new ArrayList<>();
        boolean tombstones = false;
        boolean all = true;
        try (RecordIterator records = batch.records()) {
            while (records.hasNext()) {
                Record record = records.next();
                if (!aborted && stays(batch, record)) {
                    kept.add(record);
                    tombstones |= !record.hasValue();
                } else {
                    all = false;
                }
            }
        }
        if (kept.isEmpty()) {
            return mustStay(batch) ? empty(batch) : null;
        }
        boolean needsHorizon = tombstones && !batch.hasDeleteHorizon();
        return all && !needsHorizon ? batch.bytes() : rebuilt(batch, kept, needsHorizon);
    }

    private boolean stays(RecordBatch batch, Record record) {
        if (record.offset() > map.latestOffset()) {
            return true;
        }
        ByteBuffer key = record.key();
        return key != null && record.offset() >= map.get(key) && (record.hasValue() || !horizonPassed(batch));
    }

    private boolean horizonPassed(RecordBatch batch) {
        return batch.hasDeleteHorizon() && batch.baseTimestamp() <= nowMs;
    }

    private boolean mustStay(RecordBatch batch) {
        return batch.nextOffset() == endOffset || (batch.hasProducerId() && lastOfProducer.test(batch));
    }

    private static List<Record> allOf(RecordBatch batch) {
        List<Record> all = new ArrayList<>();
        try (RecordIterator records = batch.records()) {
            records.forEachRemaining(all::add);
        }
        return all;
    }

    private ByteBuffer rebuilt(RecordBatch batch, List<Record> records, boolean newHorizon) {
        RecordBatchBuilder builder = like(batch).compression(batch.compression());
        if (newHorizon) {
            builder.deleteHorizon(nowMs + deleteRetentionMs);
        } else if (batch.hasDeleteHorizon()) {
            builder.deleteHorizon(batch.baseTimestamp());
        }
        if (batch.timestampType() == TimestampType.LOG_APPEND_TIME) {
            builder.logAppendTime(batch.maxTimestamp());
        }
        records.forEach(builder::appendUnchanged);
        return builder.build();
    }

    private static ByteBuffer empty(RecordBatch batch) {
        RecordBatchBuilder builder = like(batch);
        if (batch.timestampType() == TimestampType.LOG_APPEND_TIME) {
            builder.logAppendTime(batch.maxTimestamp());
        }
        return builder.buildEmpty(batch.maxTimestamp());
    }

    /** With everything that a batch keeps whatever it loses. */
    private static RecordBatchBuilder like(RecordBatch batch) {
        RecordBatchBuilder builder = new RecordBatchBuilder(batch.sizeInBytes())
                .baseOffset(batch.baseOffset())
                .lastOffset(batch.lastOffset())
                .leaderEpoch(batch.partitionLeaderEpoch())
                .producer(batch.producerId(), batch.producerEpoch(), batch.baseSequence());
        if (batch.isTransactional()) {
            builder.transactional();
        }
        if (batch.isControl()) {
            builder.control();
        }
        return builder;
    }
}
