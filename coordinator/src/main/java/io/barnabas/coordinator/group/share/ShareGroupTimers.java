// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.share;

import io.barnabas.coordinator.runtime.TimerKey;

/** The timer of members of share groups. */
public final class ShareGroupTimers {

    /** A member is dead when this fires; every sign of life sets it anew. */
    public static final String SESSION = "share-session";

    private ShareGroupTimers() {}

    static TimerKey session(String groupId, String memberId) {
        return new TimerKey(SESSION, groupId, memberId);
    }
}
