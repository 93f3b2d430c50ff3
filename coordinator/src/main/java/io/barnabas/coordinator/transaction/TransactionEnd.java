// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.transaction;

import io.barnabas.coordinator.runtime.Answer;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How every end of a transaction begins, whoever asks for it: the outcome is written down, and once that is durable the
 * markers go out.
 */
final class TransactionEnd {
    private final Transactions transactions;
    private final MarkerSender markers;
    private final Supplier<Short> transactionVersion;

    TransactionEnd(Transactions transactions, MarkerSender markers, Supplier<Short> transactionVersion) {
        this.transactions = transactions;
        this.markers = markers;
        this.transactionVersion = transactionVersion;
    }

    /** @param lastEpoch what its producer may still call itself by */
    <R> CoordinatorResult<R> prepare(Transaction prepared, short lastEpoch, @Nullable R response) {
        return new CoordinatorResult<>(
                List.of(TransactionRecords.of(prepared, transactionVersion.get())),
                response,
                List.of(TransactionTimers.noTimeout(prepared)),
                List.of(Answer.run(() -> markers.send(prepared))),
                () -> transactions.rememberLastEpoch(prepared.transactionalId(), lastEpoch));
    }

    /**
     * Aborts an ongoing transaction against its producer, which is fenced: the epoch rises by one. From transaction version 2
     * on the producer may ask to go on, naming the epoch it had.
     */
    <R> CoordinatorResult<R> fence(Transaction ongoing, @Nullable R response, long nowMs) {
        short epoch =
                ongoing.producerEpoch() == Short.MAX_VALUE ? Short.MAX_VALUE : (short) (ongoing.producerEpoch() + 1);
        Transaction prepared =
                ongoing.prepared(false, epoch, Transaction.NO_PRODUCER_ID, ongoing.clientVersion(), nowMs);
        return prepare(prepared, ongoing.raisesEpoch() ? ongoing.producerEpoch() : Transaction.NO_EPOCH, response);
    }

    /** Those whose outcome was written down and whose markers may be missing, after a restart. */
    Answer<?> resume(Transaction prepared) {
        return Answer.run(() -> markers.send(prepared));
    }
}
