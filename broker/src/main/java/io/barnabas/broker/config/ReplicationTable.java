// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

/** Replication, controllers and remote storage: known by name, without meaning on one node. The columns are explained in {@link ConfigTable}. */
final class ReplicationTable {
    static final ConfigTable TABLE = ConfigTable.parse("Other nodes and remote storage", """
            ! One node has no other to talk to.
            broker.heartbeat.interval.ms | INT | 2000 | * | medium | read-only
            broker.session.timeout.ms | INT | 9000 | * | medium | read-only
            controlled.shutdown.enable | BOOLEAN | true | * | medium | read-only
            controller.performance.always.log.threshold.ms | LONG | 2000 | 0.. | medium | internal
            controller.performance.sample.period.ms | LONG | 60000 | 100.. | medium | internal
            controller.quorum.append.linger.ms | INT | 25 | 0.. | medium | read-only
            controller.quorum.auto.join.enable | BOOLEAN | false | * | low | read-only
            controller.quorum.election.backoff.max.ms | INT | 1000 | 0.. | high | read-only
            controller.quorum.election.timeout.ms | INT | 1000 | 0.. | high | read-only
            controller.quorum.fetch.max.bytes | INT | 1048576 | 1.. | low | read-only
            controller.quorum.fetch.snapshot.max.bytes | INT | 1048576 | 1.. | low | read-only
            controller.quorum.fetch.timeout.ms | INT | 2000 | 0.. | high | read-only
            controller.quorum.request.timeout.ms | INT | 2000 | 0.. | medium | read-only
            controller.quorum.retry.backoff.ms | INT | 20 | 0.. | low | read-only
            controller.socket.timeout.ms | INT | 30000 | * | medium | read-only
            initial.broker.registration.timeout.ms | INT | 60000 | * | medium | read-only
            metadata.max.idle.interval.ms | INT | 500 | 0.. | low | read-only
            request.timeout.ms | INT | 30000 | * | high | read-only
            security.inter.broker.protocol | STRING | PLAINTEXT | {PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL} | medium | read-only
            server.max.startup.time.ms | LONG | max | 0.. | medium | internal
            socket.connection.setup.timeout.max.ms | LONG | 30000 | * | medium | read-only
            socket.connection.setup.timeout.ms | LONG | 10000 | * | medium | read-only

            ! One node has nothing to replicate.
            auto.leader.rebalance.enable | BOOLEAN | true | * | high | read-only
            follower.fetch.last.tiered.offset.enable | BOOLEAN | false | * | medium | cluster-wide
            leader.imbalance.check.interval.seconds | LONG | 300 | 1.. | high | read-only
            num.replica.alter.log.dirs.threads | INT | (none) | * | high | read-only
            num.replica.fetchers | INT | 1 | 1.. | high | cluster-wide
            replica.fetch.backoff.ms | INT | 1000 | 0.. | medium | read-only
            replica.fetch.max.bytes | INT | 1048576 | 0.. | medium | read-only
            replica.fetch.min.bytes | INT | 1 | * | high | read-only
            replica.fetch.response.max.bytes | INT | 10485760 | 0.. | medium | read-only
            replica.fetch.wait.max.ms | INT | 500 | * | high | read-only
            replica.lag.time.max.ms | LONG | 30000 | * | high | read-only
            replica.selector.class | STRING | (none) | * | medium | read-only
            replica.socket.receive.buffer.bytes | INT | 65536 | * | high | read-only
            replica.socket.timeout.ms | INT | 30000 | * | high | read-only
            unclean.leader.election.enable | BOOLEAN | false | * | high | cluster-wide
            unclean.leader.election.interval.ms | LONG | 300000 | 1.. | medium | internal

            ! Remote storage is not there yet.
            log.local.retention.bytes | LONG | -2 | -2.. | medium | cluster-wide
            log.local.retention.ms | LONG | -2 | -2.. | medium | cluster-wide
            remote.fetch.max.wait.ms | INT | 500 | 1.. | medium | cluster-wide
            remote.list.offsets.request.timeout.ms | LONG | 30000 | 1.. | medium | cluster-wide
            remote.log.index.file.cache.total.size.bytes | LONG | 1073741824 | 1.. | low | cluster-wide
            remote.log.index.file.cache.ttl.ms | LONG | 900000 | -1.. | low | internal
            remote.log.manager.copier.thread.pool.size | INT | 10 | 1.. | medium | cluster-wide
            remote.log.manager.copy.max.bytes.per.second | LONG | max | 1.. | medium | cluster-wide
            remote.log.manager.copy.quota.window.num | INT | 11 | 1.. | medium | read-only
            remote.log.manager.copy.quota.window.size.seconds | INT | 1 | 1.. | medium | read-only
            remote.log.manager.expiration.thread.pool.size | INT | 10 | 1.. | medium | cluster-wide
            remote.log.manager.fetch.max.bytes.per.second | LONG | max | 1.. | medium | cluster-wide
            remote.log.manager.fetch.quota.window.num | INT | 11 | 1.. | medium | read-only
            remote.log.manager.fetch.quota.window.size.seconds | INT | 1 | 1.. | medium | read-only
            remote.log.manager.follower.thread.pool.size | INT | 2 | 1.. | medium | cluster-wide
            remote.log.manager.task.interval.ms | LONG | 30000 | 1.. | low | read-only
            remote.log.manager.task.retry.backoff.max.ms | LONG | 30000 | 1.. | low | internal
            remote.log.manager.task.retry.backoff.ms | LONG | 500 | 1.. | low | internal
            remote.log.manager.task.retry.jitter | DOUBLE | 0.2 | 0..0.5 | low | internal
            remote.log.manager.thread.pool.size | INT | 2 | 1.. | medium | read-only
            remote.log.metadata.custom.metadata.max.bytes | INT | 128 | 0.. | low | read-only
            remote.log.metadata.manager.class.name | STRING | org.apache.kafka.server.log.remote.metadata.storage.TopicBasedRemoteLogMetadataManager | nonempty | medium | read-only
            remote.log.metadata.manager.class.path | STRING | (none) | * | medium | read-only
            remote.log.metadata.manager.impl.prefix | STRING | rlmm.config. | nonempty | medium | read-only
            remote.log.metadata.manager.listener.name | STRING | (none) | nonempty | medium | read-only
            remote.log.reader.max.pending.tasks | INT | 100 | 1.. | medium | read-only
            remote.log.reader.threads | INT | 10 | 1.. | medium | cluster-wide
            remote.log.storage.manager.class.name | STRING | (none) | nonempty | medium | read-only
            remote.log.storage.manager.class.path | STRING | (none) | * | medium | read-only
            remote.log.storage.manager.impl.prefix | STRING | rsm.config. | nonempty | medium | read-only
            remote.log.storage.system.enable | BOOLEAN | false | * | medium | read-only
            """);

    private ReplicationTable() {}
}
