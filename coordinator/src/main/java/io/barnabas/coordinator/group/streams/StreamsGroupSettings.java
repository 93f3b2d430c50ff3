// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import io.barnabas.coordinator.group.modern.GroupOverrides;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The settings that hold for one group: its own where it has them, else the broker's. */
final class StreamsGroupSettings {

    /** By this name the number stands in records. */
    private static final String STANDBY_REPLICAS = "num.standby.replicas";

    private final StreamsGroupConfig config;
    private final GroupOverrides overrides;

    StreamsGroupSettings(StreamsGroupConfig config, GroupOverrides overrides) {
        this.config = config;
        this.overrides = overrides;
    }

    int maxSize() {
        return config.maxSize();
    }

    int sessionTimeoutMs(String groupId) {
        return overrides.integer(groupId, "streams.session.timeout.ms", config.sessionTimeoutMs());
    }

    int heartbeatIntervalMs(String groupId) {
        return overrides.integer(groupId, "streams.heartbeat.interval.ms", config.heartbeatIntervalMs());
    }

    int assignmentIntervalMs(String groupId) {
        return overrides.integer(groupId, "streams.assignment.interval.ms", config.assignmentIntervalMs());
    }

    int initialRebalanceDelayMs(String groupId) {
        return overrides.integer(groupId, "streams.initial.rebalance.delay.ms", config.initialRebalanceDelayMs());
    }

    /** What the assignor is to heed, as it stands in records. */
    SortedMap<String, String> assignment(String groupId) {
        int replicas = overrides.integer(groupId, "streams.num.standby.replicas", config.standbyReplicas());
        return Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(STANDBY_REPLICAS, String.valueOf(replicas))));
    }

    static int standbyReplicas(SortedMap<String, String> assignment) {
        return Integer.parseInt(assignment.getOrDefault(STANDBY_REPLICAS, "0"));
    }
}
