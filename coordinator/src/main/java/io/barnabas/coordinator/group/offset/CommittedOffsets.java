// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.offset;

import io.barnabas.coordinator.record.OffsetCommitKey;
import io.barnabas.coordinator.record.OffsetCommitValue;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The offsets that the groups of one shard have committed. Hard state: changed by {@link #replay} and {@link
 * #replayEndTransaction} alone.
 *
 * <pre>
 * plain commit          ----------------------------------------> committed
 * transactional commit  --> pending --commit marker-------------> committed, unless a later commit stands there
 *                                   --abort marker--------------> gone
 * </pre>
 */
public final class CommittedOffsets {

    private static final long NO_PRODUCER_ID = -1;

    /** Group, topic, partition. */
    private final Map<String, Map<String, Map<Integer, CommittedOffset>>> byGroup = new HashMap<>();

    private final PendingOffsets pending = new PendingOffsets();

    public Set<String> groupIds() {
        return byGroup.keySet();
    }

    public boolean hasGroup(String groupId) {
        return byGroup.containsKey(groupId) || pending.hasGroup(groupId);
    }

    /** Topics in order, and partitions in order, of what the group has committed. */
    public Map<String, Map<Integer, CommittedOffset>> ofGroup(String groupId) {
        return byGroup.getOrDefault(groupId, Map.of());
    }

    public @Nullable CommittedOffset find(String groupId, String topic, int partition) {
        return ofGroup(groupId).getOrDefault(topic, Map.of()).get(partition);
    }

    /** Whether a transaction that has not ended yet commits an offset for the partition. */
    public boolean isPending(String groupId, String topic, int partition) {
        return pending.has(groupId, topic, partition);
    }

    public boolean hasPending(String groupId) {
        return pending.hasGroup(groupId);
    }

    public void replay(long recordOffset, long producerId, OffsetCommitKey key, @Nullable OffsetCommitValue value) {
        if (value == null) {
            remove(key.group(), key.topic(), key.partition());
        } else if (producerId == NO_PRODUCER_ID) {
            put(key.group(), key.topic(), key.partition(), CommittedOffset.of(value, recordOffset));
        } else {
            pending.add(producerId, key, CommittedOffset.of(value, recordOffset));
        }
    }

    public void replayEndTransaction(long producerId, boolean committed) {
        for (PendingOffsets.Pending each : pending.take(producerId)) {
            OffsetCommitKey key = each.key();
            CommittedOffset present = find(key.group(), key.topic(), key.partition());
            if (committed
                    && (present == null
                            || present.recordOffset() < each.offset().recordOffset())) {
                put(key.group(), key.topic(), key.partition(), each.offset());
            }
        }
    }

    private void put(String groupId, String topic, int partition, CommittedOffset offset) {
        byGroup.computeIfAbsent(groupId, id -> new TreeMap<>())
                .computeIfAbsent(topic, name -> new TreeMap<>())
                .put(partition, offset);
    }

    private void remove(String groupId, String topic, int partition) {
        Map<String, Map<Integer, CommittedOffset>> topics = byGroup.get(groupId);
        if (topics == null || !topics.containsKey(topic)) {
            return;
        }
        Map<Integer, CommittedOffset> partitions = topics.get(topic);
        partitions.remove(partition);
        if (partitions.isEmpty()) {
            topics.remove(topic);
        }
        if (topics.isEmpty()) {
            byGroup.remove(groupId);
        }
    }

    /** All there is to know, for comparison with what another replay came to. */
    public List<Object> state() {
        return List.of(byGroup, pending.state());
    }

    /** Tombstones for everything the group has committed. */
    public List<CoordinatorRecord> tombstones(String groupId) {
        List<CoordinatorRecord> records = new ArrayList<>();
        ofGroup(groupId)
                .forEach((topic, partitions) -> partitions
                        .keySet()
                        .forEach(partition -> records.add(CommittedOffset.tombstone(groupId, topic, partition))));
        return records;
    }

    /** Tombstones for what any group has committed for a topic that is gone. */
    public List<CoordinatorRecord> tombstonesOfTopic(String topic) {
        List<CoordinatorRecord> records = new ArrayList<>();
        byGroup.forEach((groupId, topics) -> topics.getOrDefault(topic, Map.of())
                .keySet()
                .forEach(partition -> records.add(CommittedOffset.tombstone(groupId, topic, partition))));
        return records;
    }
}
