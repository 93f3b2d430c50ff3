// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values that Kafka has under several names in several units: the first name with a value wins, milliseconds come out. */
final class DurationDefaults {
    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 60 * MINUTE_MS;

    private DurationDefaults() {}

    /** The value of a property that has a default under one of its names. */
    static long of(String name, ConfigValues values) {
        String first = firstOf(BrokerTables.synonyms(name), values);
        if (first == null) {
            throw new IllegalStateException("no value of " + name);
        }
        return Long.parseLong(first);
    }

    /** The value of the first of these names that has one, in milliseconds if it is a time; null when none has. */
    static @Nullable String firstOf(List<String> names, ConfigValues values) {
        for (String name : names) {
            String value = values.find(name);
            if (value != null) {
                return inMilliseconds(name, value);
            }
        }
        return null;
    }

    private static String inMilliseconds(String name, String value) {
        if (name.startsWith("log.retention.") && !name.endsWith(".bytes") && value.startsWith("-")) {
            return "-1";
        }
        if (name.endsWith(".hours")) {
            return Long.toString(Long.parseLong(value) * HOUR_MS);
        }
        return name.endsWith(".minutes") ? Long.toString(Long.parseLong(value) * MINUTE_MS) : value;
    }
}
