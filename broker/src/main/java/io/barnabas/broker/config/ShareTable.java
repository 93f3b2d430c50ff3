// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

/** Share groups: what becomes of records, and how that is written down. The columns are explained in {@link ConfigTable}. */
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
