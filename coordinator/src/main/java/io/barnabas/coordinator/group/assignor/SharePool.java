// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.assignor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Partitions that the same members subscribe to.
 *
 * <pre>
 * copies of each partition = members / partitions, rounded up
 * quota of each member     = all copies / members, rounded up for as many as it takes, down for the others
 * </pre>
 */
final class SharePool {

    private final List<String> members;
    private final Map<Partition, Integer> missing = new LinkedHashMap<>();
    private final Map<String, Set<Partition>> held = new HashMap<>();
    private final Map<String, Integer> room = new HashMap<>();

    /** A partition of a topic. */
    record Partition(UUID topicId, int number) {}

    SharePool(SortedSet<String> members) {
        this.members = new ArrayList<>(members);
    }

    void add(Partition partition) {
        missing.put(partition, 0);
    }

    /** Adds to what members have been assigned. */
    void distribute(GroupSpec group, Map<String, Map<UUID, SortedSet<Integer>>> assigned) {
        int copies = (members.size() + missing.size() - 1) / missing.size();
        missing.replaceAll((partition, none) -> copies);
        setQuotas(group, assigned, copies * missing.size());
        members.forEach(memberId -> keep(group, memberId));
        giveOut();
        held.forEach((memberId, partitions) -> partitions.forEach(partition -> of(assigned, memberId)
                .computeIfAbsent(partition.topicId(), id -> new TreeSet<>())
                .add(partition.number())));
    }

    private static Map<UUID, SortedSet<Integer>> of(
            Map<String, Map<UUID, SortedSet<Integer>>> assigned, String memberId) {
        return assigned.computeIfAbsent(memberId, id -> new HashMap<>());
    }

    /** The larger quotas go to who has most of the pool, and among equals to who has least besides. */
    private void setQuotas(GroupSpec group, Map<String, Map<UUID, SortedSet<Integer>>> assigned, int copies) {
        Map<String, Integer> load = new HashMap<>();
        Map<String, Integer> kept = new HashMap<>();
        for (String memberId : members) {
            load.put(
                    memberId,
                    of(assigned, memberId).values().stream().mapToInt(Set::size).sum());
            kept.put(memberId, present(group, memberId).size());
        }
        members.sort(Comparator.<String, Integer>comparing(kept::get)
                .reversed()
                .thenComparing(load::get)
                .thenComparing(Comparator.naturalOrder()));
        int rounded = copies % members.size();
        for (String memberId : members) {
            room.put(memberId, copies / members.size() + (rounded-- > 0 ? 1 : 0));
            held.put(memberId, new LinkedHashSet<>());
        }
    }

    private List<Partition> present(GroupSpec group, String memberId) {
        List<Partition> present = new ArrayList<>();
        var member = group.members().get(memberId);
        if (member != null) {
            member.target()
                    .partitions()
                    .forEach((topicId, numbers) -> numbers.forEach(number -> {
                        var partition = new Partition(topicId, number);
                        if (missing.containsKey(partition)) {
                            present.add(partition);
                        }
                    }));
        }
        return present;
    }

    private void keep(GroupSpec group, String memberId) {
        for (Partition partition : present(group, memberId)) {
            if (roomOf(memberId) > 0 && missingOf(partition) > 0) {
                give(partition, memberId);
            }
        }
    }

    private void giveOut() {
        Deque<String> waiting = new ArrayDeque<>();
        members.stream().filter(memberId -> roomOf(memberId) > 0).forEach(waiting::add);
        for (Partition partition : List.copyOf(missing.keySet())) {
            while (missingOf(partition) > 0) {
                String memberId = waiting.stream()
                        .filter(each -> !has(each, partition))
                        .findFirst()
                        .orElseGet(() -> makeRoom(partition, waiting));
                waiting.remove(memberId);
                give(partition, memberId);
                if (roomOf(memberId) > 0) {
                    waiting.addLast(memberId);
                }
            }
        }
    }

    /** All with room have the partition already: one who has not passes another on to one of them, and takes this. */
    private String makeRoom(Partition partition, Deque<String> waiting) {
        String taker = waiting.getFirst();
        for (String giver : members) {
            if (!has(giver, partition)) {
                for (Partition other : heldBy(giver)) {
                    if (!has(taker, other)) {
                        heldBy(giver).remove(other);
                        room.merge(giver, 1, Integer::sum);
                        missing.merge(other, 1, Integer::sum);
                        give(other, taker);
                        if (roomOf(taker) == 0) {
                            waiting.remove(taker);
                        }
                        return giver;
                    }
                }
            }
        }
        throw new IllegalStateException(
                "There are no more copies of a partition than members, so someone can take it.");
    }

    private void give(Partition partition, String memberId) {
        heldBy(memberId).add(partition);
        room.merge(memberId, -1, Integer::sum);
        missing.merge(partition, -1, Integer::sum);
    }

    private boolean has(String memberId, Partition partition) {
        return heldBy(memberId).contains(partition);
    }

    private Set<Partition> heldBy(String memberId) {
        return held.computeIfAbsent(memberId, id -> new LinkedHashSet<>());
    }

    private int roomOf(String memberId) {
        return room.getOrDefault(memberId, 0);
    }

    private int missingOf(Partition partition) {
        return missing.getOrDefault(partition, 0);
    }
}
