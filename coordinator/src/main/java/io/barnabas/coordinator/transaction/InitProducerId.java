// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.transaction;

import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.wire.message.InitProducerIdRequest;
import io.barnabas.wire.message.InitProducerIdResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * InitProducerId with a transactional id (KIP-98, KIP-360): gives the id to the producer that asks and fences the one before by
 * a higher epoch. A transaction that is open is aborted first, and the producer asks again.
 *
 * <pre>
 * no epoch given                       the next epoch
 * the present epoch                    the next epoch; the present one becomes the last
 * the last epoch                       the answer that was lost: the present epoch once more
 * another                              PRODUCER_FENCED
 * the epochs are used up               a new producer id, epoch 0
 * </pre>
 */
final class InitProducerId {
    private final Transactions transactions;
    private final TransactionEnd end;
    private final TransactionConfig config;
    private final Supplier<Short> transactionVersion;

    InitProducerId(
            Transactions transactions,
            TransactionEnd end,
            TransactionConfig config,
            Supplier<Short> transactionVersion) {
        this.transactions = transactions;
        this.end = end;
        this.config = config;
        this.transactionVersion = transactionVersion;
    }

    /**
     * Decides, or begins to abort and answers CONCURRENT_TRANSACTIONS.
     *
     * @param newId a producer id to be used if one is needed
     */
    CoordinatorResult<InitProducerIdResponse> decide(
            String transactionalId, InitProducerIdRequest request, @Nullable Long newId, long nowMs) {
        int timeoutMs = request.transactionTimeoutMs();
        if (timeoutMs <= 0 || timeoutMs > config.maxTimeoutMs()) {
            throw new ApiException(
                    Errors.INVALID_TRANSACTION_TIMEOUT,
                    "The transaction timeout must be from 1 to " + config.maxTimeoutMs()
                            + " ms (transaction.max.timeout.ms), not " + timeoutMs + ".");
        }
        Transaction known = transactions.find(transactionalId);
        Transaction transaction =
                known != null ? known : Transaction.unused(transactionalId, require(newId), timeoutMs, nowMs);
        requireMayUse(transaction, request);
        return switch (transaction.state()) {
            case PREPARE_COMMIT, PREPARE_ABORT -> throw concurrent(transactionalId);
            case ONGOING -> abort(transaction, nowMs);
            case EMPTY, COMPLETE_COMMIT, COMPLETE_ABORT -> begin(transaction, request, newId, nowMs);
            case DEAD, PREPARE_EPOCH_FENCE -> throw new IllegalStateException("never written: " + transaction);
        };
    }

    private static long require(@Nullable Long newId) {
        if (newId == null) {
            throw new ProducerIdNeeded();
        }
        return newId;
    }

    /** The epoch is looked at later; a used up epoch of the id before may be a repeated request. */
    private static void requireMayUse(Transaction transaction, InitProducerIdRequest request) {
        long id = request.producerId();
        boolean mayUse = id == Transaction.NO_PRODUCER_ID
                || transaction.producerEpoch() == Transaction.NO_EPOCH
                || id == transaction.producerId()
                || (id == transaction.previousProducerId() && Transaction.isExhausted(request.producerEpoch()));
        if (!mayUse) {
            throw fenced(transaction, request);
        }
    }

    /** As in Kafka whatever epoch is named: whether it was the right one is found out when the producer asks again. */
    private CoordinatorResult<InitProducerIdResponse> abort(Transaction transaction, long nowMs) {
        InitProducerIdResponse again = new InitProducerIdResponse()
                .setErrorCode(Errors.CONCURRENT_TRANSACTIONS.code())
                .setProducerId(Transaction.NO_PRODUCER_ID)
                .setProducerEpoch(Transaction.NO_EPOCH);
        return end.fence(transaction, again, nowMs);
    }

    private CoordinatorResult<InitProducerIdResponse> begin(
            Transaction transaction, InitProducerIdRequest request, @Nullable Long newId, long nowMs) {
        short expected = request.producerEpoch();
        short present = transaction.producerEpoch();
        int timeoutMs = request.transactionTimeoutMs();
        boolean expects = expected != Transaction.NO_EPOCH;
        if (transaction.isExhausted() && (!expects || expected == present)) {
            return answer(
                    transaction.initialised(require(newId), (short) 0, timeoutMs, nowMs),
                    expects ? present : Transaction.NO_EPOCH);
        }
        short next = (short) (present + 1);
        if (!expects) {
            return answer(
                    transaction.initialised(transaction.producerId(), next, timeoutMs, nowMs), Transaction.NO_EPOCH);
        }
        if (present == Transaction.NO_EPOCH || expected == present) {
            return answer(transaction.initialised(transaction.producerId(), next, timeoutMs, nowMs), present);
        }
        short last = transactions.lastEpoch(transaction.transactionalId());
        if (expected == last) {
            return answer(transaction.initialised(transaction.producerId(), present, timeoutMs, nowMs), last);
        }
        throw fenced(transaction, request);
    }

    private CoordinatorResult<InitProducerIdResponse> answer(Transaction next, short lastEpoch) {
        return new CoordinatorResult<>(
                List.of(TransactionRecords.of(next, transactionVersion.get())),
                new InitProducerIdResponse().setProducerId(next.producerId()).setProducerEpoch(next.producerEpoch()),
                Collections.emptyList(),
                Collections.emptyList(),
                () -> transactions.rememberLastEpoch(next.transactionalId(), lastEpoch));
    }

    private static ApiException concurrent(String transactionalId) {
        return new ApiException(
                Errors.CONCURRENT_TRANSACTIONS, "The transaction of " + transactionalId + " is being ended.");
    }

    private static ApiException fenced(Transaction transaction, InitProducerIdRequest request) {
        return new ApiException(
                Errors.PRODUCER_FENCED,
                "Transactional id " + transaction.transactionalId() + " is used by producer id "
                        + transaction.producerId() + " with epoch " + transaction.producerEpoch() + ", not by "
                        + request.producerId() + " with epoch " + request.producerEpoch() + ".");
    }
}
