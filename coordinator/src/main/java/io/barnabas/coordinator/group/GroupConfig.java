// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group;

import io.barnabas.coordinator.group.consumer.ConsumerGroupConfig;
import io.barnabas.coordinator.group.share.ShareGroupConfig;
import io.barnabas.coordinator.group.streams.StreamsGroupConfig;

/**
 * The settings of the group coordinator, with the Kafka property each stands for.
 *
 * @param minSessionTimeoutMs group.min.session.timeout.ms
 * @param maxSessionTimeoutMs group.max.session.timeout.ms
 * @param initialRebalanceDelayMs group.initial.rebalance.delay.ms. Unlike Kafka, whose default is 3 s, ours is 0: a lone
 *     developer's consumer should start at once
 * @param maxSize group.max.size
 * @param offsetMetadataMaxBytes offset.metadata.max.bytes (counted in characters, as Kafka does)
 * @param offsetsRetentionMs offsets.retention.minutes, in milliseconds
 * @param offsetsRetentionCheckIntervalMs offsets.retention.check.interval.ms
 * @param consumer of the groups of KIP-848
 * @param share of the groups of KIP-932
 * @param streams of the groups of KIP-1071
 */
public record GroupConfig(
        int minSessionTimeoutMs,
        int maxSessionTimeoutMs,
        int initialRebalanceDelayMs,
        int maxSize,
        int offsetMetadataMaxBytes,
        long offsetsRetentionMs,
        long offsetsRetentionCheckIntervalMs,
        ConsumerGroupConfig consumer,
        ShareGroupConfig share,
        StreamsGroupConfig streams) {

    public static final GroupConfig DEFAULT = new GroupConfig(
            6_000,
            1_800_000,
            0,
            Integer.MAX_VALUE,
            4_096,
            10_080L * 60_000,
            600_000,
            ConsumerGroupConfig.DEFAULT,
            ShareGroupConfig.DEFAULT,
            StreamsGroupConfig.DEFAULT);

    public GroupConfig {
        require(minSessionTimeoutMs >= 0, "group.min.session.timeout.ms", "at least 0", minSessionTimeoutMs);
        require(
                maxSessionTimeoutMs >= minSessionTimeoutMs,
                "group.max.session.timeout.ms",
                "at least group.min.session.timeout.ms (" + minSessionTimeoutMs + ")",
                maxSessionTimeoutMs);
        require(
                initialRebalanceDelayMs >= 0,
                "group.initial.rebalance.delay.ms",
                "at least 0",
                initialRebalanceDelayMs);
        require(maxSize >= 1, "group.max.size", "at least 1", maxSize);
        require(offsetMetadataMaxBytes >= 0, "offset.metadata.max.bytes", "at least 0", offsetMetadataMaxBytes);
        require(offsetsRetentionMs >= 60_000, "offsets.retention.minutes", "at least 1 minute", offsetsRetentionMs);
        require(
                offsetsRetentionCheckIntervalMs >= 1,
                "offsets.retention.check.interval.ms",
                "at least 1",
                offsetsRetentionCheckIntervalMs);
    }

    private static void require(boolean holds, String name, String expected, long value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + expected + ", but is " + value);
        }
    }

    public GroupConfig withInitialRebalanceDelayMs(int delayMs) {
        return new GroupConfig(
                minSessionTimeoutMs,
                maxSessionTimeoutMs,
                delayMs,
                maxSize,
                offsetMetadataMaxBytes,
                offsetsRetentionMs,
                offsetsRetentionCheckIntervalMs,
                consumer,
                share,
                streams);
    }

    public GroupConfig withMaxSize(int size) {
        return new GroupConfig(
                minSessionTimeoutMs,
                maxSessionTimeoutMs,
                initialRebalanceDelayMs,
                size,
                offsetMetadataMaxBytes,
                offsetsRetentionMs,
                offsetsRetentionCheckIntervalMs,
                consumer,
                share,
                streams);
    }

    public GroupConfig with(ConsumerGroupConfig newConsumer) {
        return new GroupConfig(
                minSessionTimeoutMs,
                maxSessionTimeoutMs,
                initialRebalanceDelayMs,
                maxSize,
                offsetMetadataMaxBytes,
                offsetsRetentionMs,
                offsetsRetentionCheckIntervalMs,
                newConsumer,
                share,
                streams);
    }

    public GroupConfig with(ShareGroupConfig newShare) {
        return new GroupConfig(
                minSessionTimeoutMs,
                maxSessionTimeoutMs,
                initialRebalanceDelayMs,
                maxSize,
                offsetMetadataMaxBytes,
                offsetsRetentionMs,
                offsetsRetentionCheckIntervalMs,
                consumer,
                newShare,
                streams);
    }

    public GroupConfig with(StreamsGroupConfig newStreams) {
        return new GroupConfig(
                minSessionTimeoutMs,
                maxSessionTimeoutMs,
                initialRebalanceDelayMs,
                maxSize,
                offsetMetadataMaxBytes,
                offsetsRetentionMs,
                offsetsRetentionCheckIntervalMs,
                consumer,
                share,
                newStreams);
    }
}
