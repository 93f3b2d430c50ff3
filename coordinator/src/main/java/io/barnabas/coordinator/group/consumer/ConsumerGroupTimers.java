// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.runtime.TimerKey;

/** The timers of consumer groups. */
public final class ConsumerGroupTimers {

    /** A member is dead when this fires; every sign of life sets it anew. */
    public static final String SESSION = "consumer-session";
    /** A member is out when this fires: it has not given back its partitions, or has not rejoined, in time. */
    public static final String REBALANCE = "consumer-rebalance";

    private ConsumerGroupTimers() {}

    static TimerKey session(String groupId, String memberId) {
        return new TimerKey(SESSION, groupId, memberId);
    }

    static TimerKey rebalance(String groupId, String memberId) {
        return new TimerKey(REBALANCE, groupId, memberId);
    }
}
