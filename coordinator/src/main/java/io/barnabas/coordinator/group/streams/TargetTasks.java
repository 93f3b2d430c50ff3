// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which tasks the members of a group are to have, and at which group epoch and time that was decided. Changed by replay alone. */
final class TargetTasks {

    private final Map<String, Tasks> members;
    private int epoch;
    private long timestampMs;

    TargetTasks() {
        members = new TreeMap<>();
    }

    private TargetTasks(TargetTasks from) {
        members = new TreeMap<>(from.members);
        epoch = from.epoch;
        timestampMs = from.timestampMs;
    }

    TargetTasks copy() {
        return new TargetTasks(this);
    }

    /** 0 when nothing has been decided yet. */
    int epoch() {
        return epoch;
    }

    long timestampMs() {
        return timestampMs;
    }

    Tasks of(String memberId) {
        return members.getOrDefault(memberId, Tasks.NONE);
    }

    Map<String, Tasks> members() {
        return Collections.unmodifiableMap(members);
    }

    void replay(int newEpoch, long newTimestampMs) {
        epoch = newEpoch;
        timestampMs = newTimestampMs;
    }

    /** Sets a member's part; null is a tombstone. */
    void replay(String memberId, @Nullable Tasks tasks) {
        if (tasks == null) {
            members.remove(memberId);
        } else {
            members.put(memberId, tasks);
        }
    }

    /** Of a new assignment the parts that differ from this one: what is to be written. */
    Map<String, Tasks> changes(Map<String, Tasks> wanted) {
        Map<String, Tasks> changes = new TreeMap<>();
        wanted.forEach((memberId, tasks) -> {
            if (!tasks.equals(members.get(memberId))) {
                changes.put(memberId, tasks);
            }
        });
        return changes;
    }

    /** Whether enough time has passed since the last assignment for the next (KIP-1263). */
    boolean mayBeReplaced(long intervalMs, long nowMs) {
        return timestampMs == 0 || intervalMs == 0 || nowMs - timestampMs >= intervalMs || nowMs < timestampMs;
    }
}
