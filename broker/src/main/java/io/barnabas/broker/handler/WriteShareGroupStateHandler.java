// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.Operation;
import io.barnabas.coordinator.share.DeliveryState;
import io.barnabas.coordinator.share.ShareCoordinator;
import io.barnabas.coordinator.share.SharePartitionKey;
import io.barnabas.coordinator.share.ShareStateChange;
import io.barnabas.coordinator.share.StateBatch;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.WriteShareGroupStateRequest;
import io.barnabas.wire.message.WriteShareGroupStateRequest.PartitionData;
import io.barnabas.wire.message.WriteShareGroupStateResponse;
import io.barnabas.wire.message.WriteShareGroupStateResponse.PartitionResult;
import io.barnabas.wire.message.WriteShareGroupStateResponse.WriteStateResult;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Writes down what leaders report of their share partitions: WriteShareGroupState v0 and v1. */
final class WriteShareGroupStateHandler implements RequestHandler<WriteShareGroupStateRequest> {
    private final ShareCoordinator shares;

    WriteShareGroupStateHandler(ShareCoordinator shares) {
        this.shares = shares;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.WRITE_SHARE_GROUP_STATE;
    }

    @Override
    public void handle(RequestContext context, WriteShareGroupStateRequest request) {
        context.requireOnCluster(Operation.CLUSTER_ACTION);
        WriteShareGroupStateResponse response = new WriteShareGroupStateResponse();
        ShareStateHandlers partitions = new ShareStateHandlers();
        request.topics().forEach(topic -> {
            var result = new WriteStateResult().setTopicId(topic.topicId());
            response.results().add(result);
            for (PartitionData wanted : topic.partitions()) {
                var answer = new PartitionResult().setPartition(wanted.partition());
                result.partitions().add(answer);
                var key = new SharePartitionKey(request.groupId(), topic.topicId(), wanted.partition());
                partitions.add(
                        write(key, wanted),
                        done -> {},
                        refusal -> answer.setErrorCode(refusal.error().code()).setErrorMessage(refusal.getMessage()));
            }
        });
        partitions.respond(context, response);
    }

    private CompletableFuture<Boolean> write(SharePartitionKey key, PartitionData wanted) {
        try {
            List<StateBatch> batches = new ArrayList<>(wanted.stateBatches().size());
            for (var batch : wanted.stateBatches()) {
                batches.add(new StateBatch(
                        batch.firstOffset(),
                        batch.lastOffset(),
                        DeliveryState.of(batch.deliveryState()),
                        batch.deliveryCount()));
            }
            var change = new ShareStateChange(wanted.startOffset(), wanted.deliveryCompleteCount(), batches);
            return shares.write(key, wanted.stateEpoch(), wanted.leaderEpoch(), change);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(
                    new ApiException(Errors.INVALID_REQUEST, "State of " + key + ": " + e.getMessage()));
        }
    }

    @Override
    public ApiMessage failed(WriteShareGroupStateRequest request, short version, Errors error) {
        WriteShareGroupStateResponse response = new WriteShareGroupStateResponse();
        request.topics().forEach(topic -> {
            var result = new WriteStateResult().setTopicId(topic.topicId());
            response.results().add(result);
            topic.partitions()
                    .forEach(wanted -> result.partitions()
                            .add(new PartitionResult()
                                    .setPartition(wanted.partition())
                                    .setErrorCode(error.code())
                                    .setErrorMessage(error.message())));
        });
        return response;
    }
}
