// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

/** What is set for coordinators and has no effect here, with the reason. The columns are explained in {@link ConfigTable}. */
final class CoordinatorTable {
    static final ConfigTable TABLE = ConfigTable.parse("Coordinators", """
            ! The share coordinator is in the same broker and writes each change at once, on the loop of its partition.
            group.share.persister.class.name | STRING | org.apache.kafka.server.share.persister.DefaultStatePersister | * | medium | internal
            share.coordinator.append.linger.ms | INT | -1 | -1.. | medium | read-only
            share.coordinator.cached.buffer.max.bytes | INT | 1048588 | 524288.. | medium | cluster-wide
            share.coordinator.threads | INT | 1 | 1.. | medium | read-only
            share.coordinator.write.timeout.ms | INT | 5000 | 1.. | high | read-only
            share.fetch.purgatory.purge.interval.requests | INT | 1000 | * | medium | read-only

            ! A request that comes while the transaction before is being ended waits for that end.
            add.partitions.to.txn.retry.backoff.max.ms | INT | 100 | 0.. | high | read-only
            add.partitions.to.txn.retry.backoff.ms | INT | 20 | 1.. | high | read-only

            ! Each transaction has a timer of its own.
            transaction.abort.timed.out.transaction.cleanup.interval.ms | INT | 10000 | 1.. | low | read-only

            ! Two-phase commit is not stable in Kafka 4.3.
            transaction.two.phase.commit.enable | BOOLEAN | false | * | low | read-only

            ! Coordinators run on the event loop of their partition and write each result at once.
            offsets.commit.timeout.ms | INT | 5000 | 1.. | high | read-only
            offsets.load.buffer.size | INT | 5242880 | 1.. | high | read-only
            group.coordinator.append.linger.ms | INT | -1 | -1.. | medium | read-only
            group.coordinator.background.threads | INT | 2 | 1.. | high | read-only
            group.coordinator.cached.buffer.max.bytes | INT | 1048588 | 524288.. | medium | cluster-wide
            group.coordinator.threads | INT | 4 | 1.. | high | read-only

            ! Committed offsets are written uncompressed.
            offsets.topic.compression.codec | INT | 0 | * | high | read-only
            """);

    private CoordinatorTable() {}
}
