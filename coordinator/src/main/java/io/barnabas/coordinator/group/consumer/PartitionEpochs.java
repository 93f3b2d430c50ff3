// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Partitions that a member owns, each with the assignment epoch at which it got it: a commit of an earlier epoch comes from
 * an owner of old. Never changes, and has no topic without partitions.
 */
record PartitionEpochs(SortedMap<UUID, SortedMap<Integer, Integer>> byTopic) {

    static final PartitionEpochs NONE = new PartitionEpochs(Collections.emptyNavigableMap());

    static PartitionEpochs of(Map<UUID, ? extends Map<Integer, Integer>> epochs) {
        SortedMap<UUID, SortedMap<Integer, Integer>> sorted = new TreeMap<>();
        epochs.forEach((topic, partitions) -> {
            if (!partitions.isEmpty()) {
                sorted.put(topic, Collections.unmodifiableSortedMap(new TreeMap<>(partitions)));
            }
        });
        return new PartitionEpochs(Collections.unmodifiableSortedMap(sorted));
    }

    SortedMap<Integer, Integer> of(UUID topic) {
        return byTopic.getOrDefault(topic, Collections.emptyNavigableMap());
    }

    @Nullable
    Integer epoch(UUID topic, int partition) {
        return of(topic).get(partition);
    }

    boolean contains(UUID topic, int partition) {
        return of(topic).containsKey(partition);
    }

    boolean isEmpty() {
        return byTopic.isEmpty();
    }

    void forEach(BiConsumer<UUID, Integer> consumer) {
        byTopic.forEach((topic, partitions) -> partitions.keySet().forEach(number -> consumer.accept(topic, number)));
    }

    PartitionEpochs withEpochsZero() {
        Map<UUID, Map<Integer, Integer>> zero = new TreeMap<>();
        forEach((topic, partition) ->
                zero.computeIfAbsent(topic, id -> new TreeMap<>()).put(partition, 0));
        return of(zero);
    }
}
