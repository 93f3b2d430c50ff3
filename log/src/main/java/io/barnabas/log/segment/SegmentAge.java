// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.segment;

import java.io.IOException;

/**
 * Whether a segment is so old that it must be rolled: by the records' clock, from its first batch to the incoming one, when
 * they carry times; else by the wall clock since the segment was first looked at. Owned by the partition's loop.
 */
final class SegmentAge {
    private static final long UNKNOWN = Long.MIN_VALUE;

    private long firstTimestamp = UNKNOWN;
    private long sinceMs = UNKNOWN;

    /** For a segment that is not empty. */
    boolean reached(long segmentMs, long incomingTimestamp, long nowMs, Segment segment) throws IOException {
        if (sinceMs == UNKNOWN) {
            sinceMs = nowMs;
        }
        if (firstTimestamp == UNKNOWN) {
            firstTimestamp = segment.firstTimestamp();
        }
        boolean timed = firstTimestamp >= 0 && incomingTimestamp >= 0;
        return (timed ? incomingTimestamp - firstTimestamp : nowMs - sinceMs) > segmentMs;
    }
}
