// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.assignor;

import io.barnabas.coordinator.group.assignor.GroupSpec.MemberSpec;
import io.barnabas.coordinator.group.modern.Assignment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The assignor of share groups: partitions go round among those who subscribe to them, and each to several when there are more
 * members than partitions, so that every member has something to do. Within what balance allows, members keep what they have.
 *
 * <p>Topics that the same members subscribe to are one {@link SharePool}. Unlike Kafka's, which takes topic by topic as soon as two
 * members subscribe differently, it so balances the rest of the group as if nobody did.
 */
public final class SimpleAssignor {

    /**
     * An assignment for each member of the group, perhaps an empty one.
     *
     * @param assignable the partitions that may be assigned
     */
    public Map<String, Assignment> assign(GroupSpec group, SortedMap<UUID, SortedSet<Integer>> assignable) {
        Map<SortedSet<String>, List<UUID>> topicsBySubscribers = new HashMap<>();
        for (UUID topicId : assignable.keySet()) {
            SortedSet<String> subscribers = subscribers(group, topicId);
            if (!subscribers.isEmpty()) {
                topicsBySubscribers
                        .computeIfAbsent(subscribers, all -> new ArrayList<>())
                        .add(topicId);
            }
        }
        Map<String, Map<UUID, SortedSet<Integer>>> assigned = new TreeMap<>();
        group.members().keySet().forEach(memberId -> assigned.put(memberId, new HashMap<>()));
        topicsBySubscribers.entrySet().stream()
                // The fewer can have them, the earlier they go; the others are then spread over who has less.
                .sorted(Map.Entry.<SortedSet<String>, List<UUID>>comparingByKey(
                                (a, b) -> Integer.compare(a.size(), b.size()))
                        .thenComparing(entry -> entry.getValue().get(0)))
                .forEach(entry -> {
                    SharePool pool = new SharePool(entry.getKey());
                    entry.getValue()
                            .forEach(topicId -> assignable
                                    .getOrDefault(topicId, Collections.emptyNavigableSet())
                                    .forEach(number -> pool.add(new SharePool.Partition(topicId, number))));
                    pool.distribute(group, assigned);
                });
        Map<String, Assignment> assignments = new HashMap<>();
        assigned.forEach((memberId, partitions) -> assignments.put(memberId, Assignment.of(partitions)));
        return assignments;
    }

    private static SortedSet<String> subscribers(GroupSpec group, UUID topicId) {
        SortedSet<String> subscribers = new TreeSet<>();
        for (Map.Entry<String, MemberSpec> member : group.members().entrySet()) {
            if (member.getValue().topics().contains(topicId)) {
                subscribers.add(member.getKey());
            }
        }
        return subscribers;
    }
}
