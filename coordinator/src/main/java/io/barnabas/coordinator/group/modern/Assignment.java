// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.modern;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Partitions that a member is to have, by topic, in order. Never changes, and has no topic without partitions. */
public record Assignment(SortedMap<UUID, SortedSet<Integer>> partitions) {

    public static final Assignment EMPTY = new Assignment(Collections.emptyNavigableMap());

    /** The same partitions, whatever kind of collection they came in. */
    public static Assignment of(Map<UUID, ? extends Collection<Integer>> partitions) {
        SortedMap<UUID, SortedSet<Integer>> sorted = new TreeMap<>();
        partitions.forEach((topic, numbers) -> {
            if (!numbers.isEmpty()) {
                sorted.put(topic, Collections.unmodifiableSortedSet(new TreeSet<>(numbers)));
            }
        });
        return new Assignment(Collections.unmodifiableSortedMap(sorted));
    }

    public SortedSet<Integer> of(UUID topic) {
        return partitions.getOrDefault(topic, Collections.emptyNavigableSet());
    }

    public boolean isEmpty() {
        return partitions.isEmpty();
    }

    public int size() {
        return partitions.values().stream().mapToInt(Set::size).sum();
    }
}
