// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.segment.AbortedTransaction;
import io.barnabas.log.segment.BatchPosition;
import io.barnabas.log.segment.Segment;
import io.barnabas.log.segment.SegmentList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the slice of a segment that answers a fetch. Runs on any thread; it works on the segment list it was given and never
 * looks at bytes beyond the bound.
 */
final class LogReader {
    private LogReader() {}

    static LogSlice read(SegmentList segments, long offset, int maxBytes, long upTo, boolean atLeastOneBatch)
            throws IOException {
        int floor = segments.floor(offset);
        if (floor < 0) {
            throw new OffsetOutOfRangeException("offset " + offset + " lies below the first segment at "
                    + segments.first().baseOffset());
        }
        for (int i = floor; i < segments.size() && offset < upTo; i++) {
            Segment segment = segments.get(i);
            BatchPosition first = segment.find(offset);
            if (first != null) {
                // Compaction leaves holes, so the first batch at or above the offset may lie beyond the bound.
                return first.baseOffset() >= upTo
                        ? LogSlice.empty(offset)
                        : slice(segments, i, first, offset, maxBytes, upTo, atLeastOneBatch);
            }
        }
        return LogSlice.empty(offset);
    }

    private static LogSlice slice(
            SegmentList segments,
            int index,
            BatchPosition first,
            long offset,
            int maxBytes,
            long upTo,
            boolean atLeastOneBatch)
            throws IOException {
        Segment segment = segments.get(index);
        if (first.sizeInBytes() >= maxBytes) {
            boolean fits = first.sizeInBytes() == maxBytes || atLeastOneBatch;
            return fits && first.lastOffset() < upTo
                    ? new LogSlice(segment.channel(), first.position(), first.sizeInBytes(), first.baseOffset())
                    : LogSlice.empty(offset);
        }
        boolean whole = index + 1 < segments.size() && segments.get(index + 1).baseOffset() <= upTo;
        int end = whole ? segment.sizeInBytes() : segment.endPosition(upTo);
        int size = Math.min(end - first.position(), maxBytes);
        return size <= 0
                ? LogSlice.empty(offset)
                : new LogSlice(segment.channel(), first.position(), size, first.baseOffset());
    }

    /** The aborted transactions with records from {@code from} on, that began before {@code to}. */
    static List<AbortedTransaction> abortedTransactions(SegmentList segments, long from, long to) throws IOException {
        List<AbortedTransaction> found = new ArrayList<>();
        for (int i = Math.max(0, segments.floor(from)); i < segments.size(); i++) {
            for (AbortedTransaction aborted : segments.get(i).abortedTransactions()) {
                if (aborted.lastOffset() >= from && aborted.firstOffset() < to) {
                    found.add(aborted);
                }
                if (aborted.lastStableOffset() >= to) {
                    // Whatever ends later cannot have begun below the last stable offset noted here.
                    return found;
                }
            }
        }
        return found;
    }
}
