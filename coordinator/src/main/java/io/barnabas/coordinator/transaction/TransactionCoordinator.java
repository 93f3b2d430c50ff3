// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.transaction;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.CoordinatorRuntime;
import io.barnabas.coordinator.runtime.CoordinatorShards;
import io.barnabas.coordinator.runtime.CoordinatorTopic;
import io.barnabas.wire.message.DescribeTransactionsResponse;
import io.barnabas.wire.message.EndTxnResponse;
import io.barnabas.wire.message.InitProducerIdRequest;
import io.barnabas.wire.message.InitProducerIdResponse;
import io.barnabas.wire.message.ListTransactionsRequest;
import io.barnabas.wire.message.ListTransactionsResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The door of the transaction coordinator: one method for each request, for any thread. A request goes to the shard of its
 * transactional id and runs there; the future completes on the shard's loop, or fails with an {@link ApiException}, perhaps
 * as a cause.
 *
 * <p>Unlike in Kafka a request that comes while the transaction before is still being ended waits for that end, as long as
 * {@link CompletionWaiters} lets it, and is not told CONCURRENT_TRANSACTIONS at once.
 */
public final class TransactionCoordinator {
    private final CoordinatorShards<TransactionShard> shards;
    private final Supplier<CompletionStage<Long>> producerIds;

    /**
     * A coordinator over these shards.
     *
     * @param producerIds gives ids that nobody else gets
     */
    public TransactionCoordinator(
            CoordinatorTopic topic,
            CoordinatorRuntime<TransactionShard> runtime,
            Supplier<CompletionStage<Long>> producerIds) {
        this.shards = new CoordinatorShards<>(topic, runtime);
        this.producerIds = producerIds;
    }

    public CompletableFuture<InitProducerIdResponse> initProducerId(
            String transactionalId, InitProducerIdRequest request) {
        return initProducerIdOnce(transactionalId, request)
                .thenCompose(first -> first.errorCode() == Errors.CONCURRENT_TRANSACTIONS.code()
                        // It has begun to abort what was open; that takes a moment.
                        ? initProducerIdOnce(transactionalId, request)
                        : CompletableFuture.completedFuture(first));
    }

    private CompletableFuture<InitProducerIdResponse> initProducerIdOnce(
            String transactionalId, InitProducerIdRequest request) {
        return withProducerId(newId -> settled(
                transactionalId,
                (shard, nowMs) -> shard.initProducerId.decide(transactionalId, request, newId, nowMs)));
    }

    /** Notes partitions, by topic, that the producer is about to write to. */
    public CompletableFuture<Errors> addPartitions(
            TransactionProducer producer, SortedMap<String, SortedSet<Integer>> partitions) {
        return settled(
                producer.transactionalId(), (shard, nowMs) -> shard.addPartitions.decide(producer, partitions, nowMs));
    }

    /** Says of partitions, by topic, whether the producer's transaction has them. */
    public CompletableFuture<SortedMap<String, SortedMap<Integer, Errors>>> verifyPartitions(
            TransactionProducer producer, SortedMap<String, SortedSet<Integer>> partitions) {
        return settled(
                producer.transactionalId(), (shard, nowMs) -> shard.verifyPartitions.decide(producer, partitions));
    }

    public CompletableFuture<EndTxnResponse> endTransaction(TransactionProducer producer, boolean commit) {
        return withProducerId(newId -> settled(
                producer.transactionalId(),
                (shard, nowMs) -> shard.endTransaction.decide(producer, commit, newId, nowMs)));
    }

    /** To be called when each partition of the transaction has its marker; says whether that was news. */
    public CompletableFuture<Boolean> markersWritten(Transaction prepared) {
        return shards.ofKey(prepared.transactionalId(), (shard, nowMs) -> shard.markersWritten.decide(prepared, nowMs));
    }

    public CompletableFuture<DescribeTransactionsResponse.TransactionState> describe(String transactionalId) {
        return shards.ofKey(
                transactionalId,
                (shard, nowMs) -> CoordinatorResult.of(shard.describeTransaction.decide(transactionalId)));
    }

    /** The transactional ids of all shards; this loads them all. */
    public CompletableFuture<ListTransactionsResponse> list(ListTransactionsRequest request) {
        Pattern pattern = patternOf(request.transactionalIdPattern());
        return shards.all(
                        (shard, nowMs) -> CoordinatorResult.of(shard.listTransactions.decide(request, pattern, nowMs)),
                        TransactionCoordinator::concat)
                .thenApply(listed -> new ListTransactionsResponse()
                        .setUnknownStateFilters(ListTransactions.unknownStates(request))
                        .setTransactionStates(listed));
    }

    private static @Nullable Pattern patternOf(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new ApiException(
                    Errors.INVALID_REGULAR_EXPRESSION, "The pattern for transactional ids: " + e.getMessage());
        }
    }

    /**
     * To be called every {@code transaction.remove.expired.transaction.cleanup.interval.ms}; gives the number of ids that were
     * forgotten.
     */
    public CompletableFuture<Integer> expireIds() {
        return shards.all(
                (shard, nowMs) -> shard.expiration.decide(nowMs),
                counts -> counts.stream().mapToInt(Integer::intValue).sum());
    }

    /** Loads the shard of a partition that has something in it, so that what is open there ends without being asked for. */
    public CompletableFuture<Boolean> load(int partition) {
        return shards.ofPartition(partition, (shard, nowMs) -> CoordinatorResult.of(true));
    }

    /** The partition of {@code __transaction_state} that the id belongs to; nothing while there is no topic. */
    public OptionalInt partitionOf(String transactionalId) {
        return shards.partitionOf(transactionalId);
    }

    /** The topic itself is gone, and all transactional ids with it. */
    public void topicDeleted() {
        shards.topicDeleted();
    }

    public void close() {
        shards.close();
    }

    /** Something that may turn out to need a new producer id. */
    @FunctionalInterface
    private interface WithProducerId<R> {
        CompletableFuture<R> run(@Nullable Long newId);
    }

    private <R> CompletableFuture<R> withProducerId(WithProducerId<R> operation) {
        return operation
                .run(null)
                .exceptionallyCompose(failure -> causeOf(failure) instanceof ProducerIdNeeded
                        ? producerIds.get().toCompletableFuture().thenCompose(operation::run)
                        : CompletableFuture.failedFuture(failure));
    }

    private static Throwable causeOf(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Runs the operation when the id's transaction is not just being ended. */
    private <R> CompletableFuture<R> settled(
            String transactionalId, CoordinatorRuntime.Operation<TransactionShard, R> operation) {
        return settled(transactionalId, operation, new CompletableFuture<>(), true);
    }

    private <R> CompletableFuture<R> settled(
            String transactionalId,
            CoordinatorRuntime.Operation<TransactionShard, R> operation,
            CompletableFuture<R> answer,
            boolean patient) {
        CompletionWaiters.Request request = again -> {
            CompletableFuture<R> unused = settled(transactionalId, operation, answer, again);
        };
        return shards.ofKey(
                transactionalId,
                answer,
                (shard, nowMs) -> patient && shard.isEnding(transactionalId) && shard.waiters.haveRoom()
                        ? shard.waiters.await(transactionalId, request)
                        : operation.decide(shard, nowMs));
    }

    private static List<ListTransactionsResponse.TransactionState> concat(
            List<List<ListTransactionsResponse.TransactionState>> parts) {
        return parts.stream().flatMap(List::stream).toList();
    }
}
