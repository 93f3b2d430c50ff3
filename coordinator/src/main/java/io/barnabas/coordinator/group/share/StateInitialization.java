// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.share;

import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.group.modern.GroupDraft;
import io.barnabas.coordinator.group.share.StatePartitions.Partitions;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.TopicImage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Sees to it that subscribed partitions get a state: notes which are to be initialized, and what has become of that. One of which
 * nothing is heard for long is tried again, and so is one that another life of the coordinator has begun.
 */
final class StateInitialization {

    private final Groups groups;
    private final int retryIntervalMs;
    /** Since when partitions are on their way, of each group. Soft. */
    private final Map<String, Map<UUID, Map<Integer, Long>>> startedMs = new HashMap<>();

    StateInitialization(Groups groups, int retryIntervalMs) {
        this.groups = groups;
        this.retryIntervalMs = retryIntervalMs;
    }

    /** Notes what subscribed partitions need a state, and says which to ask for. */
    StateRequest beginSubscribed(GroupDraft<ShareGroup> draft, TopicImage topics) {
        ShareGroup group = draft.group();
        SortedMap<UUID, Partitions> needed = new TreeMap<>();
        for (String name : group.subscribedTopics()) {
            TopicImage.Topic topic = topics.topic(name);
            if (topic != null) {
                List<Integer> numbers = withoutState(draft, topic);
                if (!numbers.isEmpty()) {
                    needed.put(topic.id(), Partitions.of(name, numbers));
                }
            }
        }
        begin(draft, needed);
        return StateRequest.atUndecidedOffsets(group.groupId(), group.epoch(), needed);
    }

    private List<Integer> withoutState(GroupDraft<ShareGroup> draft, TopicImage.Topic topic) {
        StatePartitions partitions = draft.group().statePartitions();
        Collection<Integer> initialized = partitions.initializedOf(topic.id());
        List<Integer> numbers = new ArrayList<>();
        for (int number = 0; number < topic.partitionCount(); number++) {
            if (!initialized.contains(number)
                    && !(partitions.initializingOf(topic.id()).contains(number)
                            && isFresh(draft, topic.id(), number))) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    private boolean isFresh(GroupDraft<ShareGroup> draft, UUID topicId, int number) {
        Long since = startedMs
                .getOrDefault(draft.group().groupId(), Map.of())
                .getOrDefault(topicId, Map.of())
                .get(number);
        return since != null && draft.nowMs() - since < retryIntervalMs;
    }

    /** Notes that states of these partitions will be asked for. */
    void begin(GroupDraft<ShareGroup> draft, Map<UUID, Partitions> topics) {
        if (topics.isEmpty()) {
            return;
        }
        Map<UUID, Map<Integer, Long>> started =
                startedMs.computeIfAbsent(draft.group().groupId(), id -> new HashMap<>());
        topics.forEach((topicId, partitions) -> {
            Map<Integer, Long> ofTopic = started.computeIfAbsent(topicId, id -> new HashMap<>());
            partitions.numbers().forEach(number -> ofTopic.put(number, draft.nowMs()));
        });
        write(draft, draft.group().statePartitions().begin(topics));
    }

    static void write(GroupDraft<ShareGroup> draft, StatePartitions partitions) {
        if (!partitions.equals(draft.group().statePartitions())) {
            draft.write(ShareGroupRecords.statePartitions(draft.group().groupId(), partitions));
        }
    }

    /** Notes what has become of a request; what failed will be asked for again when a member comes. */
    CoordinatorResult<Boolean> finish(
            String groupId,
            Map<UUID, ? extends Collection<Integer>> succeeded,
            Map<UUID, ? extends Collection<Integer>> failed,
            long nowMs) {
        arrived(groupId, succeeded);
        arrived(groupId, failed);
        ShareGroup group = ShareGroupLookup.find(groups, groupId);
        if (group == null) {
            return CoordinatorResult.of(false);
        }
        GroupDraft<ShareGroup> draft = ShareGroupLookup.draft(group, nowMs);
        StatePartitions before = group.statePartitions();
        write(draft, before.begun(named(before, succeeded), named(before, failed)));
        return draft.result(true);
    }

    private void arrived(String groupId, Map<UUID, ? extends Collection<Integer>> partitions) {
        Map<UUID, Map<Integer, Long>> started = startedMs.getOrDefault(groupId, new HashMap<>());
        partitions.forEach((topicId, numbers) -> started.computeIfPresent(topicId, (id, ofTopic) -> {
            ofTopic.keySet().removeAll(numbers);
            return ofTopic.isEmpty() ? null : ofTopic;
        }));
        if (started.isEmpty()) {
            startedMs.remove(groupId);
        }
    }

    private static Map<UUID, Partitions> named(
            StatePartitions known, Map<UUID, ? extends Collection<Integer>> partitions) {
        Map<UUID, Partitions> named = new TreeMap<>();
        partitions.forEach((topicId, numbers) -> {
            Partitions expected = known.initializing().get(topicId);
            if (expected != null) {
                named.put(topicId, Partitions.of(expected.topic(), numbers));
            }
        });
        return named;
    }
}
