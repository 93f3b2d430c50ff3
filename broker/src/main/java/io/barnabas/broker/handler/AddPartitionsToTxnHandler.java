// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.coordinator.transaction.TransactionCoordinator;
import io.barnabas.coordinator.transaction.TransactionProducer;
import io.barnabas.wire.message.AddPartitionsToTxnRequest;
import io.barnabas.wire.message.AddPartitionsToTxnRequest.AddPartitionsToTxnTopic;
import io.barnabas.wire.message.AddPartitionsToTxnRequest.AddPartitionsToTxnTransaction;
import io.barnabas.wire.message.AddPartitionsToTxnResponse;
import io.barnabas.wire.message.AddPartitionsToTxnResponse.AddPartitionsToTxnPartitionResult;
import io.barnabas.wire.message.AddPartitionsToTxnResponse.AddPartitionsToTxnResult;
import io.barnabas.wire.message.AddPartitionsToTxnResponse.AddPartitionsToTxnTopicResult;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Notes partitions that a transaction is going to write to: AddPartitionsToTxn v0 to v5 (KIP-98). From v4 on it is for brokers, which
 * ask for several transactions at once, and may only ask whether the partitions are there (KIP-890).
 */
final class AddPartitionsToTxnHandler implements RequestHandler<AddPartitionsToTxnRequest> {
    private static final short FIRST_VERSION_WITH_FENCED = 2;
    private static final short FIRST_VERSION_FOR_BROKERS = 4;

    private final TransactionCoordinator coordinator;
    private final Supplier<MetadataImage> metadata;

    AddPartitionsToTxnHandler(TransactionCoordinator coordinator, Supplier<MetadataImage> metadata) {
        this.coordinator = coordinator;
        this.metadata = metadata;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.ADD_PARTITIONS_TO_TXN;
    }

    @Override
    public void handle(RequestContext context, AddPartitionsToTxnRequest request) {
        if (context.version() < FIRST_VERSION_FOR_BROKERS) {
            handleClient(context, request);
        } else {
            context.requireOnCluster(Operation.CLUSTER_ACTION);
            handleBroker(context, request);
        }
    }

    private void handleClient(RequestContext context, AddPartitionsToTxnRequest request) {
        String transactionalId = request.v3AndBelowTransactionalId();
        TransactionHandlers.requireWrite(context, transactionalId);
        TransactionHandlers.requireId(transactionalId);
        SortedMap<String, SortedMap<Integer, Errors>> refused = refusals(context, request.v3AndBelowTopics());
        if (!refused.isEmpty()) {
            // All or nothing: those that are well are told why they were not added.
            context.respond(new AddPartitionsToTxnResponse()
                    .setResultsByTopicV3AndBelow(results(
                            request.v3AndBelowTopics(),
                            (topic, index) -> refused.getOrDefault(topic, new TreeMap<>())
                                    .getOrDefault(index, Errors.OPERATION_NOT_ATTEMPTED))));
            return;
        }
        var producer = new TransactionProducer(
                transactionalId,
                request.v3AndBelowProducerId(),
                request.v3AndBelowProducerEpoch(),
                TransactionHandlers.CLASSIC);
        context.respondWhenDone(coordinator
                .addPartitions(producer, partitions(request.v3AndBelowTopics()))
                .handle((done, failure) -> failure == null ? Errors.NONE : GroupHandlers.errorOf(failure))
                .thenApply(error -> clientResponse(request, context.version(), error)));
    }

    private SortedMap<String, SortedMap<Integer, Errors>> refusals(
            RequestContext context, List<AddPartitionsToTxnTopic> topics) {
        SortedMap<String, SortedMap<Integer, Errors>> refused = new TreeMap<>();
        for (AddPartitionsToTxnTopic topic : topics) {
            boolean allowed = context.allowed(Operation.WRITE, ResourceType.TOPIC, topic.name());
            TopicInfo info = metadata.get().topic(topic.name());
            for (int index : topic.partitions()) {
                if (!allowed || info == null || info.partition(index) == null) {
                    refused.computeIfAbsent(topic.name(), name -> new TreeMap<>())
                            .put(
                                    index,
                                    allowed ? Errors.UNKNOWN_TOPIC_OR_PARTITION : Errors.TOPIC_AUTHORIZATION_FAILED);
                }
            }
        }
        return refused;
    }

    private void handleBroker(RequestContext context, AddPartitionsToTxnRequest request) {
        List<CompletableFuture<AddPartitionsToTxnResult>> results = new ArrayList<>();
        for (AddPartitionsToTxnTransaction transaction : request.transactions()) {
            results.add(ask(transaction).exceptionally(failure -> result(transaction, GroupHandlers.errorOf(failure))));
        }
        context.respondWhenDone(CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .thenApply(done -> new AddPartitionsToTxnResponse()
                        .setResultsByTransaction(
                                results.stream().map(CompletableFuture::join).toList())));
    }

    private CompletableFuture<AddPartitionsToTxnResult> ask(AddPartitionsToTxnTransaction transaction) {
        if (transaction.transactionalId().isEmpty()) {
            return CompletableFuture.completedFuture(result(transaction, Errors.INVALID_REQUEST));
        }
        var producer = new TransactionProducer(
                transaction.transactionalId(),
                transaction.producerId(),
                transaction.producerEpoch(),
                TransactionHandlers.EPOCH_RAISING);
        SortedMap<String, SortedSet<Integer>> partitions = partitions(transaction.topics());
        if (!transaction.verifyOnly()) {
            return coordinator.addPartitions(producer, partitions).thenApply(error -> result(transaction, error));
        }
        return coordinator
                .verifyPartitions(producer, partitions)
                .thenApply(errors -> new AddPartitionsToTxnResult()
                        .setTransactionalId(transaction.transactionalId())
                        .setTopicResults(results(
                                transaction.topics(),
                                (topic, index) -> errors.getOrDefault(topic, new TreeMap<>())
                                        .getOrDefault(index, Errors.NONE))));
    }

    private static SortedMap<String, SortedSet<Integer>> partitions(List<AddPartitionsToTxnTopic> topics) {
        SortedMap<String, SortedSet<Integer>> partitions = new TreeMap<>();
        topics.forEach(topic -> TransactionHandlers.add(partitions, topic.name(), topic.partitions()));
        return partitions;
    }

    private static AddPartitionsToTxnResult result(AddPartitionsToTxnTransaction transaction, Errors error) {
        return new AddPartitionsToTxnResult()
                .setTransactionalId(transaction.transactionalId())
                .setTopicResults(results(transaction.topics(), (topic, index) -> error));
    }

    private static List<AddPartitionsToTxnTopicResult> results(
            List<AddPartitionsToTxnTopic> topics, BiFunction<String, Integer, Errors> errorOf) {
        List<AddPartitionsToTxnTopicResult> results = new ArrayList<>();
        for (AddPartitionsToTxnTopic topic : topics) {
            AddPartitionsToTxnTopicResult result = new AddPartitionsToTxnTopicResult().setName(topic.name());
            for (int index : topic.partitions()) {
                result.resultsByPartition()
                        .add(new AddPartitionsToTxnPartitionResult()
                                .setPartitionIndex(index)
                                .setPartitionErrorCode(
                                        errorOf.apply(topic.name(), index).code()));
            }
            results.add(result);
        }
        return results;
    }

    private static AddPartitionsToTxnResponse clientResponse(
            AddPartitionsToTxnRequest request, short version, Errors error) {
        Errors told = TransactionHandlers.told(error, version >= FIRST_VERSION_WITH_FENCED);
        return new AddPartitionsToTxnResponse()
                .setResultsByTopicV3AndBelow(results(request.v3AndBelowTopics(), (topic, index) -> told));
    }

    @Override
    public ApiMessage failed(AddPartitionsToTxnRequest request, short version, Errors error) {
        return version < FIRST_VERSION_FOR_BROKERS
                ? clientResponse(request, version, error)
                : new AddPartitionsToTxnResponse().setErrorCode(error.code());
    }
}
