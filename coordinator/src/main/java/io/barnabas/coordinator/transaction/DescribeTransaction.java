// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.transaction;

import io.barnabas.wire.message.DescribeTransactionsResponse;
import io.barnabas.wire.message.DescribeTransactionsResponse.TopicData;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.List;

/** DescribeTransactions for one id (KIP-664): its producer and the partitions of its open transaction. */
final class DescribeTransaction {
    private final Transactions transactions;

    DescribeTransaction(Transactions transactions) {
        this.transactions = transactions;
    }

    DescribeTransactionsResponse.TransactionState decide(String transactionalId) {
        Transaction transaction = transactions.find(transactionalId);
        if (transaction == null) {
            throw new ApiException(Errors.TRANSACTIONAL_ID_NOT_FOUND);
        }
        List<TopicData> topics = transaction.partitions().entrySet().stream()
                .map(topic -> new TopicData().setTopic(topic.getKey()).setPartitions(List.copyOf(topic.getValue())))
                .toList();
        return new DescribeTransactionsResponse.TransactionState()
                .setTransactionalId(transactionalId)
                .setTransactionState(transaction.state().text())
                .setTransactionTimeoutMs(transaction.timeoutMs())
                .setTransactionStartTimeMs(transaction.startMs())
                .setProducerId(transaction.producerId())
                .setProducerEpoch(transaction.producerEpoch())
                .setTopics(topics);
    }
}
