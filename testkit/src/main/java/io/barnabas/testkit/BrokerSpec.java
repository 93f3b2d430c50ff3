// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a broker shall be like. Tests that want the same may share a broker.
 *
 * @param directory null: a temporary one
 * @param manualTime null: the system's clock
 */
record BrokerSpec(
        List<TopicSpec> topics,
        Map<String, String> properties,
        @Nullable Path directory,
        @Nullable ManualTime manualTime) {
    /**
     * A clock by hand.
     *
     * @param start where it begins; null: at the system's time
     */
    record ManualTime(@Nullable Instant start) {}

    BrokerSpec {
        topics = List.copyOf(topics);
        properties = Map.copyOf(properties);
    }
}
