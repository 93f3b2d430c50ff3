// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.seed;

import java.util.Map;

/**
 * A topic that shall be there.
 *
 * @param partitions -1 for the broker's default
 * @param replicas -1 for the broker's default
 * @param origin where it was asked for, for messages
 */
public record TopicSeed(String name, int partitions, short replicas, Map<String, String> configs, String origin) {
    public TopicSeed {
        configs = Map.copyOf(configs);
    }
}
