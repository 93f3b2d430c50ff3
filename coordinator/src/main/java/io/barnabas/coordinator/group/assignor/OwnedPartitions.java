// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.assignor;

import io.barnabas.coordinator.group.assignor.GroupSpec.MemberSpec;
import io.barnabas.coordinator.group.modern.Assignment;
import io.barnabas.coordinator.runtime.TopicImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** An assignment in the making: who has what, and what nobody has yet. Starts with what members had and may keep. */
final class OwnedPartitions {

    record Partition(UUID topic, int number) {}

    private final Map<String, Map<UUID, Set<Integer>>> owned = new HashMap<>();
    private final Map<String, Integer> loads = new HashMap<>();
    private final List<Partition> free = new ArrayList<>();

    OwnedPartitions(GroupSpec group, TopicImage topics) {
        Map<UUID, Integer> counts = new TreeMap<>();
        group.members()
                .values()
                .forEach(member -> member.topics().forEach(id -> {
                    TopicImage.Topic topic = topics.topic(id);
                    if (topic != null) {
                        counts.put(id, topic.partitionCount());
                    }
                }));
        Map<UUID, Set<Integer>> kept = new HashMap<>();
        new TreeMap<>(group.members()).forEach((memberId, member) -> keep(memberId, member, counts, kept));
        counts.forEach((topic, count) -> {
            for (int number = 0; number < count; number++) {
                if (!kept.getOrDefault(topic, Set.of()).contains(number)) {
                    free.add(new Partition(topic, number));
                }
            }
        });
    }

    private void keep(String memberId, MemberSpec member, Map<UUID, Integer> counts, Map<UUID, Set<Integer>> kept) {
        owned.put(memberId, new HashMap<>());
        loads.put(memberId, 0);
        member.target().partitions().forEach((topic, numbers) -> {
            if (member.topics().contains(topic)) {
                for (int number : numbers) {
                    if (number < counts.getOrDefault(topic, 0)
                            && kept.computeIfAbsent(topic, id -> new HashSet<>())
                                    .add(number)) {
                        give(memberId, new Partition(topic, number));
                    }
                }
            }
        });
    }

    /** The partitions that nobody has; whoever gives one away takes it out. */
    List<Partition> free() {
        return free;
    }

    int load(String memberId) {
        return loads.getOrDefault(memberId, 0);
    }

    Map<UUID, Set<Integer>> of(String memberId) {
        return owned.getOrDefault(memberId, Map.of());
    }

    void give(String memberId, Partition partition) {
        owned.computeIfAbsent(memberId, id -> new HashMap<>())
                .computeIfAbsent(partition.topic(), id -> new TreeSet<>())
                .add(partition.number());
        loads.merge(memberId, 1, Integer::sum);
    }

    void take(String memberId, Partition partition) {
        Set<Integer> numbers = of(memberId).get(partition.topic());
        if (numbers != null && numbers.remove(partition.number())) {
            loads.merge(memberId, -1, Integer::sum);
        }
    }

    /** Takes the last of its partitions from the member until it has no more than so many. */
    void shrink(String memberId, int most) {
        List<Partition> surplus = new ArrayList<>();
        int kept = 0;
        for (Map.Entry<UUID, Set<Integer>> topic : new TreeMap<>(of(memberId)).entrySet()) {
            for (int number : topic.getValue()) {
                if (kept++ >= most) {
                    surplus.add(new Partition(topic.getKey(), number));
                }
            }
        }
        surplus.forEach(partition -> {
            take(memberId, partition);
            free.add(partition);
        });
    }

    Map<String, Assignment> assignments() {
        Map<String, Assignment> assignments = new HashMap<>();
        owned.forEach((memberId, partitions) -> assignments.put(memberId, Assignment.of(partitions)));
        return assignments;
    }
}
