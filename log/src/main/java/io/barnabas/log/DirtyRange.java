// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.segment.Segment;
import io.barnabas.log.segment.SegmentList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How much of a log compaction could and should clean.
 *
 * <pre>
 * log start ---- clean ---- firstDirty ---- dirty ---- end ---- not yet: open transactions, too young, active segment
 * </pre>
 *
 * @param segments those that lie wholly below {@code end}, from the log's first on
 * @param isDue the oldest dirty record has waited for {@code max.compaction.lag.ms}
 */
record DirtyRange(List<Segment> segments, long firstDirty, long end, long cleanBytes, long dirtyBytes, boolean isDue) {

    /** @param checkpoint the first dirty offset that was noted last, or -1 */
    static DirtyRange of(LogState state, LogConfig config, long checkpoint, long nowMs) throws IOException {
        SegmentList all = state.segments;
        long start = state.startOffset;
        long firstDirty = checkpoint < start || checkpoint > state.endOffset ? start : checkpoint;
        long bound = Math.min(state.lastStableOffset, all.active().baseOffset());
        List<Segment> segments = new ArrayList<>();
        long end = all.first().baseOffset();
        long cleanBytes = 0;
        long dirtyBytes = 0;
        boolean isDue = false;
        for (int i = 0; i + 1 < all.size(); i++) {
            Segment segment = all.get(i);
            long next = all.get(i + 1).baseOffset();
            boolean dirty = next > firstDirty;
            if (next > bound || (dirty && isTooYoung(segment, config, nowMs))) {
                break;
            }
            segments.add(segment);
            end = next;
            if (dirty) {
                dirtyBytes += segment.sizeInBytes();
                isDue |= isOverdue(segment, config, nowMs);
            } else {
                cleanBytes += segment.sizeInBytes();
            }
        }
        return new DirtyRange(segments, firstDirty, end, cleanBytes, dirtyBytes, isDue);
    }

    private static boolean isTooYoung(Segment segment, LogConfig config, long nowMs) throws IOException {
        return config.minCompactionLagMs() > 0 && LogRetention.ageFromMs(segment) > nowMs - config.minCompactionLagMs();
    }

    private static boolean isOverdue(Segment segment, LogConfig config, long nowMs) throws IOException {
        return config.maxCompactionLagMs() != Long.MAX_VALUE
                && nowMs - LogRetention.ageFromMs(segment) > config.maxCompactionLagMs();
    }

    double dirtyRatio() {
        return dirtyBytes == 0 ? 0 : (double) dirtyBytes / (cleanBytes + dirtyBytes);
    }

    boolean isWorthwhile(LogConfig config) {
        return dirtyBytes > 0 && (isDue || dirtyRatio() > config.minCleanableDirtyRatio());
    }
}
