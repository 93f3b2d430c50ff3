// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.share;

/**
 * How soon a member is to come again: very soon right after an assignment, since partitions may be getting their state and others
 * may have joined, and seldom at rest. The more members there are the longer the shortest interval, so that they cost the same
 * together.
 *
 * <p>Unlike Kafka, which always tells the configured interval: there the first member of a group waits for five seconds until it
 * learns that it has partitions.
 */
final class SharePace {

    static final int SETTLING_INTERVAL_MS = 250;
    static final int FRESH_INTERVAL_MS_PER_MEMBER = 10;

    private static final long FRESH_MS = 1_000;

    private final ShareGroupSettings settings;

    SharePace(ShareGroupSettings settings) {
        this.settings = settings;
    }

    int intervalMs(ShareGroup group, long nowMs) {
        int configuredMs = settings.heartbeatIntervalMs(group.groupId());
        long ageMs = nowMs - group.target().timestampMs();
        if (ageMs < FRESH_MS) {
            long freshMs = (long) FRESH_INTERVAL_MS_PER_MEMBER * group.members().size();
            return (int) Math.min(configuredMs, Math.min(SETTLING_INTERVAL_MS, freshMs));
        }
        boolean isSettled = ageMs >= configuredMs && group.target().epoch() >= group.epoch();
        return isSettled ? configuredMs : Math.min(configuredMs, SETTLING_INTERVAL_MS);
    }
}
