// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.segment.Segment;
import io.barnabas.log.segment.SegmentList;
import java.io.IOException;

/**
 * Decides how many of the oldest segments go, by Kafka's three rules. It decides only; the log drops them.
 *
 * <ul>
 *   <li>time: the largest timestamp in the segment, or its file's age when it holds none, is older than
 *       {@code retention.ms};
 *   <li>size: without the segment the log still has {@code retention.bytes};
 *   <li>log start: the next segment begins at or below the log start offset, so nobody can read this one.
 * </ul>
 *
 * <p>Time and size count only where {@code cleanup.policy} has {@code delete}. Always an oldest prefix, never a segment that
 * reaches beyond the high watermark; the active segment only by time or size, and only when it is not empty.
 */
final class LogRetention {
    private LogRetention() {}

    /** How many segments go; all of them means a new active segment has to be rolled first. */
    static int deletable(LogState log, LogConfig config, long nowMs) throws IOException {
        SegmentList segments = log.segments;
        LogOffsets offsets = new LogOffsets(log.startOffset, log.endOffset, log.highWatermark);
        int byStart = belowStart(segments, offsets.start());
        if (!config.delete()) {
            return byStart;
        }
        return Math.max(byStart, Math.max(byTime(segments, config, offsets, nowMs), bySize(segments, config, offsets)));
    }

    private record LogOffsets(long start, long end, long highWatermark) {}

    /** Segments that end at or below the log start offset. */
    private static int belowStart(SegmentList segments, long logStart) {
        int count = 0;
        while (count + 1 < segments.size() && segments.get(count + 1).baseOffset() <= logStart) {
            count++;
        }
        return count;
    }

    private static int byTime(SegmentList segments, LogConfig config, LogOffsets offsets, long nowMs)
            throws IOException {
        if (config.retentionMs() < 0) {
            return 0;
        }
        int count = 0;
        while (mayGo(segments, count, offsets) && nowMs - ageFromMs(segments.get(count)) > config.retentionMs()) {
            count++;
        }
        return count;
    }

    /** The time a segment's age is counted from. */
    static long ageFromMs(Segment segment) throws IOException {
        long largest = segment.largestTimestamp();
        return largest >= 0 ? largest : segment.lastModifiedMs();
    }

    private static int bySize(SegmentList segments, LogConfig config, LogOffsets offsets) throws IOException {
        if (config.retentionBytes() < 0) {
            return 0;
        }
        long surplus = -config.retentionBytes();
        for (int i = 0; i < segments.size(); i++) {
            surplus += segments.get(i).sizeInBytes();
        }
        int count = 0;
        while (mayGo(segments, count, offsets) && surplus - segments.get(count).sizeInBytes() >= 0) {
            surplus -= segments.get(count).sizeInBytes();
            count++;
        }
        return count;
    }

    private static boolean mayGo(SegmentList segments, int index, LogOffsets offsets) throws IOException {
        if (index >= segments.size()) {
            return false;
        }
        boolean active = index + 1 == segments.size();
        long end = active ? offsets.end() : segments.get(index + 1).baseOffset();
        return end <= offsets.highWatermark() && !(active && segments.get(index).sizeInBytes() == 0);
    }
}
