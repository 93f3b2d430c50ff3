// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.modern.GroupOverrides;

/** The settings that hold for one group: its own where it has them, else the broker's. */
final class ConsumerGroupSettings {

    private final ConsumerGroupConfig config;
    private final GroupOverrides overrides;

    ConsumerGroupSettings(ConsumerGroupConfig config, GroupOverrides overrides) {
        this.config = config;
        this.overrides = overrides;
    }

    ConsumerGroupConfig broker() {
        return config;
    }

    int sessionTimeoutMs(String groupId) {
        return overrides.integer(groupId, "consumer.session.timeout.ms", config.sessionTimeoutMs());
    }

    int heartbeatIntervalMs(String groupId) {
        return overrides.integer(groupId, "consumer.heartbeat.interval.ms", config.heartbeatIntervalMs());
    }

    int assignmentIntervalMs(String groupId) {
        return overrides.integer(groupId, "consumer.assignment.interval.ms", config.assignmentIntervalMs());
    }
}
