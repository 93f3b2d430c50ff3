// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

/** Consumer groups and their committed offsets. The columns are explained in {@link ConfigTable}. */
final class GroupTable {
    static final ConfigTable TABLE = ConfigTable.parse("Consumer groups", """
            group.min.session.timeout.ms | INT | 6000 | * | medium | read-only
                The shortest session timeout a member may ask for.
            group.max.session.timeout.ms | INT | 1800000 | * | medium | read-only
                The longest session timeout a member may ask for.
            group.initial.rebalance.delay.ms | INT | 0 | * | medium | read-only
                How long the first rebalance of an empty group waits for more members. Kafka's default is 3000.
            group.max.size | INT | max | 1.. | medium | read-only
                How many members a group may have.
            offset.metadata.max.bytes | INT | 4096 | * | high | read-only
                The longest metadata string of a committed offset.
            offsets.retention.minutes | INT | 10080 | 1.. | high | read-only
                A committed offset of a group that nobody uses is forgotten after this long.
            offsets.retention.check.interval.ms | LONG | 600000 | 1.. | high | read-only
                How often the coordinator looks for offsets to forget.
            offsets.topic.num.partitions | INT | 50 | 1.. | high | read-only
                Partitions of __consumer_offsets. Not to be changed once it exists.
            offsets.topic.replication.factor | SHORT | 3 | 1.. | high | read-only
                Replicas of __consumer_offsets; at most as many as there are nodes.
            offsets.topic.segment.bytes | INT | 104857600 | 1.. | high | read-only
                Segment size of __consumer_offsets, small so that it loads and compacts quickly.
            """);

    private GroupTable() {}
}
