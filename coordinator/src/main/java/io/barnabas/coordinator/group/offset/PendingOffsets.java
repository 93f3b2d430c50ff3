// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.offset;

import io.barnabas.coordinator.record.OffsetCommitKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Offsets committed within transactions that have not ended, by producer. */
final class PendingOffsets {

    record Pending(OffsetCommitKey key, CommittedOffset offset) {}

    private final Map<Long, Map<OffsetCommitKey, Pending>> byProducer = new HashMap<>();
    private final Map<String, Map<OffsetCommitKey, Integer>> transactionsByGroup = new HashMap<>();

    void add(long producerId, OffsetCommitKey key, CommittedOffset offset) {
        Pending before = byProducer
                .computeIfAbsent(producerId, id -> new LinkedHashMap<>())
                .put(key, new Pending(key, offset));
        if (before == null) {
            transactionsByGroup
                    .computeIfAbsent(key.group(), id -> new HashMap<>())
                    .merge(key, 1, Integer::sum);
        }
    }

    /** Takes out what the producer has pending. */
    Collection<Pending> take(long producerId) {
        Map<OffsetCommitKey, Pending> taken = byProducer.remove(producerId);
        if (taken == null) {
            return List.of();
        }
        taken.keySet().forEach(this::forget);
        return taken.values();
    }

    private void forget(OffsetCommitKey key) {
        transactionsByGroup.computeIfPresent(key.group(), (group, keys) -> {
            keys.computeIfPresent(key, (k, count) -> count == 1 ? null : count - 1);
            return keys.isEmpty() ? null : keys;
        });
    }

    boolean has(String groupId, String topic, int partition) {
        return transactionsByGroup
                .getOrDefault(groupId, Map.of())
                .containsKey(
                        new OffsetCommitKey().setGroup(groupId).setTopic(topic).setPartition(partition));
    }

    Map<Long, Map<OffsetCommitKey, Pending>> state() {
        return byProducer;
    }

    boolean hasGroup(String groupId) {
        return transactionsByGroup.containsKey(groupId);
    }
}
