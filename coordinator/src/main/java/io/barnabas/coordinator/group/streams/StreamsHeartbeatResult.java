// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import io.barnabas.wire.message.StreamsGroupHeartbeatResponse;
import java.util.Collection;

/**
 * An answer, and the internal topics that the group cannot work without: whoever sends it on sees to it that they come.
 *
 * @param intervalMs how often members of the group come when it is at rest
 */
public record StreamsHeartbeatResult(
        StreamsGroupHeartbeatResponse response, Collection<InternalTopicSpec> missingTopics, int intervalMs) {}
