// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.records;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads page after page for the records that contain a text, until there are enough, or it has looked at enough for one question. */
final class Search {
    private static final int MAX_SCANNED = 50_000;
    private static final long MAX_MS = 1000;
    /** As many as a read brings, so that none is read twice. */
    private static final int PAGE = 20_000;
    /** Fewer, since a window that does not fit into one read is read again smaller. */
    private static final int PAGE_BACK = 5000;

    private final InstantSource clock;
    private final Pages pages;
    private final @Nullable String text;

    /** @param text what they contain; null for all records */
    Search(InstantSource clock, Pages pages, @Nullable String text) {
        this.clock = clock;
        this.pages = pages;
        this.text = text;
    }

    /** @param scanned records looked at */
    record Found(Page page, int scanned) {}

    Found onwards(Cursor from, int limit) {
        return text == null
                ? all(pages.forwards(from, limit))
                : search(from, limit, false, cursor -> pages.forwards(cursor, PAGE));
    }

    Found back(Cursor before, int limit) {
        return text == null
                ? all(pages.backwards(before, limit))
                : search(before, limit, true, cursor -> pages.backwards(cursor, PAGE_BACK));
    }

    private static Found all(Page page) {
        return new Found(page, page.records().size());
    }

    /** What of a page contains the text. */
    static Found filter(Page page, @Nullable String text) {
        if (text == null) {
            return all(page);
        }
        String wanted = text.toLowerCase(Locale.ROOT);
        List<ShownRecord> hits = page.records().stream()
                .filter(record -> record.contains(wanted))
                .toList();
        return new Found(
                new Page(hits, page.cursor(), page.end()), page.records().size());
    }

    private Found search(Cursor from, int limit, boolean newestFirst, Function<Cursor, Page> turn) {
        long deadline = clock.millis() + MAX_MS;
        List<ShownRecord> hits = new ArrayList<>();
        int scanned = 0;
        Page page = new Page(List.of(), from, false);
        while (!page.end() && hits.size() < limit && scanned < MAX_SCANNED && clock.millis() < deadline) {
            page = turn.apply(page.cursor());
            List<ShownRecord> found = filter(page, text).page().records();
            scanned += page.records().size();
            hits.addAll(found);
        }
        return new Found(cut(hits, limit, page, newestFirst), scanned);
    }

    /** The first of them; the next page begins behind the last that is shown. */
    private static Page cut(List<ShownRecord> hits, int limit, Page last, boolean newestFirst) {
        if (hits.size() <= limit) {
            return new Page(hits, last.cursor(), last.end());
        }
        // Hits of the last leaf that do not fit any more are found again from where it began to be too much.
        List<ShownRecord> shown = hits.subList(0, limit);
        var offsets = new TreeMap<>(last.cursor().offsets());
        for (ShownRecord left : hits.subList(limit, hits.size())) {
            long again = newestFirst ? left.offset() + 1 : left.offset();
            offsets.merge(left.partition(), again, newestFirst ? Math::max : Math::min);
        }
        return new Page(List.copyOf(shown), new Cursor(offsets), false);
    }
}
