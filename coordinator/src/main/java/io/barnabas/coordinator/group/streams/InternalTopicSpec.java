// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import java.util.Map;

/**
 * A repartition or changelog topic of an application, as it has to be. Never changes.
 *
 * @param replicationFactor 0 when the broker's default will do
 */
public record InternalTopicSpec(String name, int partitions, short replicationFactor, Map<String, String> configs) {}
