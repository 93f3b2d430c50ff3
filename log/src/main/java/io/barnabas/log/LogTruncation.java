// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.segment.Segment;
import io.barnabas.log.segment.SegmentList;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes segments or their tails away from an open log: the oldest ones, everything from an offset on, or all. Readers get the
 * shorter list before any file changes its name. Owned by the partition's loop.
 */
final class LogTruncation {
    private LogTruncation() {}

    /** Moves the log start up to an offset; never down. */
    static void raiseStart(LogState state, long offset) throws IOException {
        if (offset < 0 || offset > state.highWatermark) {
            throw new OffsetOutOfRangeException("cannot delete records of " + state.name + " before offset " + offset
                    + ", the high watermark is " + state.highWatermark);
        }
        if (offset > state.startOffset) {
            state.dirty = true;
            state.startOffset = offset;
            state.epochs.truncateFromStart(offset);
        }
    }

    /** Drops the first segments; the log starts at the next one at the earliest. */
    static void dropOldest(LogState state, int count, Consumer<List<Segment>> removed) throws IOException {
        SegmentList all = state.segments;
        long base = all.get(count).baseOffset();
        state.dirty = true;
        state.startOffset = Math.max(state.startOffset, base);
        state.segments = all.from(count);
        markDeleted(all.asList().subList(0, count), removed);
        state.epochs.truncateFromStart(state.startOffset);
        state.snapshots.prune(state.segments);
    }

    /** Cuts everything from this offset on, which lies above the log start. */
    static void cutFrom(LogState state, long offset, Consumer<List<Segment>> removed) throws IOException {
        SegmentList all = state.segments;
        int keep = 1;
        while (keep < all.size() && all.get(keep).baseOffset() < offset) {
            keep++;
        }
        state.dirty = true;
        state.endOffset = offset;
        state.segments = all.upTo(keep);
        markDeleted(all.asList().subList(keep, all.size()), removed);
        state.active().truncateTo(offset);
        // An offset inside a batch takes the whole batch with it.
        long end = state.active().nextOffset();
        state.endOffset = end;
        state.snapshots.dropAbove(end);
        LogLoader.loadProducers(state, end);
        state.epochs.truncateFromEnd(end);
        state.recoveryPoint = Math.min(state.recoveryPoint, end);
        state.moveHighWatermark(Math.min(state.highWatermark, end));
    }

    /** Drops everything; the log is empty and goes on at this offset. */
    static void restartAt(LogState state, long offset, LogConfig config, Consumer<List<Segment>> removed)
            throws IOException {
        SegmentList all = state.segments;
        state.dirty = true;
        markDeleted(all.asList(), removed);
        state.segments = SegmentList.of(List.of(Segment.create(state.folder, offset, config.indexLimits())));
        state.startOffset = offset;
        state.endOffset = offset;
        state.recoveryPoint = offset;
        state.producers.clear();
        state.snapshots.dropAbove(-1);
        state.epochs.clear();
        state.moveHighWatermark(offset);
    }

    private static void markDeleted(List<Segment> segments, Consumer<List<Segment>> removed) throws IOException {
        if (segments.isEmpty()) {
            return;
        }
        for (Segment segment : segments) {
            segment.markDeleted();
        }
        removed.accept(List.copyOf(segments));
    }
}
