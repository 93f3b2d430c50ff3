// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.transaction;

import io.barnabas.coordinator.record.TransactionLogKey;
import io.barnabas.coordinator.record.TransactionLogValue;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The transactional ids of one shard. Hard state is what {@link #replay} makes of the records; the epoch that a producer had
 * before its present one is soft, as in Kafka's records it has no place.
 */
final class Transactions {
    private final Map<String, Transaction> byId = new HashMap<>();
    private final Map<String, Short> lastEpochs = new HashMap<>();

    void replay(TransactionLogKey key, @Nullable TransactionLogValue value) {
        String id = key.transactionalId();
        if (value == null) {
            byId.remove(id);
            lastEpochs.remove(id);
        } else {
            byId.put(id, TransactionRecords.transaction(id, value));
        }
    }

    @Nullable
    Transaction find(String transactionalId) {
        return byId.get(transactionalId);
    }

    /** The id, for a producer that says it uses it. */
    Transaction require(String transactionalId, long producerId) {
        Transaction transaction = byId.get(transactionalId);
        if (transaction == null) {
            throw new ApiException(
                    Errors.INVALID_PRODUCER_ID_MAPPING, "Transactional id " + transactionalId + " is not known.");
        }
        if (transaction.producerId() != producerId) {
            throw new ApiException(
                    Errors.INVALID_PRODUCER_ID_MAPPING,
                    "Transactional id " + transactionalId + " belongs to producer id " + transaction.producerId()
                            + ", not " + producerId + ".");
        }
        return transaction;
    }

    Collection<Transaction> all() {
        return byId.values();
    }

    /** The epoch before the present one, which a producer that lost an answer may still ask to go on with; -1 for none. */
    short lastEpoch(String transactionalId) {
        return lastEpochs.getOrDefault(transactionalId, Transaction.NO_EPOCH);
    }

    void rememberLastEpoch(String transactionalId, short epoch) {
        if (epoch == Transaction.NO_EPOCH) {
            lastEpochs.remove(transactionalId);
        } else {
            lastEpochs.put(transactionalId, epoch);
        }
    }
}
