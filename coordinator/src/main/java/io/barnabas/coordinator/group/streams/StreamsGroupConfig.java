// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

/**
 * The settings of streams groups, with the Kafka property each stands for. Most can be set for one group too, see {@link
 * StreamsGroupSettings}.
 *
 * @param sessionTimeoutMs group.streams.session.timeout.ms
 * @param heartbeatIntervalMs group.streams.heartbeat.interval.ms
 * @param assignmentIntervalMs group.streams.assignment.interval.ms
 * @param initialRebalanceDelayMs group.streams.initial.rebalance.delay.ms. Unlike Kafka, whose default is 3 s, ours is 0: a
 *     lone developer's application should start at once
 * @param maxSize group.streams.max.size
 * @param standbyReplicas group.streams.num.standby.replicas
 */
public record StreamsGroupConfig(
        int sessionTimeoutMs,
        int heartbeatIntervalMs,
        int assignmentIntervalMs,
        int initialRebalanceDelayMs,
        int maxSize,
        int standbyReplicas) {

    public static final StreamsGroupConfig DEFAULT =
            new StreamsGroupConfig(45_000, 5_000, 1_000, 0, Integer.MAX_VALUE, 0);

    public StreamsGroupConfig withMaxSize(int size) {
        return new StreamsGroupConfig(
                sessionTimeoutMs,
                heartbeatIntervalMs,
                assignmentIntervalMs,
                initialRebalanceDelayMs,
                size,
                standbyReplicas);
    }

    public StreamsGroupConfig withAssignmentIntervalMs(int intervalMs) {
        return new StreamsGroupConfig(
                sessionTimeoutMs, heartbeatIntervalMs, intervalMs, initialRebalanceDelayMs, maxSize, standbyReplicas);
    }

    public StreamsGroupConfig withInitialRebalanceDelayMs(int delayMs) {
        return new StreamsGroupConfig(
                sessionTimeoutMs, heartbeatIntervalMs, assignmentIntervalMs, delayMs, maxSize, standbyReplicas);
    }

    public StreamsGroupConfig withStandbyReplicas(int replicas) {
        return new StreamsGroupConfig(
                sessionTimeoutMs,
                heartbeatIntervalMs,
                assignmentIntervalMs,
                initialRebalanceDelayMs,
                maxSize,
                replicas);
    }
}
