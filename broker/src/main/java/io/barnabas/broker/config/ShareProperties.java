// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import io.barnabas.coordinator.share.ShareCoordinatorConfig;

/** The properties of the share coordinator: from names and texts to {@link ShareCoordinatorConfig}. */
final class ShareProperties {
    private ShareProperties() {}

    static ShareCoordinatorConfig coordinatorConfig(ConfigValues values) {
        return new ShareCoordinatorConfig(
                values.integer("share.coordinator.snapshot.update.records.per.snapshot"),
                values.integer("share.coordinator.state.topic.prune.interval.ms"),
                values.integer("share.coordinator.cold.partition.snapshot.interval.ms"));
    }
}
