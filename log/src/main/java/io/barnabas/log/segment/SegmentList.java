// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The segments of a log by base offset: never changed, replaced as a whole, so that any thread may read the list it got.
 * It holds at least one segment; the last is the active one.
 */
public final class SegmentList {
    private final Segment[] segments;

    private SegmentList(Segment[] segments) {
        this.segments = segments;
    }

    /** Segments in the order of their base offsets. */
    public static SegmentList of(List<Segment> segments) {
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("a log has at least one segment");
        }
        return new SegmentList(segments.toArray(Segment[]::new));
    }

    public int size() {
        return segments.length;
    }

    public Segment get(int index) {
        return segments[index];
    }

    public Segment first() {
        return segments[0];
    }

    public Segment active() {
        return segments[segments.length - 1];
    }

    /** Index of the segment that holds this offset: the last with a base at or below it; -1 below them all. */
    public int floor(long offset) {
        int low = -1;
        int high = segments.length;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (segments[middle].baseOffset() <= offset) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The list with a new active segment. */
    public SegmentList plus(Segment active) {
        Segment[] longer = Arrays.copyOf(segments, segments.length + 1);
        longer[segments.length] = active;
        return new SegmentList(longer);
    }

    /** The list from this index on. */
    public SegmentList from(int index) {
        return new SegmentList(Arrays.copyOfRange(segments, index, segments.length));
    }

    /** The list of the segments before this index. */
    public SegmentList upTo(int index) {
        return new SegmentList(Arrays.copyOf(segments, index));
    }

    /** The list with one segment in the place of neighbours, which must be in it. */
    public SegmentList replace(List<Segment> neighbours, Segment one) {
        List<Segment> changed = new ArrayList<>(asList());
        int at = changed.indexOf(neighbours.get(0));
        changed.removeAll(neighbours);
        changed.add(at, one);
        return of(changed);
    }

    public List<Segment> asList() {
        return List.of(segments);
    }
}
