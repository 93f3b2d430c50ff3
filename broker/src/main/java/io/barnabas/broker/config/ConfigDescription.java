// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry in an answer about configs (KIP-133, KIP-226, KIP-569).
 *
 * @param value null when it has none or is sensitive
 * @param type null when Kafka does not know the name
 * @param documentation null when Kafka has none, as of what is not among the properties of a file
 * @param synonyms where the value comes from and what it would be without that, in order; the first is in force
 */
public record ConfigDescription(
        String name,
        @Nullable String value,
        boolean readOnly,
        Source source,
        boolean sensitive,
        @Nullable ConfigType type,
        @Nullable String documentation,
        List<Synonym> synonyms) {

    /** Where a value was set, with its number in the answer of DescribeConfigs. */
    public enum Source {
        DYNAMIC_TOPIC_CONFIG(1),
        DYNAMIC_BROKER_CONFIG(2),
        DYNAMIC_DEFAULT_BROKER_CONFIG(3),
        STATIC_BROKER_CONFIG(4),
        DEFAULT_CONFIG(5),
        DYNAMIC_BROKER_LOGGER_CONFIG(6),
        DYNAMIC_CLIENT_METRICS_CONFIG(7),
        DYNAMIC_GROUP_CONFIG(8);

        private final byte wireId;

        Source(int wireId) {
            this.wireId = (byte) wireId;
        }

        public byte wireId() {
            return wireId;
        }
    }

    /** A name, the value it has in one place (null when sensitive), and the place. */
    public record Synonym(String name, @Nullable String value, Source source) {}
}
