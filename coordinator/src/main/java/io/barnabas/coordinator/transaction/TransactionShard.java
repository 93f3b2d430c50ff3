// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.transaction;

import io.barnabas.coordinator.record.TransactionLogKey;
import io.barnabas.coordinator.record.TransactionLogValue;
import io.barnabas.coordinator.runtime.Answer;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.CoordinatorShard;
import io.barnabas.coordinator.runtime.TimerChange;
import io.barnabas.coordinator.runtime.TimerKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The transactional ids of one partition of {@code __transaction_state}: holds their state, knows the operations, replays
 * records.
 */
public final class TransactionShard implements CoordinatorShard {
    private final Transactions transactions = new Transactions();
    private final TransactionEnd end;
    private final TransactionTimeout timeout;

    final CompletionWaiters waiters = new CompletionWaiters();
    final InitProducerId initProducerId;
    final AddPartitions addPartitions;
    final VerifyPartitions verifyPartitions;
    final EndTransaction endTransaction;
    final MarkersWritten markersWritten;
    final DescribeTransaction describeTransaction;
    final ListTransactions listTransactions;
    final TransactionalIdExpiration expiration;

    /**
     * An empty shard, to be filled by replay.
     *
     * @param transactionVersion the level of the feature transaction.version now
     */
    public TransactionShard(TransactionConfig config, MarkerSender markers, Supplier<Short> transactionVersion) {
        end = new TransactionEnd(transactions, markers, transactionVersion);
        timeout = new TransactionTimeout(transactions, end);
        initProducerId = new InitProducerId(transactions, end, config, transactionVersion);
        addPartitions = new AddPartitions(transactions, transactionVersion);
        verifyPartitions = new VerifyPartitions(transactions);
        endTransaction = new EndTransaction(transactions, end);
        markersWritten = new MarkersWritten(transactions, waiters, transactionVersion);
        describeTransaction = new DescribeTransaction(transactions);
        listTransactions = new ListTransactions(transactions);
        expiration = new TransactionalIdExpiration(transactions, config);
    }

    Transactions transactions() {
        return transactions;
    }

    /** Whether the id's transaction is decided and not over. */
    boolean isEnding(String transactionalId) {
        Transaction transaction = transactions.find(transactionalId);
        return transaction != null && transaction.state().isPrepared();
    }

    @Override
    public void replay(long offset, long producerId, CoordinatorRecord record) {
        if (record.key() instanceof TransactionLogKey key) {
            transactions.replay(key, (TransactionLogValue) record.value());
        }
    }

    /** Nobody writes here within a transaction. */
    @Override
    public void replayEndTransaction(long producerId, boolean committed) {}

    /** What was decided is carried out, and what is open keeps its time. */
    @Override
    public CoordinatorResult<Void> loaded(long nowMs) {
        List<TimerChange> timers = new ArrayList<>();
        List<Answer<?>> answers = new ArrayList<>();
        for (Transaction transaction : transactions.all()) {
            if (transaction.state() == TransactionState.ONGOING) {
                timers.add(TransactionTimers.timeout(transaction, nowMs));
            } else if (transaction.state().isPrepared()) {
                answers.add(end.resume(transaction));
            }
        }
        return new CoordinatorResult<>(List.of(), null, timers, answers, () -> {});
    }

    @Override
    public CoordinatorResult<Void> unloaded() {
        return new CoordinatorResult<>(List.of(), null, List.of(), waiters.unload(), () -> {});
    }

    @Override
    public CoordinatorResult<Void> timerFired(TimerKey key, long nowMs) {
        return switch (key.kind()) {
            case TransactionTimers.TIMEOUT -> timeout.decide(key.id(), nowMs);
            case TransactionTimers.PATIENCE ->
                new CoordinatorResult<>(List.of(), null, List.of(), waiters.losePatience(key.id()), () -> {});
            default -> CoordinatorResult.nothing();
        };
    }
}
