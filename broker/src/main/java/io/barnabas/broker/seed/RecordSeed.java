// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.seed;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record that shall be in its topic's partition when that has none yet.
 *
 * @param partition -1 for that of the key, as Kafka's producer chooses it
 * @param timestampMs null for the time of the start
 * @param origin where it was asked for, for messages
 */
record RecordSeed(
        String topic,
        int partition,
        @Nullable String key,
        @Nullable String value,
        Map<String, String> headers,
        @Nullable Long timestampMs,
        String origin) {
    RecordSeed {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
}
