// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.Operation;
import io.barnabas.coordinator.share.ShareCoordinator;
import io.barnabas.coordinator.share.SharePartitionKey;
import io.barnabas.coordinator.share.ShareState;
import io.barnabas.coordinator.share.StateBatch;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.ReadShareGroupStateRequest;
import io.barnabas.wire.message.ReadShareGroupStateRequest.PartitionData;
import io.barnabas.wire.message.ReadShareGroupStateResponse;
import io.barnabas.wire.message.ReadShareGroupStateResponse.PartitionResult;
import io.barnabas.wire.message.ReadShareGroupStateResponse.ReadStateResult;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;

/** Gives the leader of a partition what is known of its share partition: ReadShareGroupState v0. */
final class ReadShareGroupStateHandler implements RequestHandler<ReadShareGroupStateRequest> {
    private final ShareCoordinator shares;

    ReadShareGroupStateHandler(ShareCoordinator shares) {
        this.shares = shares;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.READ_SHARE_GROUP_STATE;
    }

    @Override
    public void handle(RequestContext context, ReadShareGroupStateRequest request) {
        context.requireOnCluster(Operation.CLUSTER_ACTION);
        ReadShareGroupStateResponse response = new ReadShareGroupStateResponse();
        ShareStateHandlers partitions = new ShareStateHandlers();
        request.topics().forEach(topic -> {
            var result = new ReadStateResult().setTopicId(topic.topicId());
            response.results().add(result);
            for (PartitionData wanted : topic.partitions()) {
                var answer = new PartitionResult().setPartition(wanted.partition());
                result.partitions().add(answer);
                var key = new SharePartitionKey(request.groupId(), topic.topicId(), wanted.partition());
                partitions.add(
                        shares.read(key, wanted.leaderEpoch()),
                        state -> fill(answer, state),
                        refusal -> answer.setErrorCode(refusal.error().code()).setErrorMessage(refusal.getMessage()));
            }
        });
        partitions.respond(context, response);
    }

    private static void fill(PartitionResult answer, ShareState state) {
        answer.setStateEpoch(state.stateEpoch()).setStartOffset(state.startOffset());
        for (StateBatch batch : state.batches()) {
            answer.stateBatches()
                    .add(new ReadShareGroupStateResponse.StateBatch()
                            .setFirstOffset(batch.firstOffset())
                            .setLastOffset(batch.lastOffset())
                            .setDeliveryState(batch.state().id())
                            .setDeliveryCount((short) batch.deliveryCount()));
        }
    }

    @Override
    public ApiMessage failed(ReadShareGroupStateRequest request, short version, Errors error) {
        ReadShareGroupStateResponse response = new ReadShareGroupStateResponse();
        request.topics().forEach(topic -> {
            var result = new ReadStateResult().setTopicId(topic.topicId());
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
