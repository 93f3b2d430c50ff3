// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import java.util.UUID;

/**
 * Who this node is, for the life of the process.
 *
 * @param directoryId the directory that holds the metadata log, as its {@code meta.properties} says
 * @param replicaDirectory what records on partitions name as the place of this node's replicas: the only log directory, or UNASSIGNED
 *     when there are several, which Kafka takes for "to be found out"
 */
public record ClusterImage(String clusterId, int nodeId, UUID directoryId, UUID replicaDirectory) {
    /** Kafka's reserved id. */
    static final UUID UNASSIGNED = new UUID(0, 1);
}
