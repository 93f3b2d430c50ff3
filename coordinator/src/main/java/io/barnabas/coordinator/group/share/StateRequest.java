// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.share;

import io.barnabas.coordinator.share.SharePartitionKey;
import io.barnabas.coordinator.share.ShareState;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a group wants of the share coordinator once its records are durable: states of these partitions, to begin at these
 * offsets.
 */
public record StateRequest(String groupId, int stateEpoch, SortedMap<UUID, SortedMap<Integer, Long>> startOffsets) {

    static StateRequest atUndecidedOffsets(
            String groupId, int stateEpoch, SortedMap<UUID, StatePartitions.Partitions> topics) {
        SortedMap<UUID, SortedMap<Integer, Long>> offsets = new TreeMap<>();
        topics.forEach((topicId, partitions) -> {
            SortedMap<Integer, Long> ofTopic = new TreeMap<>();
            partitions.numbers().forEach(number -> ofTopic.put(number, ShareState.NO_OFFSET));
            offsets.put(topicId, ofTopic);
        });
        return new StateRequest(groupId, stateEpoch, offsets);
    }

    public boolean isEmpty() {
        return startOffsets.isEmpty();
    }

    public SharePartitionKey key(UUID topicId, int partition) {
        return new SharePartitionKey(groupId, topicId, partition);
    }
}
