// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

/** What can be set for one group of the newer protocols (KIP-848, KIP-932, KIP-1071). The columns are explained in {@link ConfigTable}. */
final class GroupResourceTable {
    static final ConfigTable TABLE = ConfigTable.parse("Groups of the newer protocols", """
            consumer.assignment.interval.ms | INT | 1000 | 0.. | medium | group.consumer.assignment.interval.ms
                The least time between two assignments of a consumer group.
            consumer.heartbeat.interval.ms | INT | 5000 | 1.. | medium | group.consumer.heartbeat.interval.ms
                How often members of a consumer group send a heartbeat.
            consumer.session.timeout.ms | INT | 45000 | 1.. | medium | group.consumer.session.timeout.ms
                A member of a consumer group silent for this long is removed.
            share.assignment.interval.ms | INT | 1000 | 0.. | medium | group.share.assignment.interval.ms
                The least time between two assignments of a share group.
            share.auto.offset.reset | STRING | latest | reset | medium | -
                Where a new share group begins: latest, earliest or by_duration:PnDTnHnMn.nS.
            share.delivery.count.limit | INT | 5 | 2.. | medium | group.share.delivery.count.limit
                How often a record is delivered to a share group before it is given up.
            share.heartbeat.interval.ms | INT | 5000 | 1.. | medium | group.share.heartbeat.interval.ms
                How often members of a share group send a heartbeat.
            share.isolation.level | STRING | read_uncommitted | {read_committed, read_uncommitted} | medium | -
                Whether a share group sees records of open transactions.
            share.partition.max.record.locks | INT | 2000 | 100.. | medium | group.share.partition.max.record.locks
                How many records of a partition a share group may hold at once.
            share.record.lock.duration.ms | INT | 30000 | 1000.. | medium | group.share.record.lock.duration.ms
                How long a record is held for the member that acquired it.
            share.renew.acknowledge.enable | BOOLEAN | true | * | medium | -
                Whether members of a share group may renew their hold on a record.
            share.session.timeout.ms | INT | 45000 | 1.. | medium | group.share.session.timeout.ms
                A member of a share group silent for this long is removed.
            streams.assignment.interval.ms | INT | 1000 | 0.. | medium | group.streams.assignment.interval.ms
                The least time between two assignments of a streams group.
            streams.heartbeat.interval.ms | INT | 5000 | 1.. | medium | group.streams.heartbeat.interval.ms
                How often members of a streams group send a heartbeat.
            streams.initial.rebalance.delay.ms | INT | 0 | 0.. | medium | group.streams.initial.rebalance.delay.ms
                How long the first rebalance of an empty streams group waits for more members.
            streams.num.standby.replicas | INT | 0 | 0.. | medium | group.streams.num.standby.replicas
                Standby replicas of each task of a streams group.
            streams.session.timeout.ms | INT | 45000 | 1.. | medium | group.streams.session.timeout.ms
                A member of a streams group silent for this long is removed.
            """);

    private GroupResourceTable() {}
}
