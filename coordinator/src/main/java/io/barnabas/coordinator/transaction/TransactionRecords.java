// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.transaction;

import io.barnabas.coordinator.record.TransactionLogKey;
import io.barnabas.coordinator.record.TransactionLogValue;
import io.barnabas.coordinator.record.TransactionLogValue.PartitionsSchema;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.runtime.RecordSerde;
import io.barnabas.coordinator.runtime.TypedRecordSerde;
import io.barnabas.wire.protocol.InvalidMessageException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The records of {@code __transaction_state}, both ways: type 0, one for each state of a transactional id. Version 0 is
 * written while transaction.version is 0, as older brokers read no other; version 1 from then on.
 */
public final class TransactionRecords {
    private static final int TRANSACTION_LOG = 0;

    private TransactionRecords() {}

    public static RecordSerde serde() {
        return new TypedRecordSerde(type -> type == TRANSACTION_LOG
                ? new TypedRecordSerde.Empty(new TransactionLogKey(), new TransactionLogValue())
                : null);
    }

    static CoordinatorRecord of(Transaction transaction, short transactionVersion) {
        List<PartitionsSchema> partitions = null;
        if (transaction.state() != TransactionState.EMPTY) {
            partitions = new ArrayList<>();
            for (var topic : transaction.partitions().entrySet()) {
                partitions.add(
                        new PartitionsSchema().setTopic(topic.getKey()).setPartitionIds(List.copyOf(topic.getValue())));
            }
        }
        var value = new TransactionLogValue()
                .setProducerId(transaction.producerId())
                .setPreviousProducerId(transaction.previousProducerId())
                .setNextProducerId(transaction.nextProducerId())
                .setProducerEpoch(transaction.producerEpoch())
                .setTransactionTimeoutMs(transaction.timeoutMs())
                .setTransactionStatus(transaction.state().id())
                .setTransactionPartitions(partitions)
                .setTransactionLastUpdateTimestampMs(transaction.lastUpdateMs())
                .setTransactionStartTimestampMs(transaction.startMs())
                .setClientTransactionVersion(transaction.clientVersion());
        int recordVersion = transactionVersion == 0 ? 0 : 1;
        if (recordVersion == 0) {
            value.setPreviousProducerId(Transaction.NO_PRODUCER_ID)
                    .setNextProducerId(Transaction.NO_PRODUCER_ID)
                    .setClientTransactionVersion((short) 0);
        }
        return CoordinatorRecord.of(key(transaction.transactionalId()), recordVersion, value);
    }

    static CoordinatorRecord tombstone(String transactionalId) {
        return CoordinatorRecord.tombstone(key(transactionalId));
    }

    private static TransactionLogKey key(String transactionalId) {
        return new TransactionLogKey().setTransactionalId(transactionalId);
    }

    static Transaction transaction(String transactionalId, TransactionLogValue value) {
        TransactionState state;
        try {
            state = TransactionState.of(value.transactionStatus());
        } catch (IllegalArgumentException e) {
            throw new InvalidMessageException("transactional id " + transactionalId + ": " + e.getMessage());
        }
        SortedMap<String, SortedSet<Integer>> partitions = new TreeMap<>();
        List<PartitionsSchema> topics = value.transactionPartitions();
        if (topics != null) {
            topics.forEach(topic -> partitions.put(topic.topic(), new TreeSet<>(topic.partitionIds())));
        }
        return new Transaction(
                transactionalId,
                value.producerId(),
                value.previousProducerId(),
                value.nextProducerId(),
                value.producerEpoch(),
                value.transactionTimeoutMs(),
                state,
                partitions,
                value.transactionStartTimestampMs(),
                value.transactionLastUpdateTimestampMs(),
                value.clientTransactionVersion());
    }
}
