// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.coordinator.transaction.TransactionCoordinator;
import io.barnabas.coordinator.transaction.TransactionProducer;
import io.barnabas.wire.protocol.Errors;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the transaction coordinator on behalf of records that want into a partition (KIP-890): to add the partition, for clients
 * that leave that to the broker, and else whether they have added it.
 */
final class TransactionInclusion {
    private final TransactionCoordinator coordinator;
    private final BooleanSupplier verifies;

    /** @param verifies transaction.partition.verification.enable */
    TransactionInclusion(TransactionCoordinator coordinator, BooleanSupplier verifies) {
        this.coordinator = coordinator;
        this.verifies = verifies;
    }

    /** What a client of some version can make of the answer. */
    enum Support {
        /** Adds partitions itself and knows no error that says to abort. */
        CLASSIC,
        /** Adds partitions itself and knows TRANSACTION_ABORTABLE. */
        ABORTABLE,
        /** Leaves it to the broker. */
        ADDS_BY_WRITING
    }

    CompletionStage<Errors> ask(
            String transactionalId,
            long producerId,
            short producerEpoch,
            String topic,
            int partition,
            Support support) {
        if (support == Support.ADDS_BY_WRITING) {
            return coordinator
                    .addPartitions(
                            new TransactionProducer(
                                    transactionalId, producerId, producerEpoch, TransactionHandlers.EPOCH_RAISING),
                            TransactionHandlers.only(topic, partition))
                    .handle((error, failure) -> told(error, failure, support));
        }
        if (!verifies.getAsBoolean()) {
            return CompletableFuture.completedFuture(Errors.NONE);
        }
        return coordinator
                .verifyPartitions(
                        new TransactionProducer(
                                transactionalId, producerId, producerEpoch, TransactionHandlers.CLASSIC),
                        TransactionHandlers.only(topic, partition))
                .thenApply(errors -> errors.getOrDefault(topic, new TreeMap<>())
                        .getOrDefault(partition, Errors.TRANSACTION_ABORTABLE))
                .handle((error, failure) -> told(error, failure, support));
    }

    /** Errors that a producer of old would not take rightly from a produce are told by one that it retries. */
    private static Errors told(@Nullable Errors answer, @Nullable Throwable failure, Support support) {
        Errors found = failure == null ? Objects.requireNonNull(answer) : GroupHandlers.errorOf(failure);
        return switch (found) {
            case PRODUCER_FENCED -> Errors.INVALID_PRODUCER_EPOCH;
            case TRANSACTION_ABORTABLE -> support == Support.CLASSIC ? Errors.INVALID_TXN_STATE : found;
            case CONCURRENT_TRANSACTIONS -> support == Support.ADDS_BY_WRITING ? found : Errors.NOT_ENOUGH_REPLICAS;
            case COORDINATOR_LOAD_IN_PROGRESS, COORDINATOR_NOT_AVAILABLE, NOT_COORDINATOR -> Errors.NOT_ENOUGH_REPLICAS;
            default -> found;
        };
    }
}
