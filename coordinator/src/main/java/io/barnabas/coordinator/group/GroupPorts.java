// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group;

import io.barnabas.coordinator.group.modern.GroupOverrides;
import io.barnabas.coordinator.runtime.TopicImage;
import java.util.function.Supplier;

/**
 * What groups need to know of the rest of the broker.
 *
 * @param uniqueIds gives ids nobody else gives: member ids, or the tails of them
 * @param topics the topics as they are now
 * @param overrides settings of single groups
 */
public record GroupPorts(Supplier<String> uniqueIds, Supplier<TopicImage> topics, GroupOverrides overrides) {}
