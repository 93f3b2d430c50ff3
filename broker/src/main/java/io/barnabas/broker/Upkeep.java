// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import io.barnabas.broker.config.ConfigValues;
import io.barnabas.broker.partition.Partition;
import io.barnabas.broker.partition.Partitions;
import io.barnabas.log.LogManager;
import java.io.IOException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be done to the logs now and then, at Kafka's intervals: checkpoints, retention, flushes by time, the removal of
 * deleted files, forgetting idle producers. Begins on the disk pool; what changes a log is one short step on its loop.
 */
final class Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private static final long REMOVAL_INTERVAL_MS = 10_000;

    private final LogManager logs;
    private final Partitions partitions;
    private final InstantSource clock;

    Upkeep(LogManager logs, Partitions partitions, InstantSource clock) {
        this.logs = logs;
        this.partitions = partitions;
        this.clock = clock;
    }

    void start(DiskPool pool, ConfigValues config) {
        pool.every(
                config.number("replica.high.watermark.checkpoint.interval.ms"),
                "writing the high watermarks",
                logs::checkpointHighWatermarks);
        pool.every(
                config.number("log.flush.offset.checkpoint.interval.ms"),
                "writing the recovery points",
                logs::checkpoint);
        pool.every(REMOVAL_INTERVAL_MS, "removing deleted files", () -> logs.removeDeleted(clock.millis()));
        pool.every(config.number("log.retention.check.interval.ms"), "retention", this::applyRetention);
        pool.every(
                config.number("producer.id.expiration.check.interval.ms"),
                "forgetting idle producers",
                this::expireProducers);
        long flushIntervalMs = config.number("log.flush.scheduler.interval.ms");
        if (flushIntervalMs < Long.MAX_VALUE) {
            pool.every(flushIntervalMs, "flushing by time", () -> logs.flushDue(clock.millis()));
        }
    }

    private void applyRetention() {
        long nowMs = clock.millis();
        partitions.forEachOnDisk(partition -> partition.execute(() -> applyRetention(partition, nowMs)));
    }

    private static void applyRetention(Partition partition, long nowMs) {
        try {
            int segments = partition.log().applyRetention(nowMs);
            if (segments > 0) {
                LOG.info("Retention dropped {} segments of {}", segments, partition);
            }
        } catch (IOException e) {
            LOG.error("Retention of {} failed", partition, e);
        }
    }

    private void expireProducers() {
        long nowMs = clock.millis();
        partitions.forEachInUse(
                partition -> partition.execute(() -> partition.log().expireProducers(nowMs)));
    }
}
