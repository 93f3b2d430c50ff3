// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import io.barnabas.coordinator.group.share.ShareGroupConfig;
import io.barnabas.coordinator.share.ShareCoordinatorConfig;
import io.barnabas.coordinator.share.partition.SharePartitionLimits;

/** The properties of share groups: from names and texts to typed values. */
final class ShareProperties {
    private ShareProperties() {}

    /** What a share group is allowed of a partition when it has no settings of its own. */
    static SharePartitionLimits partitionLimits(ConfigValues values) {
        return new SharePartitionLimits(
                values.integer("group.share.delivery.count.limit"),
                values.integer("group.share.partition.max.record.locks"),
                values.integer("group.share.record.lock.duration.ms"),
                true);
    }

    static ShareGroupConfig groupConfig(ConfigValues values) {
        return new ShareGroupConfig(
                values.integer("group.share.session.timeout.ms"),
                values.integer("group.share.heartbeat.interval.ms"),
                values.integer("group.share.assignment.interval.ms"),
                values.integer("group.share.max.size"),
                values.list("group.share.assignors"),
                values.integer("group.share.initialize.retry.interval.ms"));
    }

    static ShareCoordinatorConfig coordinatorConfig(ConfigValues values) {
        return new ShareCoordinatorConfig(
                values.integer("share.coordinator.snapshot.update.records.per.snapshot"),
                values.integer("share.coordinator.state.topic.prune.interval.ms"),
                values.integer("share.coordinator.cold.partition.snapshot.interval.ms"));
    }
}
