// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

/** Share groups: their members, what becomes of records, and how that is written down. The columns are explained in {@link ConfigTable}. */
final class ShareTable {
    static final ConfigTable TABLE = ConfigTable.parse("Share groups", """
            group.share.delivery.count.limit | INT | 5 | 2..10 | medium | read-only
                How often a record is delivered before it is given up.
            group.share.max.share.sessions | INT | 2000 | 1.. | medium | read-only
                How many members of share groups may fetch at a time.
            group.share.partition.max.record.locks | INT | 2000 | 100..10000 | medium | read-only
                How many records of a partition a share group may hold at once.
            group.share.record.lock.duration.ms | INT | 30000 | 1000..3600000 | medium | read-only
                How long a record is held for the member that acquired it.
            group.share.assignment.interval.ms | INT | 1000 | 0.. | medium | cluster-wide
                The least time between two assignments of a share group (KIP-932).
            group.share.assignors | LIST | simple | nonempty | medium | read-only
                The assignor of share groups: simple.
            group.share.heartbeat.interval.ms | INT | 5000 | 1.. | medium | read-only
                How often members of a share group send a heartbeat, once the group is settled.
            group.share.initialize.retry.interval.ms | INT | 30000 | 1.. | low | internal
                After this long without an answer it is tried again to give a share partition its state.
            group.share.max.assignment.interval.ms | INT | 15000 | 0.. | medium | read-only
                The most that share.assignment.interval.ms of a group may be.
            group.share.max.delivery.count.limit | INT | 10 | 5..25 | medium | read-only
                The most that share.delivery.count.limit of a group may be.
            group.share.max.heartbeat.interval.ms | INT | 15000 | 1.. | medium | read-only
                The most that share.heartbeat.interval.ms of a group may be.
            group.share.max.partition.max.record.locks | INT | 4000 | 2000..10000 | medium | read-only
                The most that share.partition.max.record.locks of a group may be.
            group.share.max.record.lock.duration.ms | INT | 60000 | 30000..3600000 | medium | read-only
                The most that share.record.lock.duration.ms of a group may be.
            group.share.max.session.timeout.ms | INT | 60000 | 1.. | medium | read-only
                The most that share.session.timeout.ms of a group may be.
            group.share.max.size | INT | 200 | 1..1000 | medium | read-only
                How many members a share group may have.
            group.share.min.assignment.interval.ms | INT | 0 | 0.. | medium | read-only
                The least that share.assignment.interval.ms of a group may be.
            group.share.min.delivery.count.limit | INT | 2 | 2..5 | medium | read-only
                The least that share.delivery.count.limit of a group may be.
            group.share.min.heartbeat.interval.ms | INT | 5000 | 1.. | medium | read-only
                The least that share.heartbeat.interval.ms of a group may be.
            group.share.min.partition.max.record.locks | INT | 100 | 100..2000 | medium | read-only
                The least that share.partition.max.record.locks of a group may be.
            group.share.min.record.lock.duration.ms | INT | 15000 | 1000..30000 | medium | read-only
                The least that share.record.lock.duration.ms of a group may be.
            group.share.min.session.timeout.ms | INT | 45000 | 1.. | medium | read-only
                The least that share.session.timeout.ms of a group may be.
            group.share.session.timeout.ms | INT | 45000 | 1.. | medium | read-only
                A member of a share group silent for this long is removed.
            share.coordinator.cold.partition.snapshot.interval.ms | INT | 300000 | 1.. | low | internal
                A share partition that is quiet for this long is written down as a whole, so that older records can go.
            share.coordinator.load.buffer.size | INT | 5242880 | 1.. | high | read-only
                How much of __share_group_state is read at once when it is loaded.
            share.coordinator.snapshot.update.records.per.snapshot | INT | 500 | 0..500 | medium | read-only
                After this many changes a share partition is written down as a whole.
            share.coordinator.state.topic.compression.codec | INT | 0 | * | high | read-only
                How __share_group_state is compressed: 0 none, 1 gzip, 2 snappy, 3 lz4, 4 zstd.
            share.coordinator.state.topic.num.partitions | INT | 50 | 1.. | high | read-only
                Partitions of __share_group_state. Not to be changed once it exists.
            share.coordinator.state.topic.prune.interval.ms | INT | 300000 | 1.. | low | internal
                How often what later snapshots have replaced is dropped.
            share.coordinator.state.topic.segment.bytes | INT | 104857600 | 1.. | high | read-only
                Segment size of __share_group_state.
            """);

    private ShareTable() {}
}
