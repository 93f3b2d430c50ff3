// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share;

/**
 * The settings of the share coordinator, with the Kafka property each stands for.
 *
 * @param updatesPerSnapshot share.coordinator.snapshot.update.records.per.snapshot
 * @param pruneIntervalMs share.coordinator.state.topic.prune.interval.ms
 * @param coldSnapshotIntervalMs share.coordinator.cold.partition.snapshot.interval.ms
 */
public record ShareCoordinatorConfig(int updatesPerSnapshot, int pruneIntervalMs, int coldSnapshotIntervalMs) {

    public static final ShareCoordinatorConfig DEFAULT = new ShareCoordinatorConfig(500, 300_000, 300_000);

    public ShareCoordinatorConfig {
        require(updatesPerSnapshot, 0, "share.coordinator.snapshot.update.records.per.snapshot");
        require(pruneIntervalMs, 1, "share.coordinator.state.topic.prune.interval.ms");
        require(coldSnapshotIntervalMs, 1, "share.coordinator.cold.partition.snapshot.interval.ms");
    }

    private static void require(int value, int least, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", but is " + value);
        }
    }
}
