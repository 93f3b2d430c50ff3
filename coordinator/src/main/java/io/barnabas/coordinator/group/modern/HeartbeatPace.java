// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.modern;

import io.barnabas.coordinator.group.RequestOrigin;

/**
 * How soon a member is to come again. Members learn of each other's coming and going by heartbeats alone, so while a group
 * settles they are told to come soon; and very soon right after an assignment, since a waiting consumer looks at what it has
 * been given no more often than it heartbeats. The more members there are the longer the shortest interval, so that they
 * cost the same together.
 *
 * <p>Unlike Kafka, which always tells the configured interval: there a lone consumer needs some 300 ms to its first record,
 * and the second consumer of a group up to ten seconds, until the first has learned of it and has given partitions back.
 */
public final class HeartbeatPace {

    public static final int SETTLING_INTERVAL_MS = 250;
    public static final int FRESH_INTERVAL_MS_PER_MEMBER = 10;

    private static final long FRESH_MS = 1_000;

    private HeartbeatPace() {}

    /**
     * {@code ageMs} is the time since the last assignment; {@code isStable}: everybody has what it is to have. A client that has not
     * said what it is hears what Kafka says.
     */
    public static int intervalMs(
            RequestOrigin origin, int configuredMs, long ageMs, int memberCount, boolean isStable) {
        if (!origin.isIntroduced()) {
            return configuredMs;
        }
        if (ageMs < FRESH_MS) {
            long freshMs = (long) FRESH_INTERVAL_MS_PER_MEMBER * memberCount;
            return (int) Math.min(configuredMs, Math.min(SETTLING_INTERVAL_MS, freshMs));
        }
        // Stable for an interval: whoever starts several consumers has started them by then.
        boolean isSettled = ageMs >= configuredMs && isStable;
        return isSettled ? configuredMs : Math.min(configuredMs, SETTLING_INTERVAL_MS);
    }
}
