// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.broker.metadata.record.PartitionChangeRecord;
import io.barnabas.broker.metadata.record.PartitionRecord;
import io.barnabas.wire.protocol.Message;
import java.util.List;
import java.util.UUID;

/** Makes the records on partitions. */
final class PartitionRecords {
    private PartitionRecords() {}

    /** New partitions from {@code first} up to {@code end}, led by this node. */
    static void addNew(List<Message> records, ClusterImage cluster, UUID topicId, int first, int end) {
        List<Integer> self = List.of(cluster.nodeId());
        List<UUID> directory = List.of(cluster.replicaDirectory());
        for (int partition = first; partition < end; partition++) {
            records.add(new PartitionRecord()
                    .setPartitionId(partition)
                    .setTopicId(topicId)
                    .setReplicas(self)
                    .setIsr(self)
                    .setRemovingReplicas(List.of())
                    .setAddingReplicas(List.of())
                    .setLeader(cluster.nodeId())
                    .setLeaderEpoch(0)
                    .setPartitionEpoch(0)
                    .setDirectories(directory));
        }
    }

    /** This node leads the partition anew, which raises its leader epoch. */
    static Message ledBy(int nodeId, UUID topicId, PartitionInfo partition) {
        PartitionChangeRecord change = new PartitionChangeRecord()
                .setTopicId(topicId)
                .setPartitionId(partition.partition())
                .setLeader(nodeId);
        if (!partition.isr().contains(nodeId)) {
            change.setIsr(List.of(nodeId));
        }
        if (!partition.eligibleLeaderReplicas().isEmpty()) {
            change.setEligibleLeaderReplicas(List.of());
        }
        if (!partition.lastKnownElr().isEmpty()) {
            change.setLastKnownElr(List.of());
        }
        return change;
    }

    static PartitionRecord of(UUID topicId, PartitionInfo partition, short version) {
        PartitionRecord record = new PartitionRecord()
                .setPartitionId(partition.partition())
                .setTopicId(topicId)
                .setReplicas(partition.replicas())
                .setIsr(partition.isr())
                .setRemovingReplicas(partition.removingReplicas())
                .setAddingReplicas(partition.addingReplicas())
                .setLeader(partition.leader())
                .setLeaderRecoveryState((byte) (partition.recovering() ? 1 : 0))
                .setLeaderEpoch(partition.leaderEpoch())
                .setPartitionEpoch(partition.partitionEpoch());
        if (version >= 1) {
            record.setDirectories(partition.directories());
        }
        if (version >= 2 && !partition.eligibleLeaderReplicas().isEmpty()) {
            record.setEligibleLeaderReplicas(partition.eligibleLeaderReplicas());
        }
        if (version >= 2 && !partition.lastKnownElr().isEmpty()) {
            record.setLastKnownElr(partition.lastKnownElr());
        }
        return record;
    }
}
