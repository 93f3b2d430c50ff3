// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.share;

import java.util.List;

/**
 * The settings of share groups, with the Kafka property each stands for. The first three can be set for one group too, see {@link
 * ShareGroupSettings}.
 *
 * @param sessionTimeoutMs group.share.session.timeout.ms
 * @param heartbeatIntervalMs group.share.heartbeat.interval.ms
 * @param assignmentIntervalMs group.share.assignment.interval.ms
 * @param maxSize group.share.max.size
 * @param assignors group.share.assignors, of which simple is the only one
 * @param initializeRetryIntervalMs group.share.initialize.retry.interval.ms
 */
public record ShareGroupConfig(
        int sessionTimeoutMs,
        int heartbeatIntervalMs,
        int assignmentIntervalMs,
        int maxSize,
        List<String> assignors,
        int initializeRetryIntervalMs) {

    public static final ShareGroupConfig DEFAULT =
            new ShareGroupConfig(45_000, 5_000, 1_000, 200, List.of("simple"), 30_000);

    public ShareGroupConfig {
        assignors = List.copyOf(assignors);
        if (!assignors.equals(List.of("simple"))) {
            throw new IllegalArgumentException(
                    "group.share.assignors must be simple, as classes cannot be loaded, but is " + assignors);
        }
    }

    public ShareGroupConfig withMaxSize(int size) {
        return new ShareGroupConfig(
                sessionTimeoutMs,
                heartbeatIntervalMs,
                assignmentIntervalMs,
                size,
                assignors,
                initializeRetryIntervalMs);
    }

    public ShareGroupConfig withAssignmentIntervalMs(int intervalMs) {
        return new ShareGroupConfig(
                sessionTimeoutMs, heartbeatIntervalMs, intervalMs, maxSize, assignors, initializeRetryIntervalMs);
    }
}
