// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.share;

import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.coordinator.group.GroupPorts;
import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.group.modern.TopicHashes;
import io.barnabas.coordinator.runtime.TopicImage;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What the operations on the share groups of one shard share.
 *
 * @param hasOffsets whether offsets have been committed under a group id, which makes it one of a classic group
 */
record ShareGroupParts(
        Groups groups,
        Predicate<String> hasOffsets,
        ShareGroupSettings settings,
        Supplier<TopicImage> topics,
        TopicHashes hashes,
        ShareTarget target,
        StateInitialization initialization,
        ShareStatePort shareStates) {

    static ShareGroupParts of(Groups groups, Predicate<String> hasOffsets, GroupConfig config, GroupPorts ports) {
        var settings = new ShareGroupSettings(config.share(), ports.overrides());
        var hashes = new TopicHashes();
        return new ShareGroupParts(
                groups,
                hasOffsets,
                settings,
                ports.topics(),
                hashes,
                new ShareTarget(settings, hashes),
                new StateInitialization(groups, config.share().initializeRetryIntervalMs()),
                ports.shareStates());
    }
}
