// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import java.util.List;
import java.util.Set;

/**
 * The settings of consumer groups, with the Kafka property each stands for. Most can be set for one group too, see {@link
 * ConsumerGroupSettings}.
 *
 * @param sessionTimeoutMs group.consumer.session.timeout.ms
 * @param heartbeatIntervalMs group.consumer.heartbeat.interval.ms
 * @param assignmentIntervalMs group.consumer.assignment.interval.ms
 * @param maxSize group.consumer.max.size
 * @param assignors group.consumer.assignors, the default first
 * @param migrationPolicy group.consumer.migration.policy
 * @param regexRefreshIntervalMs group.consumer.regex.refresh.interval.ms
 */
public record ConsumerGroupConfig(
        int sessionTimeoutMs,
        int heartbeatIntervalMs,
        int assignmentIntervalMs,
        int maxSize,
        List<String> assignors,
        MigrationPolicy migrationPolicy,
        int regexRefreshIntervalMs) {

    private static final Set<String> KNOWN = Set.of("uniform", "range");

    public static final ConsumerGroupConfig DEFAULT = new ConsumerGroupConfig(
            45_000,
            5_000,
            1_000,
            Integer.MAX_VALUE,
            List.of("uniform", "range"),
            MigrationPolicy.BIDIRECTIONAL,
            600_000);

    public ConsumerGroupConfig {
        assignors = List.copyOf(assignors);
        for (String assignor : assignors) {
            if (!KNOWN.contains(assignor)) {
                throw new IllegalArgumentException(
                        "group.consumer.assignors must be of uniform and range, as classes cannot be loaded, but has "
                                + assignor);
            }
        }
    }

    public ConsumerGroupConfig withMaxSize(int size) {
        return new ConsumerGroupConfig(
                sessionTimeoutMs,
                heartbeatIntervalMs,
                assignmentIntervalMs,
                size,
                assignors,
                migrationPolicy,
                regexRefreshIntervalMs);
    }

    public ConsumerGroupConfig withMigrationPolicy(MigrationPolicy policy) {
        return new ConsumerGroupConfig(
                sessionTimeoutMs,
                heartbeatIntervalMs,
                assignmentIntervalMs,
                maxSize,
                assignors,
                policy,
                regexRefreshIntervalMs);
    }

    public ConsumerGroupConfig withAssignmentIntervalMs(int intervalMs) {
        return new ConsumerGroupConfig(
                sessionTimeoutMs,
                heartbeatIntervalMs,
                intervalMs,
                maxSize,
                assignors,
                migrationPolicy,
                regexRefreshIntervalMs);
    }
}
