// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.modern;

import io.barnabas.coordinator.runtime.Answer;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.TimerChange;
import io.barnabas.coordinator.runtime.TimerKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one operation is about to do to one group. Each record it writes is replayed into a private copy of the group at
 * once, so the steps of an operation see the group as their forerunners leave it, by the same code that will replay the
 * records for good. An operation that writes nothing copies nothing.
 */
public final class GroupDraft<G extends ModernGroup> {

    private final G current;
    private final UnaryOperator<G> copy;
    private final long nowMs;
    private final List<CoordinatorRecord> records = new ArrayList<>();
    private final List<TimerChange> timers = new ArrayList<>();
    private final List<Answer<?>> answers = new ArrayList<>();
    private @Nullable G changed;

    /**
     * A draft without changes.
     *
     * @param current the group as it is, or an empty one that does not exist yet
     */
    public GroupDraft(G current, UnaryOperator<G> copy, long nowMs) {
        this.current = current;
        this.copy = copy;
        this.nowMs = nowMs;
    }

    /** The group as the records so far make it. */
    public G group() {
        return changed == null ? current : changed;
    }

    /** The group before the operation. */
    public G before() {
        return current;
    }

    public long nowMs() {
        return nowMs;
    }

    public boolean isUnchanged() {
        return records.isEmpty();
    }

    public void write(CoordinatorRecord record) {
        G group = changed;
        if (group == null) {
            group = copy.apply(current);
            changed = group;
        }
        records.add(record);
        group.replay(record);
    }

    /** A record that does not belong to the group: what it replaces, say. It stands where it was added. */
    public void writeAside(CoordinatorRecord record) {
        records.add(record);
    }

    public void setTimer(TimerKey key, long delayMs) {
        timers.add(new TimerChange.Set(key, delayMs));
    }

    public void cancelTimer(TimerKey key) {
        timers.add(new TimerChange.Cancel(key));
    }

    public void setTimerIfAbsent(TimerKey key, long delayMs) {
        timers.add(new TimerChange.SetIfAbsent(key, delayMs));
    }

    public void changeTimers(List<TimerChange> changes) {
        timers.addAll(changes);
    }

    /** Answers requests that have been waiting. */
    public void answer(List<Answer<?>> toWaiters) {
        answers.addAll(toWaiters);
    }

    public <R> CoordinatorResult<R> result(@Nullable R response) {
        return new CoordinatorResult<>(records, response, timers, answers, GroupDraft::unchanged);
    }

    private static void unchanged() {}
}
