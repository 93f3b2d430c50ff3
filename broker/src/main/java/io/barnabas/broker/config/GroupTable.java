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
            group.coordinator.rebalance.protocols | LIST | classic,consumer,streams | {consumer, classic, share, streams}+ | medium | read-only
                Without consumer, groups of KIP-848 are refused, as they are when the feature group.version is 0; without streams, or with streams.version 0, those of KIP-1071. The classic protocol is always served.
            group.consumer.assignment.interval.ms | INT | 1000 | 0.. | medium | cluster-wide
                The least time between two assignments of a consumer group (KIP-848).
            group.consumer.assignors | LIST | uniform,range | nonempty | medium | read-only
                The assignors that members of consumer groups may ask for: uniform and range. The first is the default.
            group.consumer.heartbeat.interval.ms | INT | 5000 | 1.. | medium | read-only
                How often members of a consumer group send a heartbeat, once the group is stable.
            group.consumer.max.assignment.interval.ms | INT | 15000 | 0.. | medium | read-only
                The most that consumer.assignment.interval.ms of a group may be.
            group.consumer.max.heartbeat.interval.ms | INT | 15000 | 1.. | medium | read-only
                The most that consumer.heartbeat.interval.ms of a group may be.
            group.consumer.max.session.timeout.ms | INT | 60000 | 1.. | medium | read-only
                The most that consumer.session.timeout.ms of a group may be.
            group.consumer.max.size | INT | max | 1.. | medium | read-only
                How many members a consumer group may have.
            group.consumer.migration.policy | STRING | bidirectional | {DISABLED, DOWNGRADE, UPGRADE, BIDIRECTIONAL}i | medium | read-only
                Which ways a group with members may go between the classic and the consumer protocol.
            group.consumer.min.assignment.interval.ms | INT | 0 | 0.. | medium | read-only
                The least that consumer.assignment.interval.ms of a group may be.
            group.consumer.min.heartbeat.interval.ms | INT | 5000 | 1.. | medium | read-only
                The least that consumer.heartbeat.interval.ms of a group may be.
            group.consumer.min.session.timeout.ms | INT | 45000 | 1.. | medium | read-only
                The least that consumer.session.timeout.ms of a group may be.
            group.consumer.regex.refresh.interval.ms | INT | 600000 | 10000.. | medium | internal
                How often regular expressions are looked up anew, whatever happens to topics.
            group.consumer.session.timeout.ms | INT | 45000 | 1.. | medium | read-only
                A member of a consumer group silent for this long is removed.
            group.streams.assignment.interval.ms | INT | 1000 | 0.. | medium | cluster-wide
                The least time between two assignments of a streams group (KIP-1071).
            group.streams.heartbeat.interval.ms | INT | 5000 | 1.. | medium | read-only
                How often members of a streams group send a heartbeat, once the group is stable.
            group.streams.initial.rebalance.delay.ms | INT | 0 | 0.. | medium | read-only
                How long the first assignment of a streams group waits for more members. Kafka's default is 3000.
            group.streams.max.assignment.interval.ms | INT | 15000 | 0.. | medium | read-only
                The most that streams.assignment.interval.ms of a group may be.
            group.streams.max.heartbeat.interval.ms | INT | 15000 | 1.. | medium | read-only
                The most that streams.heartbeat.interval.ms of a group may be.
            group.streams.max.session.timeout.ms | INT | 60000 | 1.. | medium | read-only
                The most that streams.session.timeout.ms of a group may be.
            group.streams.max.size | INT | max | 1.. | medium | read-only
                How many members a streams group may have.
            group.streams.max.standby.replicas | INT | 2 | 0.. | medium | read-only
                The most that streams.num.standby.replicas of a group may be.
            group.streams.min.assignment.interval.ms | INT | 0 | 0.. | medium | read-only
                The least that streams.assignment.interval.ms of a group may be.
            group.streams.min.heartbeat.interval.ms | INT | 5000 | 1.. | medium | read-only
                The least that streams.heartbeat.interval.ms of a group may be.
            group.streams.min.session.timeout.ms | INT | 45000 | 1.. | medium | read-only
                The least that streams.session.timeout.ms of a group may be.
            group.streams.num.standby.replicas | INT | 0 | 0.. | medium | read-only
                How many standbys each stateful task of a streams group has, as far as there are other processes.
            group.streams.session.timeout.ms | INT | 45000 | 1.. | medium | read-only
                A member of a streams group silent for this long is removed.
            """);

    private GroupTable() {}
}
