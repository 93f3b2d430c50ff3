// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.coordination;

import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.partition.Partition;
import io.barnabas.broker.partition.Partitions;
import io.barnabas.coordinator.runtime.CoordinatorTopic;
import io.barnabas.coordinator.runtime.TransactionMarker;
import io.barnabas.coordinator.transaction.MarkerSender;
import io.barnabas.coordinator.transaction.Transaction;
import io.barnabas.coordinator.transaction.TransactionState;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends transactions in their partitions: a marker for each, all at once, and the coordinator is told when all have theirs. A
 * partition that is gone needs none; one whose disk fails is tried again every second until the broker stops, as in Kafka.
 */
final class TransactionMarkers implements MarkerSender {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionMarkers.class);
    private static final long RETRY_MS = 1_000;

    private final Partitions partitions;
    private final MarkerAppend append;
    private final IntSupplier shardCount;
    private final Function<Transaction, CompletionStage<Boolean>> written;

    /**
     * A sender of markers.
     *
     * @param shardCount how many partitions {@code __transaction_state} has
     * @param written to be told of a transaction whose markers are all written
     */
    TransactionMarkers(
            Partitions partitions,
            MarkerAppend append,
            IntSupplier shardCount,
            Function<Transaction, CompletionStage<Boolean>> written) {
        this.partitions = partitions;
        this.append = append;
        this.shardCount = shardCount;
        this.written = written;
    }

    @Override
    public void send(Transaction prepared) {
        Partition shard = partitions.find(
                TopicInfo.TRANSACTION_STATE,
                CoordinatorTopic.partitionOf(prepared.transactionalId(), shardCount.getAsInt()));
        if (shard == null) {
            LOG.warn("{} was deleted while a transaction was ended.", TopicInfo.TRANSACTION_STATE);
            return;
        }
        TransactionMarker marker = new TransactionMarker(
                prepared.producerId(),
                prepared.producerEpoch(),
                prepared.state() == TransactionState.PREPARE_COMMIT,
                shard.leaderEpoch(),
                prepared.clientVersion());
        List<CompletableFuture<Void>> all = new ArrayList<>();
        prepared.partitions()
                .forEach((topic, indexes) -> indexes.forEach(index -> all.add(write(shard, topic, index, marker))));
        CompletionStage<Boolean> unused = CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .thenCompose(done -> written.apply(prepared))
                .whenComplete((news, failure) -> {
                    if (failure != null) {
                        LOG.warn(
                                "The transaction of {} has its markers, but not its end in {}: {}",
                                prepared.transactionalId(),
                                TopicInfo.TRANSACTION_STATE,
                                failure.toString());
                    }
                });
    }

    /** Completes when the marker is written or not needed. */
    private CompletableFuture<Void> write(Partition shard, String topic, int index, TransactionMarker marker) {
        return append.run(topic, index, marker)
                .handle((done, failure) -> failure == null || isNeedless(topic, index, marker, failure))
                .thenCompose(over -> over
                        ? CompletableFuture.completedFuture(null)
                        : later(shard).thenCompose(now -> write(shard, topic, index, marker)));
    }

    private static boolean isNeedless(String topic, int index, TransactionMarker marker, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        Errors error = cause instanceof ApiException expected ? expected.error() : Errors.UNKNOWN_SERVER_ERROR;
        return switch (error) {
            case UNKNOWN_TOPIC_OR_PARTITION -> true;
            case INVALID_PRODUCER_EPOCH, TRANSACTION_COORDINATOR_FENCED -> {
                LOG.warn(
                        "{}-{} refused the end of a transaction of producer {}, epoch {}: {}",
                        topic,
                        index,
                        marker.producerId(),
                        marker.producerEpoch(),
                        cause.getMessage());
                yield true;
            }
            default -> {
                LOG.warn("The end of a transaction is not in {}-{} yet: {}", topic, index, cause.toString());
                yield false;
            }
        };
    }

    private static CompletableFuture<Void> later(Partition shard) {
        CompletableFuture<Void> due = new CompletableFuture<>();
        try {
            var unused = shard.loop().schedule(() -> due.complete(null), RETRY_MS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            LOG.debug("The broker stops; the transaction is ended at the next start.");
        }
        return due;
    }
}
