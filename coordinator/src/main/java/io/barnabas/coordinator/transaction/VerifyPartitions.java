// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.transaction;

import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.wire.protocol.Errors;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Says of each partition whether the producer's open transaction has it (KIP-890), for records of clients that add partitions
 * themselves: TRANSACTION_ABORTABLE where it has not.
 */
final class VerifyPartitions {
    private final Transactions transactions;

    VerifyPartitions(Transactions transactions) {
        this.transactions = transactions;
    }

    CoordinatorResult<SortedMap<String, SortedMap<Integer, Errors>>> decide(
            TransactionProducer producer, SortedMap<String, SortedSet<Integer>> partitions) {
        Transaction transaction = transactions.require(producer.transactionalId(), producer.producerId());
        AddPartitions.requireEpoch(transaction, producer);
        AddPartitions.requireNotEnding(transaction);
        boolean ongoing = transaction.state() == TransactionState.ONGOING;
        SortedMap<String, SortedMap<Integer, Errors>> results = new TreeMap<>();
        partitions.forEach((topic, indexes) -> {
            SortedMap<Integer, Errors> ofTopic = new TreeMap<>();
            for (int index : indexes) {
                boolean included = ongoing && transaction.contains(topic, index);
                ofTopic.put(index, included ? Errors.NONE : Errors.TRANSACTION_ABORTABLE);
            }
            results.put(topic, ofTopic);
        });
        return CoordinatorResult.of(results);
    }
}
