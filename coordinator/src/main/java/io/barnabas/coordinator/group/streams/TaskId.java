// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** A task: a subtopology at work on one partition of each of its source topics. */
record TaskId(String subtopology, int partition) implements Comparable<TaskId> {

    private static final Comparator<TaskId> ORDER =
            Comparator.comparing(TaskId::subtopology).thenComparingInt(TaskId::partition);

    @Override
    public int compareTo(TaskId other) {
        return ORDER.compare(this, other);
    }

    static SortedSet<TaskId> sorted(Collection<TaskId> tasks) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(tasks));
    }

    /** The form that messages and records have: for each subtopology, in order, what {@code entry} makes of its partitions. */
    static <T> List<T> bySubtopology(Collection<TaskId> tasks, BiFunction<String, List<Integer>, T> entry) {
        SortedMap<String, SortedSet<Integer>> partitions = new TreeMap<>();
        tasks.forEach(task -> partitions
                .computeIfAbsent(task.subtopology, id -> new TreeSet<>())
                .add(task.partition));
        return partitions.entrySet().stream()
                .map(each -> entry.apply(each.getKey(), List.copyOf(each.getValue())))
                .toList();
    }
}
