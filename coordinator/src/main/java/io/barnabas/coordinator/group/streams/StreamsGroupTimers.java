// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import io.barnabas.coordinator.runtime.TimerKey;

/** The timers of streams groups. */
public final class StreamsGroupTimers {

    /** A member is dead when this fires; every sign of life sets it anew. */
    public static final String SESSION = "streams-session";
    /** A member is out when this fires: it has not given up its tasks in time. */
    public static final String REBALANCE = "streams-rebalance";
    /** The members of a new group have had their time to come together, and are given their tasks. */
    public static final String FIRST_ASSIGNMENT = "streams-first-assignment";

    private StreamsGroupTimers() {}

    static TimerKey session(String groupId, String memberId) {
        return new TimerKey(SESSION, groupId, memberId);
    }

    static TimerKey rebalance(String groupId, String memberId) {
        return new TimerKey(REBALANCE, groupId, memberId);
    }

    static TimerKey firstAssignment(String groupId) {
        return new TimerKey(FIRST_ASSIGNMENT, groupId, "");
    }

    static void cancelAll(StreamsGroupDraft draft, String memberId) {
        String groupId = draft.group().groupId();
        draft.cancelTimer(session(groupId, memberId));
        draft.cancelTimer(rebalance(groupId, memberId));
    }
}
