// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.records;

import io.barnabas.console.http.Refusal;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A place in several partitions: for each the offset of the next record, as {@code 0:17,1:20} in an address. */
record Cursor(Map<Integer, Long> offsets) {
    Cursor {
        offsets = new TreeMap<>(offsets);
    }

    static Cursor parse(String text) {
        var offsets = new TreeMap<Integer, Long>();
        for (String part : text.split(",", -1)) {
            String[] pair = part.split(":", -1);
            if (pair.length != 2 || !pair[0].matches("\\d{1,9}") || !pair[1].matches("\\d{1,18}")) {
                throw new Refusal(400, "A cursor is like 0:17,1:20, not '" + text + "'");
            }
            offsets.put(Integer.parseInt(pair[0]), Long.parseLong(pair[1]));
        }
        return new Cursor(offsets);
    }

    @Override
    public String toString() {
        return offsets.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
