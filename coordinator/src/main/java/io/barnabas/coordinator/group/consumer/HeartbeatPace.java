// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.modern.GroupDraft;

/**
 * How soon a member is to come again. Members learn of each other's coming and going by heartbeats alone, so while a group
 * settles they are told to come soon; and very soon right after an assignment, since a waiting consumer looks at what it has
 * been given no more often than it heartbeats. The more members there are the longer the shortest interval, so that they
 * cost the same together.
 *
 * <p>Unlike Kafka, which always tells the configured interval: there a lone consumer needs some 300 ms to its first record,
 * and the second consumer of a group up to ten seconds, until the first has learned of it and has given partitions back.
 */
final class HeartbeatPace {

    static final int SETTLING_INTERVAL_MS = 250;
    static final int FRESH_INTERVAL_MS_PER_MEMBER = 10;

    private static final long FRESH_MS = 1_000;

    private final ConsumerGroupSettings settings;

    HeartbeatPace(ConsumerGroupSettings settings) {
        this.settings = settings;
    }

    int intervalMs(GroupDraft<ConsumerGroup> draft) {
        ConsumerGroup group = draft.group();
        int configuredMs = settings.heartbeatIntervalMs(group.groupId());
        long ageMs = draft.nowMs() - group.target().timestampMs();
        if (ageMs < FRESH_MS) {
            long freshMs = (long) FRESH_INTERVAL_MS_PER_MEMBER * group.members().size();
            return (int) Math.min(configuredMs, Math.min(SETTLING_INTERVAL_MS, freshMs));
        }
        // Stable for an interval: whoever starts several consumers has started them by then.
        boolean isSettled = ageMs >= configuredMs && group.state() == ConsumerGroupState.STABLE;
        return isSettled ? configuredMs : Math.min(configuredMs, SETTLING_INTERVAL_MS);
    }
}
