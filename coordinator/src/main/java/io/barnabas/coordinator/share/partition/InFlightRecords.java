// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share.partition;

import io.barnabas.coordinator.share.DeliveryState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The records between the start offset, before which all is done, and the end offset, behind which nothing has been delivered yet.
 * Every offset between belongs to exactly one run, so the memory goes with the number of changes of state, not with the number of
 * records.
 *
 * <pre>
 *   start offset                                       end offset
 *   |                                                           |
 *   [acquired by m1][acknowledged][available][acquired by m2]...[]
 * </pre>
 */
final class InFlightRecords {
    private final TreeMap<Long, InFlightRun> runs = new TreeMap<>();
    private long startOffset;
    private long endOffset;

    /** None yet. */
    InFlightRecords(long startOffset) {
        this.startOffset = startOffset;
        this.endOffset = startOffset - 1;
    }

    long startOffset() {
        return startOffset;
    }

    long endOffset() {
        return endOffset;
    }

    Collection<InFlightRun> all() {
        return runs.values();
    }

    /** Adds a run behind the end. */
    void append(InFlightRun run) {
        if (run.first() != endOffset + 1) {
            throw new IllegalArgumentException("run " + run + " does not follow end offset " + endOffset);
        }
        endOffset = run.last();
        put(run);
    }

    /** The parts of runs that lie between two offsets, both inclusive. */
    List<InFlightRun> between(long first, long last) {
        List<InFlightRun> parts = new ArrayList<>();
        Map.Entry<Long, InFlightRun> floor = runs.floorEntry(first);
        long from = floor == null ? first : floor.getKey();
        if (from > last) {
            return parts;
        }
        for (InFlightRun run : runs.subMap(from, true, last, true).values()) {
            if (run.last() >= first) {
                parts.add(run.part(Math.max(first, run.first()), Math.min(last, run.last())));
            }
        }
        return parts;
    }

    /** Puts a run in the place of what was known of its offsets, which must lie between start and end. */
    void replace(InFlightRun changed) {
        splitAt(changed.first());
        splitAt(changed.last() + 1);
        runs.subMap(changed.first(), true, changed.last(), true).clear();
        put(changed);
    }

    /** Changes all runs of a kind and gives them as they were before. */
    List<InFlightRun> change(Predicate<InFlightRun> kind, UnaryOperator<InFlightRun> change) {
        List<InFlightRun> affected = runs.values().stream().filter(kind).toList();
        affected.forEach(run -> replace(change.apply(run)));
        return affected;
    }

    private void splitAt(long offset) {
        Map.Entry<Long, InFlightRun> floor = runs.lowerEntry(offset);
        if (floor != null && floor.getValue().last() >= offset) {
            InFlightRun run = floor.getValue();
            runs.put(run.first(), run.part(run.first(), offset - 1));
            runs.put(offset, run.part(offset, run.last()));
        }
    }

    /** Joins the run with its neighbours where they are alike. */
    private void put(InFlightRun run) {
        InFlightRun joined = run;
        Map.Entry<Long, InFlightRun> before = runs.lowerEntry(run.first());
        if (before != null && run.continues(before.getValue())) {
            joined = new InFlightRun(
                    before.getKey(),
                    run.last(),
                    run.state(),
                    run.deliveries(),
                    run.owner(),
                    run.lockedUntilMs(),
                    run.pending());
            runs.remove(before.getKey());
        }
        Map.Entry<Long, InFlightRun> after = runs.higherEntry(joined.first());
        if (after != null && after.getValue().continues(joined)) {
            runs.remove(after.getKey());
            joined = new InFlightRun(
                    joined.first(),
                    after.getValue().last(),
                    joined.state(),
                    joined.deliveries(),
                    joined.owner(),
                    joined.lockedUntilMs(),
                    joined.pending());
        }
        runs.put(joined.first(), joined);
    }

    /** Moves the start over what is done. */
    void advance() {
        Map.Entry<Long, InFlightRun> first = runs.firstEntry();
        while (first != null && first.getValue().state().isTerminal()) {
            startOffset = first.getValue().last() + 1;
            runs.remove(first.getKey());
            first = runs.firstEntry();
        }
    }

    /** Forgets what is below the offset, whoever holds it. */
    void startAt(long offset) {
        splitAt(offset);
        runs.headMap(offset, false).clear();
        startOffset = Math.max(startOffset, offset);
        endOffset = Math.max(endOffset, startOffset - 1);
    }

    /** Forgets what is at or behind the offset. */
    void endBefore(long offset) {
        splitAt(offset);
        runs.tailMap(offset, true).clear();
        endOffset = Math.max(startOffset - 1, Math.min(endOffset, offset - 1));
    }

    /** How many records are done. */
    long countDone() {
        long count = 0;
        for (InFlightRun run : runs.values()) {
            InFlightRun.Pending pending = run.pending();
            DeliveryState state = pending == null ? run.state() : pending.target();
            if (state.isTerminal()) {
                count += run.size();
            }
        }
        return count;
    }

    /** How many records have been delivered, or can be again, and are not done. */
    long countUndone() {
        long count = 0;
        for (InFlightRun run : runs.values()) {
            if (!run.state().isTerminal()) {
                count += run.size();
            }
        }
        return count;
    }
}
