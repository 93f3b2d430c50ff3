// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.assignor;

import io.barnabas.coordinator.group.assignor.OwnedPartitions.Partition;
import io.barnabas.coordinator.group.modern.Assignment;
import io.barnabas.coordinator.runtime.TopicImage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Members subscribe to different topics. What is free goes to the subscriber with the least, topics with few subscribers
 * first; then partitions move from subscribers of a topic that have more to those that have less, at last also by way of
 * others in between, for as long as that brings two of them nearer together. Each move lessens the sum of the squared loads,
 * so it ends, and ends in the best balance there is.
 */
final class LoadBalance {

    /** From whom a member can get a partition, and of which topic. */
    private record Step(String from, UUID topic) {}

    private final List<String> memberIds;
    private final OwnedPartitions owned;
    private final Map<UUID, List<String>> subscribers = new TreeMap<>();
    private final Comparator<String> byLoad;

    LoadBalance(GroupSpec group, TopicImage topics) {
        memberIds = new ArrayList<>(new TreeSet<>(group.members().keySet()));
        owned = new OwnedPartitions(group, topics);
        byLoad = Comparator.comparingInt(owned::load).thenComparing(Comparator.naturalOrder());
        new TreeMap<>(group.members())
                .forEach((memberId, member) -> member.topics()
                        .forEach(topic -> subscribers
                                .computeIfAbsent(topic, id -> new ArrayList<>())
                                .add(memberId)));
    }

    Map<String, Assignment> assign() {
        List<Partition> free = new ArrayList<>(owned.free());
        free.sort(Comparator.comparingInt(partition -> of(partition.topic()).size()));
        for (Partition partition : free) {
            owned.give(of(partition.topic()).stream().min(byLoad).orElseThrow(), partition);
        }
        do {
            boolean moved = true;
            while (moved) {
                moved = false;
                for (UUID topic : subscribers.keySet()) {
                    moved |= even(topic);
                }
            }
        } while (passOn());
        return owned.assignments();
    }

    /** Passes one partition each down a chain of members, from one that has more than the last by two. */
    private boolean passOn() {
        List<String> heaviestFirst = new ArrayList<>(memberIds);
        heaviestFirst.sort(byLoad.reversed());
        for (String giver : heaviestFirst) {
            Map<String, Step> reached = new LinkedHashMap<>();
            reached.put(giver, new Step("", new UUID(0, 0)));
            Queue<String> next = new ArrayDeque<>(List.of(giver));
            for (String member = next.poll(); member != null; member = next.poll()) {
                if (owned.load(giver) - owned.load(member) >= 2) {
                    passAlong(giver, member, reached);
                    return true;
                }
                for (Map.Entry<UUID, Set<Integer>> topic : new TreeMap<>(owned.of(member)).entrySet()) {
                    if (!topic.getValue().isEmpty()) {
                        for (String taker : of(topic.getKey())) {
                            if (reached.putIfAbsent(taker, new Step(member, topic.getKey())) == null) {
                                next.add(taker);
                            }
                        }
                    }
                }
            }
        }
        return false;
    }

    private void passAlong(String giver, String last, Map<String, Step> reached) {
        String taker = last;
        while (!taker.equals(giver)) {
            Step step = reached.getOrDefault(taker, new Step(giver, new UUID(0, 0)));
            Partition partition = lastOf(step.from(), step.topic());
            owned.take(step.from(), partition);
            owned.give(taker, partition);
            taker = step.from();
        }
    }

    private List<String> of(UUID topic) {
        return subscribers.getOrDefault(topic, List.of());
    }

    private boolean even(UUID topic) {
        boolean moved = false;
        String giver = heaviestOwner(topic);
        while (giver != null) {
            String taker = of(topic).stream().min(byLoad).orElseThrow();
            if (owned.load(giver) - owned.load(taker) < 2) {
                return moved;
            }
            Partition partition = lastOf(giver, topic);
            owned.take(giver, partition);
            owned.give(taker, partition);
            moved = true;
            giver = heaviestOwner(topic);
        }
        return moved;
    }

    private @Nullable String heaviestOwner(UUID topic) {
        return of(topic).stream()
                .filter(memberId ->
                        !owned.of(memberId).getOrDefault(topic, Set.of()).isEmpty())
                .max(byLoad)
                .orElse(null);
    }

    private Partition lastOf(String memberId, UUID topic) {
        int last = owned.of(memberId).getOrDefault(topic, Set.of()).stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElseThrow();
        return new Partition(topic, last);
    }
}
