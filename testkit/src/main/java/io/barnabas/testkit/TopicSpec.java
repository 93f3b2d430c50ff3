// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import java.util.Map;

/** A topic to be created. */
record TopicSpec(String name, int partitions, Map<String, String> configs) {
    TopicSpec {
        configs = Map.copyOf(configs);
    }

    /** From {@code name} or {@code name:partitions}, as annotations have it. */
    static TopicSpec parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return new TopicSpec(text, 1, Map.of());
        }
        try {
            return new TopicSpec(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)), Map.of());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("A topic is written name or name:partitions, not " + text, e);
        }
    }
}
