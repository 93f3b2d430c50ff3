// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.transaction;

import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Supplier;

/**
 * AddPartitionsToTxn, AddOffsetsToTxn, and what a produce of transaction version 2 implies: notes the partitions that the
 * transaction is going to write to, before it does, and begins a transaction when there is none.
 */
final class AddPartitions {
    private final Transactions transactions;
    private final Supplier<Short> transactionVersion;

    AddPartitions(Transactions transactions, Supplier<Short> transactionVersion) {
        this.transactions = transactions;
        this.transactionVersion = transactionVersion;
    }

    CoordinatorResult<Errors> decide(
            TransactionProducer producer, SortedMap<String, SortedSet<Integer>> partitions, long nowMs) {
        Transaction transaction = transactions.require(producer.transactionalId(), producer.producerId());
        requireEpoch(transaction, producer);
        requireNotEnding(transaction);
        if (transaction.state() == TransactionState.ONGOING && contains(transaction, partitions)) {
            return CoordinatorResult.of(Errors.NONE);
        }
        Transaction next = transaction.with(partitions, producer.clientVersion(), nowMs);
        boolean begins = transaction.state() != TransactionState.ONGOING;
        return CoordinatorResult.of(Errors.NONE, List.of(TransactionRecords.of(next, transactionVersion.get())))
                .withTimers(begins ? List.of(TransactionTimers.timeout(next, nowMs)) : Collections.emptyList());
    }

    static void requireEpoch(Transaction transaction, TransactionProducer producer) {
        if (transaction.producerEpoch() != producer.producerEpoch()) {
            throw new ApiException(
                    Errors.PRODUCER_FENCED,
                    "Producer " + producer.producerId() + " of transactional id " + producer.transactionalId()
                            + " is at epoch " + transaction.producerEpoch() + ", not " + producer.producerEpoch()
                            + ".");
        }
    }

    static void requireNotEnding(Transaction transaction) {
        if (transaction.state().isPrepared()) {
            throw new ApiException(
                    Errors.CONCURRENT_TRANSACTIONS,
                    "The transaction before of " + transaction.transactionalId() + " is still being ended.");
        }
    }

    private static boolean contains(Transaction transaction, SortedMap<String, SortedSet<Integer>> partitions) {
        return partitions.entrySet().stream()
                .allMatch(topic -> topic.getValue().stream()
                        .allMatch(partition -> transaction.contains(topic.getKey(), partition)));
    }
}
