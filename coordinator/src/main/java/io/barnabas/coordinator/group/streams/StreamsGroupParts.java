// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.coordinator.group.GroupPorts;
import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.group.modern.TopicHashes;
import io.barnabas.coordinator.runtime.TopicImage;
import java.util.function.Supplier;

/** What the operations on the streams groups of one shard share. */
record StreamsGroupParts(
        Groups groups, StreamsGroupSettings settings, Supplier<TopicImage> topics, TargetUpdate target) {

    static StreamsGroupParts of(Groups groups, GroupConfig config, GroupPorts ports) {
        var settings = new StreamsGroupSettings(config.streams(), ports.overrides());
        return new StreamsGroupParts(groups, settings, ports.topics(), new TargetUpdate(settings, new TopicHashes()));
    }
}
