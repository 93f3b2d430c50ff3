// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.coordinator.group.GroupDiary;
import io.barnabas.coordinator.group.GroupPorts;
import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.group.modern.TopicHashes;
import io.barnabas.coordinator.runtime.TopicImage;
import java.util.function.Supplier;

/** What the operations on the consumer groups of one shard share. */
public record ConsumerGroupParts(
        ConsumerGroupSettings settings,
        Supplier<TopicImage> topics,
        ConsumerGroupLookup lookup,
        RegexUpdate regexes,
        TargetUpdate target,
        MemberRemoval removal,
        Downgrade downgrade,
        GroupDiary diary) {

    public static ConsumerGroupParts of(Groups groups, GroupConfig groupConfig, GroupPorts ports) {
        ConsumerGroupConfig config = groupConfig.consumer();
        var settings = new ConsumerGroupSettings(config, ports.overrides());
        var hashes = new TopicHashes();
        var downgrade = new Downgrade(groups, groupConfig);
        return new ConsumerGroupParts(
                settings,
                ports.topics(),
                new ConsumerGroupLookup(new Upgrade(config, hashes)),
                new RegexUpdate(new RegexLookup(), config.regexRefreshIntervalMs()),
                new TargetUpdate(settings, hashes),
                new MemberRemoval(hashes, downgrade),
                downgrade,
                ports.diary());
    }
}
