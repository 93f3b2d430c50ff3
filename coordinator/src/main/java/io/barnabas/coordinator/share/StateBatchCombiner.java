// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lays batches over each other. Where two speak of the same records the one with more deliveries, or else in the further state,
 * is right; what is below the start offset is forgotten. The result is sorted, without overlaps, and neighbours that say the
 * same are one.
 */
final class StateBatchCombiner {
    private final TreeMap<Long, StateBatch> byFirstOffset = new TreeMap<>();
    private final long startOffset;

    private StateBatchCombiner(long startOffset) {
        this.startOffset = startOffset;
    }

    /** @param startOffset negative for none */
    static List<StateBatch> combine(List<StateBatch> known, List<StateBatch> news, long startOffset) {
        var combiner = new StateBatchCombiner(startOffset);
        known.forEach(combiner::add);
        news.forEach(combiner::add);
        return combiner.merged();
    }

    private void add(StateBatch batch) {
        if (batch.lastOffset() < startOffset) {
            return;
        }
        long last = batch.lastOffset();
        long next = Math.max(batch.firstOffset(), startOffset);
        for (StateBatch other : overlapping(next, last)) {
            if (next < other.firstOffset()) {
                put(batch.part(next, other.firstOffset() - 1));
            }
            long from = Math.max(next, other.firstOffset());
            long to = Math.min(last, other.lastOffset());
            overlay(other, batch, from, to);
            next = to + 1;
        }
        if (next <= last) {
            put(batch.part(next, last));
        }
    }

    private List<StateBatch> overlapping(long first, long last) {
        Map.Entry<Long, StateBatch> before = byFirstOffset.floorEntry(first);
        long from = before != null && before.getValue().lastOffset() >= first ? before.getKey() : first;
        return List.copyOf(byFirstOffset.subMap(from, true, last, true).values());
    }

    private void overlay(StateBatch other, StateBatch batch, long from, long to) {
        if (!other.isOutdatedBy(batch)) {
            return;
        }
        byFirstOffset.remove(other.firstOffset());
        if (other.firstOffset() < from) {
            put(other.part(other.firstOffset(), from - 1));
        }
        put(batch.part(from, to));
        if (to < other.lastOffset()) {
            put(other.part(to + 1, other.lastOffset()));
        }
    }

    private void put(StateBatch batch) {
        byFirstOffset.put(batch.firstOffset(), batch);
    }

    private List<StateBatch> merged() {
        List<StateBatch> merged = new ArrayList<>();
        StateBatch open = null;
        for (StateBatch batch : byFirstOffset.values()) {
            if (open != null && batch.continues(open)) {
                open = new StateBatch(open.firstOffset(), batch.lastOffset(), open.state(), open.deliveryCount());
            } else {
                if (open != null) {
                    merged.add(open);
                }
                open = batch;
            }
        }
        if (open != null) {
            merged.add(open);
        }
        return List.copyOf(merged);
    }
}
