// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.share;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Which share partitions of a group have a state at the share coordinator; the value of its record of type 15. Never changes.
 *
 * <pre>
 *      begin               begun                end                 ended
 * none -----> initializing -----> initialized -----> deleting topic -----> none
 *   ^--- failed ---'  ^--- begin anew ---'
 * </pre>
 *
 * @param initializing those whose state is on its way, perhaps a new one of an initialized partition
 */
record StatePartitions(
        SortedMap<UUID, Partitions> initializing,
        SortedMap<UUID, Partitions> initialized,
        SortedMap<UUID, String> deleting) {

    static final StatePartitions NONE = new StatePartitions(
            Collections.emptyNavigableMap(), Collections.emptyNavigableMap(), Collections.emptyNavigableMap());

    /** Partitions of one topic. */
    record Partitions(String topic, SortedSet<Integer> numbers) {

        static Partitions of(String topic, Collection<Integer> numbers) {
            return new Partitions(topic, Collections.unmodifiableSortedSet(new TreeSet<>(numbers)));
        }

        Partitions plus(Partitions others) {
            SortedSet<Integer> all = new TreeSet<>(numbers);
            all.addAll(others.numbers);
            return of(topic, all);
        }

        Partitions minus(Collection<Integer> others) {
            SortedSet<Integer> rest = new TreeSet<>(numbers);
            rest.removeAll(others);
            return of(topic, rest);
        }

        Partitions only(Collection<Integer> others) {
            SortedSet<Integer> common = new TreeSet<>(numbers);
            common.retainAll(others);
            return of(topic, common);
        }
    }

    SortedSet<Integer> initializedOf(UUID topicId) {
        Partitions partitions = initialized.get(topicId);
        return partitions == null ? Collections.emptyNavigableSet() : partitions.numbers();
    }

    SortedSet<Integer> initializingOf(UUID topicId) {
        Partitions partitions = initializing.get(topicId);
        return partitions == null ? Collections.emptyNavigableSet() : partitions.numbers();
    }

    StatePartitions begin(Map<UUID, Partitions> topics) {
        SortedMap<UUID, String> stillDeleting = new TreeMap<>(deleting);
        stillDeleting.keySet().removeAll(topics.keySet());
        return new StatePartitions(plus(initializing, topics), initialized, stillDeleting);
    }

    /** What of these was being initialized is no more, and is initialized if that succeeded. */
    StatePartitions begun(Map<UUID, Partitions> succeeded, Map<UUID, Partitions> failed) {
        SortedMap<UUID, Partitions> expected = new TreeMap<>();
        succeeded.forEach((topicId, partitions) -> {
            Partitions awaited = partitions.only(initializingOf(topicId));
            if (!awaited.numbers().isEmpty()) {
                expected.put(topicId, awaited);
            }
        });
        return new StatePartitions(
                minus(minus(initializing, succeeded), failed), plus(initialized, expected), deleting);
    }

    StatePartitions end(Map<UUID, String> topics) {
        SortedMap<UUID, String> allDeleting = new TreeMap<>(deleting);
        allDeleting.putAll(topics);
        StatePartitions rest = without(topics.keySet()::contains);
        return new StatePartitions(rest.initializing, rest.initialized, allDeleting);
    }

    StatePartitions ended(Set<UUID> topics) {
        SortedMap<UUID, String> stillDeleting = new TreeMap<>(deleting);
        stillDeleting.keySet().removeAll(topics);
        return new StatePartitions(initializing, initialized, stillDeleting);
    }

    /** What is left when topics are forgotten altogether. */
    StatePartitions without(Predicate<UUID> forgotten) {
        SortedMap<UUID, Partitions> newInitializing = new TreeMap<>(initializing);
        newInitializing.keySet().removeIf(forgotten);
        SortedMap<UUID, Partitions> newInitialized = new TreeMap<>(initialized);
        newInitialized.keySet().removeIf(forgotten);
        SortedMap<UUID, String> newDeleting = new TreeMap<>(deleting);
        newDeleting.keySet().removeIf(forgotten);
        return new StatePartitions(newInitializing, newInitialized, newDeleting);
    }

    private static SortedMap<UUID, Partitions> plus(SortedMap<UUID, Partitions> some, Map<UUID, Partitions> others) {
        SortedMap<UUID, Partitions> all = new TreeMap<>(some);
        others.forEach((topicId, partitions) -> all.merge(topicId, partitions, Partitions::plus));
        return all;
    }

    private static SortedMap<UUID, Partitions> minus(SortedMap<UUID, Partitions> some, Map<UUID, Partitions> others) {
        SortedMap<UUID, Partitions> rest = new TreeMap<>(some);
        others.forEach((topicId, partitions) -> rest.computeIfPresent(topicId, (id, old) -> {
            Partitions left = old.minus(partitions.numbers());
            return left.numbers().isEmpty() ? null : left;
        }));
        return rest;
    }
}
