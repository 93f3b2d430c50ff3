// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.modern;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the members of a group are to have, and at which group epoch and time that was decided. Changed by replay alone.
 *
 * @param <A> a member's part: partitions, or tasks
 */
public final class TargetAssignment<A> {

    private final A nothing;
    private final Map<String, A> members;
    private int epoch;
    private long timestampMs;

    /** @param nothing the part of a member that has none */
    public TargetAssignment(A nothing) {
        this.nothing = nothing;
        this.members = new TreeMap<>();
    }

    private TargetAssignment(TargetAssignment<A> from) {
        nothing = from.nothing;
        members = new TreeMap<>(from.members);
        epoch = from.epoch;
        timestampMs = from.timestampMs;
    }

    public TargetAssignment<A> copy() {
        return new TargetAssignment<>(this);
    }

    public int epoch() {
        return epoch;
    }

    /** When it was decided; 0 when never, or by a Kafka before 4.3. */
    public long timestampMs() {
        return timestampMs;
    }

    public A of(String memberId) {
        return members.getOrDefault(memberId, nothing);
    }

    public Map<String, A> members() {
        return Collections.unmodifiableMap(members);
    }

    public void replay(int newEpoch, long newTimestampMs) {
        epoch = newEpoch;
        timestampMs = newTimestampMs;
    }

    /** Sets a member's part; null is a tombstone. */
    public void replay(String memberId, @Nullable A assignment) {
        if (assignment == null) {
            members.remove(memberId);
        } else {
            members.put(memberId, assignment);
        }
    }

    /** Of a new assignment the parts that differ from this one: what is to be written. Members have to be in both or new. */
    public Map<String, A> changes(Map<String, A> wanted) {
        Map<String, A> changes = new TreeMap<>();
        wanted.forEach((memberId, assignment) -> {
            if (!assignment.equals(members.get(memberId))) {
                changes.put(memberId, assignment);
            }
        });
        return changes;
    }

    /** Whether enough time has passed since the last assignment for the next (KIP-1263). */
    public boolean mayBeReplaced(long intervalMs, long nowMs) {
        return timestampMs == 0 || intervalMs == 0 || nowMs - timestampMs >= intervalMs || nowMs < timestampMs;
    }
}
