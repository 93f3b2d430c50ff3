// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.modern.GroupDraft;

/**
 * How soon a member is to come again. Members learn of each other's coming and going by heartbeats alone, so while a group
 * settles they are told to come soon.
 *
 * <p>Unlike Kafka, which always tells the configured interval: there the second consumer of a group waits for up to ten
 * seconds, until the first has learned of it and has given partitions back.
 */
final class HeartbeatPace {

    static final int SETTLING_INTERVAL_MS = 250;

    private final ConsumerGroupSettings settings;

    HeartbeatPace(ConsumerGroupSettings settings) {
        this.settings = settings;
    }

    int intervalMs(GroupDraft<ConsumerGroup> draft) {
        int configuredMs = settings.heartbeatIntervalMs(draft.group().groupId());
        return isSettled(draft, configuredMs) ? configuredMs : Math.min(configuredMs, SETTLING_INTERVAL_MS);
    }

    /** All are stable, and have been for an interval: whoever starts several consumers has started them by then. */
    private static boolean isSettled(GroupDraft<ConsumerGroup> draft, int configuredMs) {
        ConsumerGroup group = draft.group();
        return draft.nowMs() - group.target().timestampMs() >= configuredMs
                && group.state() == ConsumerGroupState.STABLE;
    }
}
