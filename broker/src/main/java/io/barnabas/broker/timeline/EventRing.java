// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;

/** The latest events, as many as there is room for. The same one after itself is counted, not kept again. Any thread. */
final class EventRing {
    private final AtomicReferenceArray<Event> events;
    private final AtomicLong next = new AtomicLong();

    EventRing(int size) {
        events = new AtomicReferenceArray<>(size);
    }

    void add(long atMs, String client, String group, String text) {
        long latest = next.get() - 1;
        Event last = latest < 0 ? null : events.get(slot(latest));
        if (last != null && last.sameAs(client, group, text)) {
            // When another thread was quicker, one occurrence is not counted.
            events.compareAndSet(
                    slot(latest), last, new Event(last.sequence(), atMs, client, group, text, last.times() + 1));
            return;
        }
        long sequence = next.getAndIncrement();
        events.set(slot(sequence), new Event(sequence, atMs, client, group, text, 1));
    }

    private int slot(long sequence) {
        return (int) (sequence % events.length());
    }

    /** The latest of those that are wanted, the latest first. */
    List<Event> latest(Predicate<Event> wanted, int limit) {
        List<Event> found = new ArrayList<>();
        long end = next.get();
        for (long sequence = end - 1;
                sequence >= Math.max(0, end - events.length()) && found.size() < limit;
                sequence--) {
            Event event = events.get(slot(sequence));
            if (event != null && event.sequence() == sequence && wanted.test(event)) {
                found.add(event);
            }
        }
        return found;
    }
}
