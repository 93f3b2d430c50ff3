// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

/** What the node is, how topics come to be, and the metadata log. The columns are explained in {@link ConfigTable}. */
final class ClusterTable {
    static final ConfigTable TABLE = ConfigTable.parse("Node, topics and metadata", """
            node.id | INT | 1 | 0.. | high | read-only
                The id of this node, told to clients and written to meta.properties.
            broker.id | INT | -1 | * | high | read-only
                The older name of node.id.
            broker.rack | STRING | (none) | * | medium | read-only
                The rack told to clients.
            process.roles | LIST | broker,controller | {broker, controller}+ | high | read-only
                The roles of a KRaft node. One Barnabas process is always both broker and controller.
            auto.create.topics.enable | BOOLEAN | true | * | high | read-only
                Whether asking for the metadata of an unknown topic creates it.
            num.partitions | INT | 1 | 1.. | medium | read-only
                Partitions of an automatically created topic, and of one created without a number.
            default.replication.factor | INT | 1 | * | medium | read-only
                Replicas of an automatically created topic; more than the nodes there are is refused.
            delete.topic.enable | BOOLEAN | true | * | high | read-only
                Whether topics may be deleted.
            max.request.partition.size.limit | INT | 2000 | 1.. | medium | read-only
                The most partitions in one answer of DescribeTopicPartitions.
            max.incremental.fetch.session.cache.slots | INT | 1000 | 0.. | medium | read-only
                How many incremental fetch sessions are remembered.
            fetch.max.bytes | INT | 57671680 | 1024.. | medium | read-only
                The most bytes in one answer to a fetch.
            metadata.log.dir | STRING | (none) | * | high | read-only
                Which directory of log.dirs the metadata log lies in; the first one unless said otherwise.
            metadata.log.max.record.bytes.between.snapshots | LONG | 20971520 | 1.. | high | read-only
                A snapshot of the metadata is taken after this many bytes of records.
            controller.quorum.voters | LIST |  | * | high | read-only
                Accepted as written for KRaft; this node is its own controller.
            controller.quorum.bootstrap.servers | LIST |  | * | high | read-only
                Accepted as written for KRaft; this node is its own controller.
            inter.broker.listener.name | STRING | (none) | * | medium | read-only
                Accepted as written for KRaft; there is no other broker to talk to.
            transaction.state.log.replication.factor | SHORT | 3 | 1.. | high | read-only
                Accepted; one node keeps one replica.
            transaction.state.log.min.isr | INT | 2 | 1.. | high | read-only
                Accepted; one node keeps one replica.
            share.coordinator.state.topic.replication.factor | SHORT | 3 | 1.. | high | read-only
                Accepted; one node keeps one replica.
            share.coordinator.state.topic.min.isr | SHORT | 2 | 1.. | high | read-only
                Accepted; one node keeps one replica.
            unstable.api.versions.enable | BOOLEAN | false | * | high | internal
                Whether versions of APIs still under development are advertised.
            """);

    private ClusterTable() {}
}
