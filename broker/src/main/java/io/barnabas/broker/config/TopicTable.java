// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

/** What can be set for one topic, and the broker property each takes its default from. The columns are explained in {@link ConfigTable}. */
final class TopicTable {
    static final ConfigTable TABLE = ConfigTable.parse("Topics", """
            cleanup.policy | LIST | delete | {compact, delete} | medium | log.cleanup.policy
                What happens to old records: delete, compact, or both.
            compression.type | STRING | producer | {uncompressed, zstd, lz4, snappy, gzip, producer} | medium | compression.type
                The compression on the disk; producer keeps what the producer chose.
            compression.gzip.level | INT | -1 | -1 or 1..9 | medium | compression.gzip.level
                The level, when the broker itself compresses with gzip.
            compression.lz4.level | INT | 9 | 1..17 | medium | compression.lz4.level
                The level, when the broker itself compresses with lz4.
            compression.zstd.level | INT | 3 | -131072..22 | medium | compression.zstd.level
                The level, when the broker itself compresses with zstd.
            delete.retention.ms | LONG | 86400000 | 0.. | medium | log.cleaner.delete.retention.ms
                How long the tombstones of a compacted topic are kept.
            file.delete.delay.ms | LONG | 60000 | 0.. | medium | log.segment.delete.delay.ms
                How long a deleted segment's files stay on the disk, for reads under way.
            flush.messages | LONG | max | 1.. | medium | log.flush.interval.messages
                fsync after this many records. 1 makes every acknowledged record survive a power failure.
            flush.ms | LONG | max | 0.. | medium | log.flush.interval.ms, log.flush.scheduler.interval.ms
                fsync at the latest this long after a write.
            follower.replication.throttled.replicas | LIST |  | replicas | medium | -
                Replicas whose replication is throttled on the follower's side. Kept, without effect on one node.
            leader.replication.throttled.replicas | LIST |  | replicas | medium | -
                Replicas whose replication is throttled on the leader's side. Kept, without effect on one node.
            index.interval.bytes | INT | 4096 | 0.. | medium | log.index.interval.bytes
                About every so many bytes of records get an entry in the indexes.
            internal.segment.bytes | INT | (none) | * | internal | -
                segment.bytes for tests, without its lower bound.
            local.retention.bytes | LONG | -2 | -2.. | medium | log.local.retention.bytes
                Bytes kept locally with remote storage. Kept, without effect: there is no remote storage.
            local.retention.ms | LONG | -2 | -2.. | medium | log.local.retention.ms
                Age kept locally with remote storage. Kept, without effect: there is no remote storage.
            max.compaction.lag.ms | LONG | max | 1.. | medium | log.cleaner.max.compaction.lag.ms
                The longest a record may wait for compaction.
            max.message.bytes | INT | 1048588 | 0.. | medium | message.max.bytes
                The largest record batch.
            message.timestamp.after.max.ms | LONG | 3600000 | 0.. | medium | log.message.timestamp.after.max.ms
                Records dated further ahead than this are refused, with CreateTime.
            message.timestamp.before.max.ms | LONG | max | 0.. | medium | log.message.timestamp.before.max.ms
                Records older than this are refused, with CreateTime.
            message.timestamp.type | STRING | CreateTime | {CreateTime, LogAppendTime} | medium | log.message.timestamp.type
                CreateTime keeps the producer's timestamp, LogAppendTime puts the broker's in its place.
            min.cleanable.dirty.ratio | DOUBLE | 0.5 | 0..1 | medium | log.cleaner.min.cleanable.ratio
                How much of a log must be uncompacted before it is compacted again.
            min.compaction.lag.ms | LONG | 0 | 0.. | medium | log.cleaner.min.compaction.lag.ms
                How long a record stays before it may be compacted away.
            min.insync.replicas | INT | 1 | 1.. | medium | min.insync.replicas
                How many replicas must have a record for acks=all to succeed.
            preallocate | BOOLEAN | false | * | medium | log.preallocate
                Whether a new segment takes its full size on the disk at once.
            remote.log.copy.disable | BOOLEAN | false | * | medium | -
                Whether a remote topic stops copying. Kept, without effect: there is no remote storage.
            remote.log.delete.on.disable | BOOLEAN | false | * | medium | -
                Whether disabling remote storage deletes it. Kept, without effect: there is no remote storage.
            remote.storage.enable | BOOLEAN | false | * | medium | -
                Whether old segments go to remote storage. Only false is accepted.
            retention.bytes | LONG | -1 | * | medium | log.retention.bytes
                The oldest segments of a partition are deleted while it is larger than this; -1 means no bound.
            retention.ms | LONG | 604800000 | -1.. | medium | log.retention.ms, log.retention.minutes, log.retention.hours
                Segments whose newest record is older than this are deleted; -1 keeps them for ever.
            segment.bytes | INT | 1073741824 | 1048576.. | medium | log.segment.bytes
                A segment is rolled when the next batch would make it larger than this.
            segment.index.bytes | INT | 10485760 | 4.. | medium | log.index.size.max.bytes
                The largest index of a segment; a full index rolls the segment.
            segment.jitter.ms | LONG | 0 | 0.. | medium | log.roll.jitter.ms, log.roll.jitter.hours
                The most that is randomly taken off the age at which a segment is rolled.
            segment.ms | LONG | 604800000 | 1.. | medium | log.roll.ms, log.roll.hours
                A segment is rolled when it is this old, even if not full.
            unclean.leader.election.enable | BOOLEAN | false | * | medium | unclean.leader.election.enable
                Whether a replica that lacks records may lead. Kept, without effect on one node.
            """);

    private TopicTable() {}
}
