// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.transaction;

import io.barnabas.coordinator.runtime.CoordinatorResult;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aborts a transaction that has lasted as long as its producer allowed (transaction.timeout.ms), and fences the producer. Unlike
 * Kafka, which looks every ten seconds, at the very time.
 */
final class TransactionTimeout {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionTimeout.class);

    private final Transactions transactions;
    private final TransactionEnd end;

    TransactionTimeout(Transactions transactions, TransactionEnd end) {
        this.transactions = transactions;
        this.end = end;
    }

    CoordinatorResult<Void> decide(String transactionalId, long nowMs) {
        Transaction transaction = transactions.find(transactionalId);
        if (transaction == null || transaction.state() != TransactionState.ONGOING) {
            return CoordinatorResult.nothing();
        }
        if (nowMs < transaction.startMs() + transaction.timeoutMs()) {
            return CoordinatorResult.<Void>nothing().withTimers(List.of(TransactionTimers.timeout(transaction, nowMs)));
        }
        LOG.info(
                "Aborting the transaction of {} (producer {}, epoch {}): it has lasted its {} ms.",
                transactionalId,
                transaction.producerId(),
                transaction.producerEpoch(),
                transaction.timeoutMs());
        return end.fence(transaction, null, nowMs);
    }
}
