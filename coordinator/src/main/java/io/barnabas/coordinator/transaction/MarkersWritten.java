// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.transaction;

import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.TimerChange;
import java.util.List;
import java.util.function.Supplier;

/** Every partition has its marker: the transaction is over, and who waits for that may go on. */
final class MarkersWritten {
    private final Transactions transactions;
    private final CompletionWaiters waiters;
    private final Supplier<Short> transactionVersion;

    MarkersWritten(Transactions transactions, CompletionWaiters waiters, Supplier<Short> transactionVersion) {
        this.transactions = transactions;
        this.waiters = waiters;
        this.transactionVersion = transactionVersion;
    }

    /** @param prepared the transaction as it was when its markers were sent; one that is over already is left alone */
    CoordinatorResult<Boolean> decide(Transaction prepared, long nowMs) {
        String id = prepared.transactionalId();
        Transaction present = transactions.find(id);
        if (present == null
                || !present.state().isPrepared()
                || present.producerId() != prepared.producerId()
                || present.producerEpoch() != prepared.producerEpoch()) {
            return CoordinatorResult.of(false);
        }
        return new CoordinatorResult<>(
                List.of(TransactionRecords.of(present.completed(nowMs), transactionVersion.get())),
                true,
                List.of(new TimerChange.Cancel(TransactionTimers.patience(id))),
                waiters.complete(id),
                () -> {});
    }
}
