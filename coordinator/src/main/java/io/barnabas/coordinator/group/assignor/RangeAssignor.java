// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.assignor;

import io.barnabas.coordinator.group.assignor.GroupSpec.MemberSpec;
import io.barnabas.coordinator.group.modern.Assignment;
import io.barnabas.coordinator.runtime.TopicImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Gives each subscriber of a topic a range of its partitions, in the order of members: static ones first, by instance id, so
 * that they keep their place; then by member id. Topics with equal partitions and subscribers are split at the same points,
 * so equal keys of theirs meet in one member.
 */
public final class RangeAssignor implements Assignor {

    private static final Comparator<Map.Entry<String, MemberSpec>> ORDER = Comparator.comparing(
                    (Map.Entry<String, MemberSpec> member) -> member.getValue().instanceId(),
                    Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Map.Entry::getKey);

    @Override
    public String name() {
        return "range";
    }

    @Override
    public Map<String, Assignment> assign(GroupSpec group, TopicImage topics) {
        List<Map.Entry<String, MemberSpec>> members =
                new ArrayList<>(group.members().entrySet());
        members.sort(ORDER);
        Map<UUID, List<String>> subscribers = new HashMap<>();
        Map<String, Map<UUID, Set<Integer>>> ranges = new HashMap<>();
        for (Map.Entry<String, MemberSpec> member : members) {
            ranges.put(member.getKey(), new HashMap<>());
            member.getValue()
                    .topics()
                    .forEach(topic -> subscribers
                            .computeIfAbsent(topic, id -> new ArrayList<>())
                            .add(member.getKey()));
        }
        subscribers.forEach((topicId, memberIds) -> {
            TopicImage.Topic topic = topics.topic(topicId);
            if (topic != null) {
                split(topic, memberIds, ranges);
            }
        });
        Map<String, Assignment> assignments = new HashMap<>();
        ranges.forEach((memberId, partitions) -> assignments.put(memberId, Assignment.of(partitions)));
        return assignments;
    }

    private static void split(
            TopicImage.Topic topic, List<String> memberIds, Map<String, Map<UUID, Set<Integer>>> ranges) {
        int least = topic.partitionCount() / memberIds.size();
        int withOneMore = topic.partitionCount() % memberIds.size();
        int next = 0;
        for (int i = 0; i < memberIds.size(); i++) {
            int end = next + least + (i < withOneMore ? 1 : 0);
            Map<UUID, Set<Integer>> owned = ranges.get(memberIds.get(i));
            if (owned != null) {
                owned.put(topic.id(), IntStream.range(next, end).boxed().collect(Collectors.toSet()));
            }
            next = end;
        }
    }
}
