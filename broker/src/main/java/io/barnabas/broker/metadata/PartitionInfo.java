// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One partition as the metadata log says it is. The lists are immutable.
 *
 * @param directories the log directory of each replica, in the order of {@code replicas}
 * @param recovering whether the leader was elected uncleanly and has not said yet that it has recovered
 * @param eligibleLeaderReplicas replicas outside the ISR that may still lead (KIP-966); carried, never written here
 */
public record PartitionInfo(
        int partition,
        List<Integer> replicas,
        List<Integer> isr,
        List<Integer> removingReplicas,
        List<Integer> addingReplicas,
        int leader,
        int leaderEpoch,
        int partitionEpoch,
        List<UUID> directories,
        boolean recovering,
        List<Integer> eligibleLeaderReplicas,
        List<Integer> lastKnownElr) {
    /** A partition without a leader. */
    public static final int NO_LEADER = -1;

    /** A new partition that lives on this node alone. */
    static PartitionInfo onOneNode(int partition, int nodeId, UUID directoryId) {
        List<Integer> self = List.of(nodeId);
        return new PartitionInfo(
                partition,
                self,
                self,
                List.of(),
                List.of(),
                nodeId,
                0,
                0,
                List.of(directoryId),
                false,
                List.of(),
                List.of());
    }

    /** Replicas whose broker cannot serve, which on one node is every replica that is not on it. */
    public List<Integer> offlineReplicas(int nodeId) {
        if (replicas.size() == 1 && replicas.get(0) == nodeId) {
            return List.of();
        }
        return replicas.stream().filter(replica -> replica != nodeId).toList();
    }

    /** The log directory of a broker's replica, null when it has none. */
    public @Nullable UUID directoryOn(int nodeId) {
        int replica = replicas.indexOf(nodeId);
        return replica < 0 ? null : directories.get(replica);
    }

    /** Whether a larger cluster, which this one was once, was moving it to other brokers. */
    public boolean isMoving() {
        return !addingReplicas.isEmpty() || !removingReplicas.isEmpty();
    }
}
