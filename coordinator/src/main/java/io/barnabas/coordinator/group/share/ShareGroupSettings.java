// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.share;

import io.barnabas.coordinator.group.modern.GroupOverrides;

/** The settings that hold for one group: its own where it has them, else the broker's. */
record ShareGroupSettings(ShareGroupConfig broker, GroupOverrides overrides) {

    int sessionTimeoutMs(String groupId) {
        return overrides.integer(groupId, "share.session.timeout.ms", broker.sessionTimeoutMs());
    }

    int heartbeatIntervalMs(String groupId) {
        return overrides.integer(groupId, "share.heartbeat.interval.ms", broker.heartbeatIntervalMs());
    }

    int assignmentIntervalMs(String groupId) {
        return overrides.integer(groupId, "share.assignment.interval.ms", broker.assignmentIntervalMs());
    }
}
