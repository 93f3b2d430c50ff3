// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.share;

import io.barnabas.broker.partition.Partitions;
import io.barnabas.broker.time.BrokerTime;
import io.barnabas.coordinator.share.ShareCoordinator;
import java.util.concurrent.Executor;

/** What there is of share groups on the leader of partitions. */
public record ShareGroups(ShareGroupSettings settings, SharePartitions partitions, ShareSessions sessions) {

    /**
     * Nobody fetches yet.
     *
     * @param maxSessions {@code group.share.max.share.sessions}
     * @param disk where cold segments are read
     */
    public static ShareGroups of(
            ShareGroupSettings settings,
            int maxSessions,
            Partitions partitions,
            ShareCoordinator states,
            BrokerTime time,
            Executor disk) {
        var sharePartitions = new SharePartitions(partitions, states, settings, time, disk);
        return new ShareGroups(settings, sharePartitions, new ShareSessions(maxSessions, sharePartitions::release));
    }
}
