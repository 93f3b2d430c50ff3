// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.transaction;

import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.wire.message.EndTxnResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * EndTxn: decides the outcome of a transaction. It is answered once the decision is durable; the markers follow.
 *
 * <p>From transaction version 2 on (KIP-890) the answer carries the epoch of the next transaction, or the next producer id when
 * the epochs are used up; a transaction that was never begun may be aborted, since a producer cannot know whether its
 * records arrived; and a repeated request is known by its epoch, one below the present.
 */
final class EndTransaction {
    private final Transactions transactions;
    private final TransactionEnd end;

    EndTransaction(Transactions transactions, TransactionEnd end) {
        this.transactions = transactions;
        this.end = end;
    }

    /** @param newId a producer id to be used if one is needed */
    CoordinatorResult<EndTxnResponse> decide(
            TransactionProducer producer, boolean commit, @Nullable Long newId, long nowMs) {
        Transaction transaction = transactions.find(producer.transactionalId());
        return producer.clientVersion() >= Transaction.EPOCH_RAISING
                        && transaction != null
                        && isRepeatedOverNewId(transaction, producer)
                ? repeated(transaction, commit)
                : decide(
                        transactions.require(producer.transactionalId(), producer.producerId()),
                        producer,
                        commit,
                        newId,
                        nowMs);
    }

    private CoordinatorResult<EndTxnResponse> decide(
            Transaction transaction, TransactionProducer producer, boolean commit, @Nullable Long newId, long nowMs) {
        boolean raises = producer.clientVersion() >= Transaction.EPOCH_RAISING;
        if (raises && isRepeated(transaction, producer)) {
            return repeated(transaction, commit);
        }
        if (transaction.producerEpoch() != producer.producerEpoch()
                || (raises && transaction.state().isPrepared())) {
            throw new ApiException(
                    Errors.PRODUCER_FENCED,
                    "Producer " + producer.producerId() + " of transactional id " + producer.transactionalId()
                            + " is at epoch " + transaction.producerEpoch() + ", not " + producer.producerEpoch()
                            + ".");
        }
        if (transaction.state() == TransactionState.ONGOING) {
            return prepare(transaction, producer, commit, newId, nowMs);
        }
        if (!raises) {
            return transaction.state() == TransactionState.EMPTY
                    ? invalid(transaction, commit)
                    : repeated(transaction, commit);
        }
        return commit ? invalid(transaction, true) : prepare(transaction, producer, false, newId, nowMs);
    }

    /** The producer has not seen the answer, which gave it a new id at epoch 0. */
    private static boolean isRepeatedOverNewId(Transaction transaction, TransactionProducer producer) {
        return transaction.previousProducerId() == producer.producerId()
                && transaction.producerId() != producer.producerId()
                && producer.producerEpoch() == Short.MAX_VALUE - 1
                && transaction.producerEpoch() == 0;
    }

    private static boolean isRepeated(Transaction transaction, TransactionProducer producer) {
        return transaction.producerEpoch() == producer.producerEpoch() + 1
                && transaction.state() != TransactionState.ONGOING
                && transaction.state() != TransactionState.EMPTY;
    }

    private CoordinatorResult<EndTxnResponse> prepare(
            Transaction transaction, TransactionProducer producer, boolean commit, @Nullable Long newId, long nowMs) {
        if (producer.clientVersion() < Transaction.EPOCH_RAISING) {
            Transaction prepared = transaction.prepared(
                    commit, transaction.producerEpoch(), Transaction.NO_PRODUCER_ID, producer.clientVersion(), nowMs);
            return end.prepare(prepared, transactions.lastEpoch(producer.transactionalId()), answer(prepared));
        }
        long nextId = Transaction.NO_PRODUCER_ID;
        if (transaction.isExhausted()) {
            if (newId == null) {
                throw new ProducerIdNeeded();
            }
            nextId = newId;
        }
        Transaction prepared = transaction.prepared(
                commit, (short) (transaction.producerEpoch() + 1), nextId, producer.clientVersion(), nowMs);
        return end.prepare(prepared, transaction.producerEpoch(), answer(prepared));
    }

    /** What the producer goes on with: as it will be when the end is complete. */
    private static EndTxnResponse answer(Transaction transaction) {
        boolean idChanges = transaction.nextProducerId() != Transaction.NO_PRODUCER_ID;
        return new EndTxnResponse()
                .setProducerId(idChanges ? transaction.nextProducerId() : transaction.producerId())
                .setProducerEpoch(idChanges ? 0 : transaction.producerEpoch());
    }

    private static CoordinatorResult<EndTxnResponse> repeated(Transaction transaction, boolean commit) {
        return switch (transaction.state()) {
            case COMPLETE_COMMIT -> commit ? done(transaction) : invalid(transaction, false);
            case COMPLETE_ABORT -> commit ? invalid(transaction, true) : done(transaction);
            case PREPARE_COMMIT -> commit ? ending(transaction) : invalid(transaction, false);
            case PREPARE_ABORT -> commit ? invalid(transaction, true) : ending(transaction);
            case EMPTY, ONGOING, DEAD, PREPARE_EPOCH_FENCE -> invalid(transaction, commit);
        };
    }

    private static CoordinatorResult<EndTxnResponse> done(Transaction transaction) {
        return CoordinatorResult.of(answer(transaction));
    }

    private static CoordinatorResult<EndTxnResponse> ending(Transaction transaction) {
        throw new ApiException(
                Errors.CONCURRENT_TRANSACTIONS,
                "The transaction of " + transaction.transactionalId() + " is being ended already.");
    }

    private static CoordinatorResult<EndTxnResponse> invalid(Transaction transaction, boolean commit) {
        throw new ApiException(
                Errors.INVALID_TXN_STATE,
                "Transactional id " + transaction.transactionalId() + " is in state "
                        + transaction.state().text() + " and cannot " + (commit ? "commit." : "abort."));
    }
}
