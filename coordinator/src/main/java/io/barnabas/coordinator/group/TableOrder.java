// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group;

import java.util.Comparator;

/**
 * The order in which Kafka's tables give their keys, and so its answers their entries: by the top bits of the hash times a constant
 * (Fibonacci hashing), as many as the table's size has. All bits give the same order for every size.
 */
public final class TableOrder {
    private static final long GOLDEN_RATIO = 0x9E37_79B9_7F4A_7C15L;

    private TableOrder() {}

    public static Comparator<String> ofKeys() {
        return Comparator.comparing(key -> key.hashCode() * GOLDEN_RATIO, Long::compareUnsigned);
    }
}
