// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import org.jspecify.annotations.Nullable;

/** One step of an incremental change (KIP-339). */
public record ConfigChange(Kind kind, String name, @Nullable String value) {
    /** What to do with the entry; codes as in IncrementalAlterConfigs. */
    public enum Kind {
        SET,
        DELETE,
        APPEND,
        SUBTRACT;

        /** Null for a code that Kafka does not have. */
        public static @Nullable Kind forCode(byte code) {
            return code >= 0 && code < values().length ? values()[code] : null;
        }
    }
}
