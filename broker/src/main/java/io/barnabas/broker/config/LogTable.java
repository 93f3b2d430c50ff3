// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

/** Directories, and the defaults of every topic. The columns are explained in {@link ConfigTable}. */
final class LogTable {
    static final ConfigTable TABLE = ConfigTable.parse("Partition logs", """
            log.dir | LIST | data | nonempty | high | read-only
                Where the partitions are stored, when log.dirs is not set.
            log.dirs | LIST | (none) | nonempty | high | read-only
                The directories the partitions are stored in, separated by commas.
            log.segment.bytes | INT | 1073741824 | 1048576.. | high | cluster-wide
                A segment is rolled when the next batch would make it larger than this.
            log.roll.ms | LONG | (none) | * | high | cluster-wide
                A segment is rolled when it is this old, even if not full.
            log.roll.hours | INT | 168 | 1.. | high | read-only
                log.roll.ms in hours; used when log.roll.ms is not set.
            log.roll.jitter.ms | LONG | (none) | * | high | cluster-wide
                The most that is randomly taken off the age at which a segment is rolled.
            log.roll.jitter.hours | INT | 0 | 0.. | high | read-only
                log.roll.jitter.ms in hours; used when log.roll.jitter.ms is not set.
            log.retention.ms | LONG | (none) | * | high | cluster-wide
                Segments whose newest record is older than this are deleted; -1 keeps them for ever.
            log.retention.minutes | INT | (none) | * | high | read-only
                log.retention.ms in minutes; used when log.retention.ms is not set.
            log.retention.hours | INT | 168 | * | high | read-only
                log.retention.ms in hours; used when neither log.retention.ms nor log.retention.minutes is set.
            log.retention.bytes | LONG | -1 | * | high | cluster-wide
                The oldest segments of a partition are deleted while it is larger than this; -1 means no bound.
            log.retention.check.interval.ms | LONG | 300000 | 1.. | medium | read-only
                How often the broker looks for segments to delete.
            log.segment.delete.delay.ms | LONG | 60000 | 0.. | high | cluster-wide
                How long a deleted segment's files stay on the disk, for reads under way.
            log.cleanup.policy | LIST | delete | {compact, delete} | medium | cluster-wide
                What happens to old records: delete, compact, or both.
            log.cleaner.enable | BOOLEAN | true | * | medium | read-only
                Whether compacted topics are compacted.
            log.cleaner.backoff.ms | LONG | 15000 | 0.. | medium | cluster-wide
                How often the broker looks for partitions to compact. Taken from the file only.
            log.cleaner.dedupe.buffer.size | LONG | 134217728 | * | medium | cluster-wide
                The most memory that the keys of one compaction take; never more than an eighth of the heap.
            log.cleaner.io.buffer.load.factor | DOUBLE | 0.9 | * | medium | cluster-wide
                How full the table of keys may get.
            log.cleaner.io.max.bytes.per.second | DOUBLE | 1.7976931348623157E308 | * | medium | cluster-wide
                How fast compaction may read.
            log.cleaner.delete.retention.ms | LONG | 86400000 | 0.. | medium | cluster-wide
                How long tombstones and markers of transactions are kept after they were first compacted.
            log.cleaner.min.cleanable.ratio | DOUBLE | 0.5 | 0..1 | medium | cluster-wide
                A partition is compacted when this part of it is dirty.
            log.cleaner.min.compaction.lag.ms | LONG | 0 | 0.. | medium | cluster-wide
                A record is not compacted before it is this old.
            log.cleaner.max.compaction.lag.ms | LONG | max | 1.. | medium | cluster-wide
                A partition is compacted when its oldest dirty record is older than this.
            log.index.size.max.bytes | INT | 10485760 | 4.. | medium | cluster-wide
                The largest index of a segment; a full index rolls the segment.
            log.index.interval.bytes | INT | 4096 | 0.. | medium | cluster-wide
                About every so many bytes of records get an entry in the indexes.
            log.flush.interval.messages | LONG | max | 1.. | high | cluster-wide
                fsync after this many records. 1 makes every acknowledged record survive a power failure.
            log.flush.interval.ms | LONG | (none) | * | high | cluster-wide
                fsync a partition at the latest this long after a write.
            log.flush.scheduler.interval.ms | LONG | max | * | high | read-only
                How often the broker looks for partitions to fsync; also log.flush.interval.ms when that is not set.
            log.flush.offset.checkpoint.interval.ms | INT | 60000 | 0.. | high | read-only
                How often the recovery points are written.
            replica.high.watermark.checkpoint.interval.ms | LONG | 5000 | * | high | read-only
                How often the high watermarks are written.
            log.preallocate | BOOLEAN | false | * | medium | cluster-wide
                Whether a new segment takes its full size on the disk at once.
            log.message.timestamp.type | STRING | CreateTime | {CreateTime, LogAppendTime} | medium | cluster-wide
                CreateTime keeps the producer's timestamp, LogAppendTime puts the broker's in its place.
            log.message.timestamp.before.max.ms | LONG | max | 0.. | medium | cluster-wide
                Records older than this are refused, with CreateTime.
            log.message.timestamp.after.max.ms | LONG | 3600000 | 0.. | medium | cluster-wide
                Records dated further ahead than this are refused, with CreateTime.
            message.max.bytes | INT | 1048588 | 0.. | high | cluster-wide
                The largest record batch.
            compression.type | STRING | producer | {uncompressed, zstd, lz4, snappy, gzip, producer} | high | cluster-wide
                The compression on the disk; producer keeps what the producer chose.
            compression.gzip.level | INT | -1 | -1 or 1..9 | medium | cluster-wide
                The level, when the broker itself compresses with gzip.
            compression.lz4.level | INT | 9 | 1..17 | medium | cluster-wide
                The level, when the broker itself compresses with lz4.
            compression.zstd.level | INT | 3 | -131072..22 | medium | cluster-wide
                The level, when the broker itself compresses with zstd.
            min.insync.replicas | INT | 1 | 1.. | high | cluster-wide
                How many replicas must have a record for acks=all to succeed. There is one replica here.
            background.threads | INT | 10 | 1.. | high | cluster-wide
                How many threads do what waits for the disk: fsync, recovery, retention, deletion. A value set while running is kept without effect.
            num.recovery.threads.per.data.dir | INT | 2 | 1.. | high | cluster-wide
                Accepted; logs are recovered by as many threads as background.threads says.
            producer.id.expiration.ms | INT | 86400000 | 1.. | low | cluster-wide
                A producer silent for this long is forgotten by a partition. A value set while running is kept without effect.
            producer.id.expiration.check.interval.ms | INT | 600000 | 1.. | low | internal
                How often partitions look for silent producers.
            """);

    private LogTable() {}
}
