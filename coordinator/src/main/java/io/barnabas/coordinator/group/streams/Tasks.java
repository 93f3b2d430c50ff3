// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Tasks that a member is to have, by role. Never changes. */
record Tasks(SortedSet<TaskId> active, SortedSet<TaskId> standby, SortedSet<TaskId> warmup) {

    static final Tasks NONE = new Tasks(
            Collections.emptyNavigableSet(), Collections.emptyNavigableSet(), Collections.emptyNavigableSet());

    static Tasks of(Collection<TaskId> active, Collection<TaskId> standby, Collection<TaskId> warmup) {
        return new Tasks(TaskId.sorted(active), TaskId.sorted(standby), TaskId.sorted(warmup));
    }

    boolean isEmpty() {
        return active.isEmpty() && standby.isEmpty() && warmup.isEmpty();
    }

    Stream<TaskId> all() {
        return Stream.of(active, standby, warmup).flatMap(Collection::stream);
    }

    /** Whether all of these are among the other ones, in the same roles. */
    boolean areWithin(Tasks other) {
        return other.active.containsAll(active)
                && other.standby.containsAll(standby)
                && other.warmup.containsAll(warmup);
    }

    boolean overlaps(Tasks other) {
        return !Collections.disjoint(active, other.active)
                || !Collections.disjoint(standby, other.standby)
                || !Collections.disjoint(warmup, other.warmup);
    }

    Tasks plus(Tasks other) {
        return new Tasks(union(active, other.active), union(standby, other.standby), union(warmup, other.warmup));
    }

    private static SortedSet<TaskId> union(SortedSet<TaskId> one, SortedSet<TaskId> other) {
        SortedSet<TaskId> all = new TreeSet<>(one);
        all.addAll(other);
        return Collections.unmodifiableSortedSet(all);
    }
}
