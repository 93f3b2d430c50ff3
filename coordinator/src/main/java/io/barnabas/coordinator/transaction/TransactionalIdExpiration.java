// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.transaction;

import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import java.util.ArrayList;
import java.util.List;

/** Forgets transactional ids that were not used for transactional.id.expiration.ms and have no transaction open. */
final class TransactionalIdExpiration {
    private final Transactions transactions;
    private final TransactionConfig config;

    TransactionalIdExpiration(Transactions transactions, TransactionConfig config) {
        this.transactions = transactions;
        this.config = config;
    }

    /** Gives the number of ids that are forgotten. */
    CoordinatorResult<Integer> decide(long nowMs) {
        List<CoordinatorRecord> tombstones = new ArrayList<>();
        for (Transaction transaction : transactions.all()) {
            boolean open = transaction.state() == TransactionState.ONGOING
                    || transaction.state().isPrepared();
            if (!open && transaction.lastUpdateMs() + config.idExpirationMs() <= nowMs) {
                tombstones.add(TransactionRecords.tombstone(transaction.transactionalId()));
            }
        }
        return CoordinatorResult.of(tombstones.size(), tombstones);
    }
}
