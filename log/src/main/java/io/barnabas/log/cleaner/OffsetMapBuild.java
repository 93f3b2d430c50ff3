// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.cleaner;

import io.barnabas.log.record.Record;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.record.RecordIterator;
import io.barnabas.log.segment.AbortedTransaction;
import io.barnabas.log.segment.Segment;
import io.barnabas.log.segment.SegmentScan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The first pass of a compaction: notes the last offset of each key in the dirty segments, as far as there is room. */
public final class OffsetMapBuild {
    private OffsetMapBuild() {}

    /**
     * Fills the map with what stands from {@code from} on and below {@code to}.
     *
     * @param aborts all aborted transactions with data there, wherever their markers stand
     * @return the offset behind what is in the map: the range that can be cleaned ends there
     */
    public static long fill(
            OffsetMap map,
            List<Segment> segments,
            List<AbortedTransaction> aborts,
            long from,
            long to,
            Throttle throttle)
            throws IOException {
        CleanedTransactions transactions = new CleanedTransactions(aborts);
        for (Segment segment : segments) {
            SegmentScan scan = new SegmentScan(segment, true);
            for (RecordBatch batch = scan.next(); batch != null; batch = scan.next()) {
                if (batch.lastOffset() >= to) {
                    return Math.max(from, map.latestOffset() + 1);
                }
                throttle.passed(batch.sizeInBytes());
                if (!note(map, batch, from, transactions)) {
                    return Math.max(from, map.latestOffset() + 1);
                }
            }
        }
        return Math.max(from, map.latestOffset() + 1);
    }

    /** False when the map has no room for a whole batch more: a batch is in the map wholly, or the range ends before it. */
    private static boolean note(OffsetMap map, RecordBatch batch, long from, CleanedTransactions transactions) {
        if (batch.isControl()) {
            if (batch.count() > 0) {
                transactions.end(batch);
            }
        } else if (!transactions.isAborted(batch) && batch.lastOffset() >= from) {
            try (RecordIterator records = batch.records()) {
                while (records.hasNext()) {
                    Record record = records.next();
                    ByteBuffer key = record.key();
                    if (key == null || record.offset() < from) {
                        continue;
                    }
                    if (map.isFull() && map.get(key) < 0) {
                        map.endBefore(batch.baseOffset());
                        return false;
                    }
                    map.put(key, record.offset());
                }
            }
        }
        if (batch.lastOffset() >= from) {
            map.sawUpTo(batch.lastOffset());
        }
        return true;
    }
}
