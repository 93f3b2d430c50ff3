// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.telemetry;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One config resource of client metrics: which metrics, how often, from which clients.
 *
 * @param metrics prefixes of names; {@code *} for all
 * @param match patterns that a client's attributes must have, all of them; none for every client
 */
record Subscription(Set<String> metrics, int intervalMs, Map<String, Pattern> match) {
    static final int DEFAULT_INTERVAL_MS = 300_000;
    static final String ALL = "*";

    /** @param entries as the metadata has them, checked when they were set */
    static Subscription of(Map<String, String> entries) {
        Map<String, Pattern> match = new HashMap<>();
        for (String pattern : items(entries.get("match"))) {
            int equals = pattern.indexOf('=');
            match.put(
                    pattern.substring(0, equals).trim(),
                    Pattern.compile(pattern.substring(equals + 1).trim()));
        }
        String interval = entries.get("interval.ms");
        return new Subscription(
                new HashSet<>(items(entries.get("metrics"))),
                interval == null ? DEFAULT_INTERVAL_MS : Integer.parseInt(interval.trim()),
                match);
    }

    private static List<String> items(@Nullable String list) {
        return list == null || list.isBlank()
                ? List.of()
                : Pattern.compile(",").splitAsStream(list).map(String::trim).toList();
    }

    boolean matches(ClientAttributes client) {
        return match.entrySet().stream().allMatch(entry -> {
            String value = client.value(entry.getKey());
            return value != null && entry.getValue().matcher(value).matches();
        });
    }
}
