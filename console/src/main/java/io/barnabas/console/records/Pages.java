// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.records;

import io.barnabas.wire.message.FetchResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns the leaves of a topic, in both directions. Kafka's logs can be read forwards only, so to go back a window before the place is read
 * whole: made smaller when it holds too many bytes, and moved further back when it holds no record (compaction, markers).
 */
final class Pages {
    private static final int MAX_MOVES = 12;

    private final TopicReader reader;
    private final Map<Integer, Long> starts;

    /** @param starts the log start offset of each partition that is read */
    Pages(TopicReader reader, Map<Integer, Long> starts) {
        this.reader = reader;
        this.starts = starts;
    }

    Page forwards(Cursor from, int limit) {
        return forwards(from, reader.read(from.offsets()), limit);
    }

    /** The page made of a fetch from there that was asked for earlier. */
    Page forwards(Cursor from, FetchResponse fetched, int limit) {
        return forwards(from, reader.chunks(from.offsets(), fetched), limit);
    }

    private static Page forwards(Cursor from, Map<Integer, Chunk> chunks, int limit) {
        var merge = new Merge(false);
        chunks.forEach((partition, chunk) -> merge.add(partition, chunk.records(), chunk.reachesEnd()));
        List<ShownRecord> shown = merge.take(limit);
        Map<Integer, Long> next = new TreeMap<>(from.offsets());
        Merge.move(next, shown, false);
        boolean end = true;
        for (var entry : chunks.entrySet()) {
            Chunk chunk = entry.getValue();
            boolean allShown = chunk.records().isEmpty()
                    || next.getOrDefault(entry.getKey(), 0L)
                            > chunk.records().get(chunk.records().size() - 1).offset();
            if (allShown) {
                next.put(entry.getKey(), chunk.next()); // behind markers and what compaction has left
            }
            end &= allShown && chunk.reachesEnd();
        }
        return new Page(shown, new Cursor(next), end);
    }

    Page backwards(Cursor before, int limit) {
        var merge = new Merge(true);
        Map<Integer, Long> back = new HashMap<>(before.offsets());
        before.offsets().forEach((partition, offset) -> {
            Window window = windowBefore(partition, offset, limit);
            merge.add(partition, window.records(), window.from() <= startOf(partition));
            if (window.records().isEmpty()) {
                back.put(partition, window.from());
            }
        });
        List<ShownRecord> shown = merge.take(limit);
        Merge.move(back, shown, true);
        boolean end = back.entrySet().stream().allMatch(entry -> entry.getValue() <= startOf(entry.getKey()));
        return new Page(shown, new Cursor(back), end);
    }

    private long startOf(int partition) {
        return starts.getOrDefault(partition, 0L);
    }

    /** All records from an offset on, up to where was asked for. */
    private record Window(long from, List<ShownRecord> records) {}

    private Window windowBefore(int partition, long offset, int limit) {
        long start = startOf(partition);
        long upTo = offset;
        long size = limit;
        for (int move = 0; move < MAX_MOVES && upTo > start; move++) {
            long from = Math.max(start, upTo - size);
            Chunk chunk = reader.read(Map.of(partition, from)).get(partition);
            if (chunk == null) {
                break;
            }
            if (chunk.next() < upTo && !chunk.reachesEnd() && size > 1) {
                size = Math.max(1, size / 4);
                continue;
            }
            List<ShownRecord> records = chunk.before(upTo).records();
            if (!records.isEmpty()) {
                return new Window(from, records);
            }
            upTo = from;
            size = Math.min(size * 8, 1_000_000);
        }
        return new Window(upTo, List.of());
    }
}
