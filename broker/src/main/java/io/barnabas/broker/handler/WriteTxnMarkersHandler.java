// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.coordination.MarkerAppend;
import io.barnabas.broker.security.Operation;
import io.barnabas.coordinator.runtime.TransactionMarker;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.WriteTxnMarkersRequest;
import io.barnabas.wire.message.WriteTxnMarkersRequest.WritableTxnMarker;
import io.barnabas.wire.message.WriteTxnMarkersResponse;
import io.barnabas.wire.message.WriteTxnMarkersResponse.WritableTxnMarkerPartitionResult;
import io.barnabas.wire.message.WriteTxnMarkersResponse.WritableTxnMarkerResult;
import io.barnabas.wire.message.WriteTxnMarkersResponse.WritableTxnMarkerTopicResult;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Ends transactions in partitions: WriteTxnMarkers v1 and v2. Brokers send it to each other; an administrator ends a hanging
 * transaction with it (kafka-transactions abort, KIP-664), for which altering the cluster must be allowed.
 */
final class WriteTxnMarkersHandler implements RequestHandler<WriteTxnMarkersRequest> {
    private final MarkerAppend append;

    WriteTxnMarkersHandler(MarkerAppend append) {
        this.append = append;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.WRITE_TXN_MARKERS;
    }

    @Override
    public void handle(RequestContext context, WriteTxnMarkersRequest request) {
        if (!context.allowedOnCluster(Operation.ALTER) && !context.allowedOnCluster(Operation.CLUSTER_ACTION)) {
            throw new ApiException(
                    Errors.CLUSTER_AUTHORIZATION_FAILED,
                    "Principal " + context.principal() + " may not end transactions of others");
        }
        WriteTxnMarkersResponse response = new WriteTxnMarkersResponse();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (WritableTxnMarker marker : request.markers()) {
            WritableTxnMarkerResult result = new WritableTxnMarkerResult().setProducerId(marker.producerId());
            response.markers().add(result);
            marker.topics().forEach(topic -> {
                var topicResult = new WritableTxnMarkerTopicResult().setName(topic.name());
                result.topics().add(topicResult);
                for (int index : topic.partitionIndexes()) {
                    var answer = new WritableTxnMarkerPartitionResult().setPartitionIndex(index);
                    topicResult.partitions().add(answer);
                    all.add(write(topic.name(), index, marker, answer));
                }
            });
        }
        context.respondWhenDone(
                CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).thenApply(done -> response));
    }

    private CompletableFuture<Void> write(
            String topic, int index, WritableTxnMarker marker, WritableTxnMarkerPartitionResult answer) {
        return append.run(
                        topic,
                        index,
                        new TransactionMarker(
                                marker.producerId(),
                                marker.producerEpoch(),
                                marker.transactionResult(),
                                marker.coordinatorEpoch(),
                                marker.transactionVersion()))
                .handle((done, failure) -> {
                    if (failure != null) {
                        answer.setErrorCode(GroupHandlers.errorOf(failure).code());
                    }
                    return null;
                });
    }

    @Override
    public ApiMessage failed(WriteTxnMarkersRequest request, short version, Errors error) {
        WriteTxnMarkersResponse response = new WriteTxnMarkersResponse();
        for (WritableTxnMarker marker : request.markers()) {
            WritableTxnMarkerResult result = new WritableTxnMarkerResult().setProducerId(marker.producerId());
            response.markers().add(result);
            marker.topics().forEach(topic -> {
                var topicResult = new WritableTxnMarkerTopicResult().setName(topic.name());
                result.topics().add(topicResult);
                topic.partitionIndexes()
                        .forEach(index -> topicResult
                                .partitions()
                                .add(new WritableTxnMarkerPartitionResult()
                                        .setPartitionIndex(index)
                                        .setErrorCode(error.code())));
            });
        }
        return response;
    }
}
