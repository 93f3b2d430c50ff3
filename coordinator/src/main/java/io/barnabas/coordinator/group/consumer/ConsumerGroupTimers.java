// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.modern.GroupDraft;
import io.barnabas.coordinator.runtime.TimerKey;

/** The timers of consumer groups. */
public final class ConsumerGroupTimers {

    /** A member is dead when this fires; every sign of life sets it anew. */
    public static final String SESSION = "consumer-session";
    /** A member is out when this fires: it has not given back its partitions in time. */
    public static final String REBALANCE = "consumer-rebalance";

    /** A member of the classic protocol is out when this fires: it was told to rejoin and has not. */
    public static final String JOIN = "consumer-join";
    /** A member of the classic protocol is out when this fires: it has not fetched its assignment. */
    public static final String SYNC = "consumer-sync";

    private ConsumerGroupTimers() {}

    static TimerKey session(String groupId, String memberId) {
        return new TimerKey(SESSION, groupId, memberId);
    }

    static TimerKey join(String groupId, String memberId) {
        return new TimerKey(JOIN, groupId, memberId);
    }

    static TimerKey sync(String groupId, String memberId) {
        return new TimerKey(SYNC, groupId, memberId);
    }

    static void cancelAll(GroupDraft<ConsumerGroup> draft, String memberId) {
        String groupId = draft.group().groupId();
        draft.cancelTimer(session(groupId, memberId));
        draft.cancelTimer(rebalance(groupId, memberId));
        draft.cancelTimer(join(groupId, memberId));
        draft.cancelTimer(sync(groupId, memberId));
    }

    static TimerKey rebalance(String groupId, String memberId) {
        return new TimerKey(REBALANCE, groupId, memberId);
    }
}
