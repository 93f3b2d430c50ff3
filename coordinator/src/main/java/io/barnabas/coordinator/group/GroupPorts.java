// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group;

import io.barnabas.coordinator.group.modern.GroupOverrides;
import io.barnabas.coordinator.group.share.ShareStatePort;
import io.barnabas.coordinator.runtime.TopicImage;
import java.util.function.Supplier;

/**
 * What groups need to know of the rest of the broker.
 *
 * @param uniqueIds gives ids nobody else gives: the tails of member ids of the classic protocol
 * @param memberIds gives whole member ids, as members of newer protocols have them
 * @param topics the topics as they are now
 * @param overrides settings of single groups
 * @param shareStates the states of share partitions
 * @param diary where decisions are written down
 */
public record GroupPorts(
        Supplier<String> uniqueIds,
        Supplier<String> memberIds,
        Supplier<TopicImage> topics,
        GroupOverrides overrides,
        ShareStatePort shareStates,
        GroupDiary diary) {}
