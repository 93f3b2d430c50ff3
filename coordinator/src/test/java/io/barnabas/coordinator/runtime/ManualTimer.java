// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.runtime;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A timer and the clock it goes by, both moved by hand. */
public final class ManualTimer implements CoordinatorTimer {

    private record Entry(TimerKey key, long deadlineMs, Runnable task) {}

    private final Map<TimerKey, Entry> entries = new LinkedHashMap<>();
    private long nowMs;

    public ManualTimer(long nowMs) {
        this.nowMs = nowMs;
    }

    public long nowMs() {
        return nowMs;
    }

    @Override
    public void set(TimerKey key, long delayMs, Runnable task) {
        entries.put(key, new Entry(key, nowMs + delayMs, task));
    }

    @Override
    public void cancel(TimerKey key) {
        entries.remove(key);
    }

    @Override
    public boolean isSet(TimerKey key) {
        return entries.containsKey(key);
    }

    /** Moves the clock, firing on the way what is due, in order. */
    public void advance(long ms) {
        long untilMs = nowMs + ms;
        for (Optional<Entry> next = due(untilMs); next.isPresent(); next = due(untilMs)) {
            entries.remove(next.get().key());
            nowMs = Math.max(nowMs, next.get().deadlineMs());
            next.get().task().run();
        }
        nowMs = untilMs;
    }

    private Optional<Entry> due(long untilMs) {
        return entries.values().stream()
                .filter(entry -> entry.deadlineMs() <= untilMs)
                .min(Comparator.comparingLong(Entry::deadlineMs));
    }

    /** As after a restart of the process. */
    public void clear() {
        entries.clear();
    }
}
