// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a broker shall be like. Tests that want the same may share a broker. */
record BrokerSpec(
        List<TopicSpec> topics,
        Map<String, String> properties,
        @Nullable Path directory) {
    BrokerSpec {
        topics = List.copyOf(topics);
        properties = Map.copyOf(properties);
    }
}
