// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.wire.protocol.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Makes this node the leader of partitions anew, in a higher leader epoch. Needed when a log may have lost records that clients have
 * seen (after a crash), or has batches of a higher epoch than the metadata knows: the epoch tells clients which history they read.
 */
public final class LeaderEpochs {
    private LeaderEpochs() {}

    /**
     * What a start has to say: this node leads every partition that it has a replica of, as the only one in sync where it was not in
     * sync (a Kafka that stopped in order has left partitions without leader, and with eligible leader replicas without ISR).
     *
     * @param all every partition gets a new epoch; else only those that were not led from here
     */
    static List<Message> takeLead(MetadataImage image, boolean all) {
        int nodeId = image.nodeId();
        List<Message> records = new ArrayList<>();
        for (PersistentMap.Entry<String, TopicInfo> entry : image.topicsByName) {
            TopicInfo topic = entry.value();
            for (PartitionInfo partition : topic.partitions()) {
                boolean led = partition.leader() == nodeId && partition.isr().contains(nodeId);
                if ((all || !led) && partition.replicas().contains(nodeId)) {
                    records.add(PartitionRecords.ledBy(nodeId, topic.id(), partition));
                }
            }
        }
        return records;
    }

    /** Raises one partition's leader epoch to at least this one; answers with the epoch it has then. */
    public static MetadataOperation<Integer> raise(UUID topicId, int partition, int leastEpoch) {
        return image -> {
            TopicInfo topic = image.topic(topicId);
            PartitionInfo info = topic == null ? null : topic.partition(partition);
            if (info == null || info.leaderEpoch() >= leastEpoch) {
                return MetadataOperation.Decision.unchanged(info == null ? leastEpoch : info.leaderEpoch());
            }
            short version = RecordVersions.partition(image.metadataVersion());
            return new MetadataOperation.Decision<>(
                    leastEpoch,
                    List.of(PartitionRecords.of(topicId, info, version)
                            .setLeader(image.nodeId())
                            .setLeaderEpoch(leastEpoch)
                            .setPartitionEpoch(info.partitionEpoch() + 1)));
        };
    }
}
