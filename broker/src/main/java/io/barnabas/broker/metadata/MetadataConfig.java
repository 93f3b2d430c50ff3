// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

/**
 * The broker's properties that decide how topics are made and how the metadata log is kept.
 *
 * @param numPartitions {@code num.partitions}
 * @param defaultReplicationFactor {@code default.replication.factor}
 * @param autoCreateTopics {@code auto.create.topics.enable}
 * @param deleteTopics {@code delete.topic.enable}
 * @param maxRequestPartitions {@code max.request.partition.size.limit}
 * @param bytesBetweenSnapshots {@code metadata.log.max.record.bytes.between.snapshots}
 */
public record MetadataConfig(
        int numPartitions,
        short defaultReplicationFactor,
        boolean autoCreateTopics,
        boolean deleteTopics,
        int maxRequestPartitions,
        long bytesBetweenSnapshots) {
    public static final MetadataConfig DEFAULT = new MetadataConfig(1, (short) 1, true, true, 2000, 20L * 1024 * 1024);

    public MetadataConfig {
        if (numPartitions < 1) {
            throw new IllegalArgumentException("num.partitions must be at least 1, not " + numPartitions);
        }
        if (defaultReplicationFactor < 1) {
            throw new IllegalArgumentException(
                    "default.replication.factor must be at least 1, not " + defaultReplicationFactor);
        }
        if (maxRequestPartitions < 1) {
            throw new IllegalArgumentException(
                    "max.request.partition.size.limit must be at least 1, not " + maxRequestPartitions);
        }
        if (bytesBetweenSnapshots < 1) {
            throw new IllegalArgumentException(
                    "metadata.log.max.record.bytes.between.snapshots must be at least 1, not " + bytesBetweenSnapshots);
        }
    }
}
