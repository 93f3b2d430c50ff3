// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import io.barnabas.coordinator.group.GroupConfig;

/** The properties of the group coordinator: from names and texts to {@link GroupConfig}. */
final class GroupProperties {
    private static final long MINUTE_MS = 60_000;

    private GroupProperties() {}

    static GroupConfig groupConfig(ConfigValues values) {
        return new GroupConfig(
                values.integer("group.min.session.timeout.ms"),
                values.integer("group.max.session.timeout.ms"),
                values.integer("group.initial.rebalance.delay.ms"),
                values.integer("group.max.size"),
                values.integer("offset.metadata.max.bytes"),
                values.integer("offsets.retention.minutes") * MINUTE_MS,
                values.number("offsets.retention.check.interval.ms"));
    }
}
