// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.coordinator.group.consumer.ConsumerGroupConfig;
import io.barnabas.coordinator.group.consumer.MigrationPolicy;
import io.barnabas.coordinator.group.streams.StreamsGroupConfig;
import java.util.Locale;

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
                values.number("offsets.retention.check.interval.ms"),
                consumerGroupConfig(values),
                ShareProperties.groupConfig(values),
                streamsGroupConfig(values));
    }

    private static StreamsGroupConfig streamsGroupConfig(ConfigValues values) {
        return new StreamsGroupConfig(
                values.integer("group.streams.session.timeout.ms"),
                values.integer("group.streams.heartbeat.interval.ms"),
                values.integer("group.streams.assignment.interval.ms"),
                values.integer("group.streams.initial.rebalance.delay.ms"),
                values.integer("group.streams.max.size"),
                values.integer("group.streams.num.standby.replicas"));
    }

    private static ConsumerGroupConfig consumerGroupConfig(ConfigValues values) {
        return new ConsumerGroupConfig(
                values.integer("group.consumer.session.timeout.ms"),
                values.integer("group.consumer.heartbeat.interval.ms"),
                values.integer("group.consumer.assignment.interval.ms"),
                values.integer("group.consumer.max.size"),
                values.list("group.consumer.assignors"),
                MigrationPolicy.valueOf(
                        values.text("group.consumer.migration.policy").toUpperCase(Locale.ROOT)),
                values.integer("group.consumer.regex.refresh.interval.ms"));
    }
}
