// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Tasks that a member has. For each active one since which assignment: a commit for it from an earlier epoch comes from an
 * owner of old (KIP-1251). Never changes.
 */
record HeldTasks(SortedMap<TaskId, Integer> active, SortedSet<TaskId> standby, SortedSet<TaskId> warmup) {

    static final HeldTasks NONE = new HeldTasks(
            Collections.emptyNavigableMap(), Collections.emptyNavigableSet(), Collections.emptyNavigableSet());

    static HeldTasks of(Map<TaskId, Integer> active, Collection<TaskId> standby, Collection<TaskId> warmup) {
        return new HeldTasks(
                Collections.unmodifiableSortedMap(new TreeMap<>(active)),
                TaskId.sorted(standby),
                TaskId.sorted(warmup));
    }

    boolean isEmpty() {
        return active.isEmpty() && standby.isEmpty() && warmup.isEmpty();
    }

    /** The same without the epochs. */
    Tasks tasks() {
        return Tasks.of(active.keySet(), standby, warmup);
    }
}
