// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.record.Record;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.segment.BatchPosition;
import io.barnabas.log.segment.Segment;
import io.barnabas.log.segment.SegmentList;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Finds single records by their time, by the time indexes and then by reading batches. Runs on any thread. */
final class TimestampSearch {
    private TimestampSearch() {}

    /** The first record at or above the log start whose timestamp is at or above the target. */
    static @Nullable TimestampAndOffset firstAtOrAfter(SegmentList segments, long target, long logStart)
            throws IOException {
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (segment.sizeInBytes() == 0 || segment.largestTimestamp() < target) {
                continue;
            }
            TimestampAndOffset found = search(segment, target, logStart);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable TimestampAndOffset search(Segment segment, long target, long logStart) throws IOException {
        BatchPosition batch = segment.firstWithTimestamp(target, segment.positionForTimestamp(target));
        while (batch != null) {
            if (batch.lastOffset() >= logStart) {
                TimestampAndOffset found = inBatch(load(segment, batch), target, logStart);
                if (found != null) {
                    return found;
                }
            }
            batch = segment.firstWithTimestamp(target, batch.end());
        }
        return null;
    }

    /** The first record that carries the largest timestamp of the log. */
    static @Nullable TimestampAndOffset ofLargest(SegmentList segments) throws IOException {
        Segment latest = null;
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            boolean later = latest == null || segment.largestTimestamp() > latest.largestTimestamp();
            if (segment.sizeInBytes() > 0 && later) {
                latest = segment;
            }
        }
        if (latest == null || latest.largestTimestamp() < 0) {
            return null;
        }
        long largest = latest.largestTimestamp();
        BatchPosition batch = latest.firstWithTimestamp(largest, latest.positionForTimestamp(largest));
        return batch == null ? null : inBatch(load(latest, batch), largest, 0);
    }

    private static RecordBatch load(Segment segment, BatchPosition batch) throws IOException {
        LogSlice slice = new LogSlice(segment.channel(), batch.position(), batch.sizeInBytes(), batch.baseOffset());
        ByteBuffer bytes = slice.toBuffer();
        return RecordBatch.at(bytes, 0);
    }

    private static @Nullable TimestampAndOffset inBatch(RecordBatch batch, long target, long logStart) {
        for (var records = batch.records(); records.hasNext(); ) {
            Record next = records.next();
            if (next.timestamp() >= target && next.offset() >= logStart) {
                return new TimestampAndOffset(next.timestamp(), next.offset(), batch.partitionLeaderEpoch());
            }
        }
        return null;
    }
}
