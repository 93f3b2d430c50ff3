// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

/** Transactions. The columns are explained in {@link ConfigTable}. */
final class TransactionTable {
    static final ConfigTable TABLE = ConfigTable.parse("Transactions", """
            transaction.max.timeout.ms | INT | 900000 | 1.. | high | read-only
                The longest transaction timeout a producer may ask for.
            transaction.partition.verification.enable | BOOLEAN | true | * | low | cluster-wide
                Whether the transaction of a client of old is looked up before its first records come into a partition.
            transaction.remove.expired.transaction.cleanup.interval.ms | INT | 3600000 | 1.. | low | read-only
                How often the coordinator looks for transactional ids to forget.
            transactional.id.expiration.ms | INT | 604800000 | 1.. | high | read-only
                A transactional id that nobody uses is forgotten after this long.
            transaction.state.log.load.buffer.size | INT | 5242880 | 1.. | high | read-only
                How much is read at once when a partition of __transaction_state is loaded.
            transaction.state.log.num.partitions | INT | 50 | 1.. | high | read-only
                Partitions of __transaction_state. Not to be changed once it exists.
            transaction.state.log.segment.bytes | INT | 104857600 | 1.. | high | read-only
                Segment size of __transaction_state, small so that it loads and compacts quickly.
            """);

    private TransactionTable() {}
}
