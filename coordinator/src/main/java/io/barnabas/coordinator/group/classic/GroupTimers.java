// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.classic;

import io.barnabas.coordinator.runtime.TimerChange;
import io.barnabas.coordinator.runtime.TimerKey;
import java.util.ArrayList;
import java.util.List;

/** The timers of classic groups. */
public final class GroupTimers {

    /** A member is dead when this fires; every sign of life sets it anew. */
    public static final String SESSION = "session";
    /** The joining ends when this fires, whoever has come. */
    public static final String JOIN = "join";
    /** Members that have not asked for their assignment are dropped when this fires. */
    public static final String SYNC = "sync";

    private GroupTimers() {}

    /** What is to be done when the group is no more, or not a classic one. */
    public static List<TimerChange> cancelAll(ClassicGroup group) {
        List<TimerChange> cancelled = new ArrayList<>();
        cancelled.add(new TimerChange.Cancel(join(group.groupId())));
        cancelled.add(new TimerChange.Cancel(sync(group.groupId())));
        group.members()
                .forEach(member -> cancelled.add(new TimerChange.Cancel(session(group.groupId(), member.memberId()))));
        return cancelled;
    }

    static TimerKey session(String groupId, String memberId) {
        return new TimerKey(SESSION, groupId, memberId);
    }

    static TimerKey join(String groupId) {
        return new TimerKey(JOIN, groupId, "");
    }

    static TimerKey sync(String groupId) {
        return new TimerKey(SYNC, groupId, "");
    }
}
