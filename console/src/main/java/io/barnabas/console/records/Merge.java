// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.records;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lines up the records of several partitions by time, oldest or newest first, without changing the order within a partition. It ends where
 * a partition of which there is more elsewhere has no record left here, as that one might come next.
 */
final class Merge {
    private final boolean newestFirst;
    private final Map<Integer, List<ShownRecord>> waiting = new HashMap<>();
    private final Map<Integer, Boolean> complete = new HashMap<>();

    Merge(boolean newestFirst) {
        this.newestFirst = newestFirst;
    }

    /** @param isComplete whether this is all there is of the partition in this direction */
    void add(int partition, List<ShownRecord> records, boolean isComplete) {
        waiting.put(partition, records);
        complete.put(partition, isComplete);
    }

    List<ShownRecord> take(int limit) {
        List<ShownRecord> taken = new ArrayList<>();
        Map<Integer, Integer> positions = new HashMap<>();
        while (taken.size() < limit) {
            ShownRecord best = null;
            for (var entry : waiting.entrySet()) {
                int position = positions.getOrDefault(entry.getKey(), 0);
                List<ShownRecord> records = entry.getValue();
                if (position == records.size()) {
                    boolean mayHaveMore = Boolean.FALSE.equals(complete.get(entry.getKey()));
                    if (mayHaveMore) {
                        return taken;
                    }
                    continue;
                }
                ShownRecord head = records.get(newestFirst ? records.size() - 1 - position : position);
                if (best == null || comesBefore(head, best)) {
                    best = head;
                }
            }
            if (best == null) {
                return taken;
            }
            taken.add(best);
            positions.merge(best.partition(), 1, Integer::sum);
        }
        return taken;
    }

    private boolean comesBefore(ShownRecord one, ShownRecord other) {
        return newestFirst ? one.timestamp() > other.timestamp() : one.timestamp() < other.timestamp();
    }

    /** Where each of these partitions goes on once those records are shown: the highest offset and one, or the lowest. */
    static void move(Map<Integer, Long> offsets, Collection<ShownRecord> shown, boolean newestFirst) {
        for (ShownRecord record : shown) {
            long here = newestFirst ? record.offset() : record.offset() + 1;
            offsets.merge(record.partition(), here, newestFirst ? Math::min : Math::max);
        }
    }
}
