// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

/** What is known by name and has no meaning here, or not yet. The columns are explained in {@link ConfigTable}. */
final class OtherTable {
    static final ConfigTable TABLE = ConfigTable.parse("Other", """
            ! Connections and partitions share event loops, one for each core.
            num.io.threads | INT | 8 | 1.. | high | cluster-wide
            num.network.threads | INT | 3 | 1.. | high | cluster-wide

            ! One compaction runs at a time, and reads with a buffer that grows with the largest batch.
            log.cleaner.io.buffer.size | INT | 524288 | 0.. | medium | cluster-wide
            log.cleaner.threads | INT | 1 | 0.. | medium | cluster-wide

            ! Waiting requests leave no rubbish to purge.
            delete.records.purgatory.purge.interval.requests | INT | 1 | * | medium | read-only
            fetch.purgatory.purge.interval.requests | INT | 1000 | * | medium | read-only
            producer.purgatory.purge.interval.requests | INT | 1000 | * | medium | read-only

            ! Quotas are not there yet.
            alter.log.dirs.replication.quota.window.num | INT | 11 | 1.. | low | read-only
            alter.log.dirs.replication.quota.window.size.seconds | INT | 1 | 1.. | low | read-only
            client.quota.callback.class | CLASS | (none) | * | low | read-only
            controller.quota.window.num | INT | 11 | 1.. | low | read-only
            controller.quota.window.size.seconds | INT | 1 | 1.. | low | read-only
            max.connection.creation.rate | INT | max | 0.. | medium | cluster-wide
            quota.window.num | INT | 11 | 1.. | low | read-only
            quota.window.size.seconds | INT | 1 | 1.. | low | read-only
            replication.quota.window.num | INT | 11 | 1.. | low | read-only
            replication.quota.window.size.seconds | INT | 1 | 1.. | low | read-only

            ! Metrics are not there yet.
            kafka.metrics.polling.interval.secs | INT | 10 | 1.. | low | read-only
            kafka.metrics.reporters | LIST |  | * | low | read-only
            metric.reporters | LIST | org.apache.kafka.common.metrics.JmxReporter | * | low | cluster-wide
            metrics.num.samples | INT | 2 | 1.. | low | read-only
            metrics.recording.level | STRING | INFO | * | low | read-only
            metrics.sample.window.ms | LONG | 30000 | 1.. | low | read-only
            telemetry.max.bytes | INT | 1048576 | 1.. | low | read-only

            ! Plug-ins written against Kafka's own classes cannot be loaded.
            alter.config.policy.class.name | CLASS | (none) | * | low | read-only
            config.providers | LIST |  | * | low | cluster-wide
            create.topic.policy.class.name | CLASS | (none) | * | low | read-only

            ! A failed directory takes the broker down.
            cordoned.log.dirs | LIST |  | * | medium | per-broker
            log.dir.failure.timeout.ms | LONG | 30000 | 1.. | low | read-only

            ! It tunes Kafka's own internals.
            log.initial.task.delay.ms | LONG | 30000 | 0.. | low | internal
            internal.metadata.delete.delay.millis | LONG | 60000 | * | low | internal
            internal.metadata.log.segment.bytes | INT | (none) | * | low | internal
            internal.metadata.max.batch.size.in.bytes | INT | 8388608 | * | low | internal
            unstable.feature.versions.enable | BOOLEAN | false | * | high | internal

            ! The metadata log is small: one segment between snapshots, which are taken by size.
            metadata.log.segment.bytes | INT | 1073741824 | 8388608.. | high | read-only
            metadata.log.segment.ms | LONG | 604800000 | * | high | read-only
            metadata.log.max.snapshot.interval.ms | LONG | 3600000 | 0.. | high | read-only
            metadata.max.retention.bytes | LONG | 104857600 | * | high | read-only
            metadata.max.retention.ms | LONG | 604800000 | * | high | read-only

            ! Log start offsets are written together with the recovery points.
            log.flush.start.offset.checkpoint.interval.ms | INT | 60000 | 0.. | high | read-only
            """);

    private OtherTable() {}
}
