// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.segment;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers where the last batches of the active segment stand, so that a consumer at the tail costs no index lookup and
 * no read of headers.
 *
 * <p>A ring written by the partition's loop and read from any thread without a lock. Only the newer half is searched, and
 * what was found counts only if the writer has not come round to that half meanwhile.
 */
final class RecentBatches {
    private static final int SLOTS = 64;
    private static final int SEARCHED = SLOTS / 2;
    private static final int FIELDS = 4;

    private final AtomicLongArray ring = new AtomicLongArray(SLOTS * FIELDS);
    private volatile long count;

    void add(long baseOffset, long lastOffset, int position, int sizeInBytes) {
        long number = count;
        int slot = (int) (number % SLOTS) * FIELDS;
        ring.set(slot, baseOffset);
        ring.set(slot + 1, lastOffset);
        ring.set(slot + 2, position);
        ring.set(slot + 3, sizeInBytes);
        count = number + 1;
    }

    /** The first batch whose last offset is at or above this one; null when the ring cannot tell. */
    @Nullable
    BatchPosition firstEndingAtOrAfter(long offset) {
        long newest = count;
        long oldest = Math.max(0, newest - SEARCHED);
        long low = oldest - 1;
        long high = newest;
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            if (ring.get((int) (middle % SLOTS) * FIELDS + 1) < offset) {
                low = middle;
            } else {
                high = middle;
            }
        }
        // The oldest one remembered is only the first if a batch before it is known to end too early.
        if (high == newest || (high == oldest && baseOffset(high) > offset)) {
            return null;
        }
        int slot = (int) (high % SLOTS) * FIELDS;
        BatchPosition found = new BatchPosition(
                ring.get(slot), ring.get(slot + 1), (int) ring.get(slot + 2), (int) ring.get(slot + 3));
        return count - SLOTS < oldest ? found : null;
    }

    private long baseOffset(long number) {
        return ring.get((int) (number % SLOTS) * FIELDS);
    }
}
