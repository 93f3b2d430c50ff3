// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.Operation;
import io.barnabas.coordinator.share.ShareCoordinator;
import io.barnabas.coordinator.share.SharePartitionKey;
import io.barnabas.coordinator.share.ShareState;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.ReadShareGroupStateSummaryRequest;
import io.barnabas.wire.message.ReadShareGroupStateSummaryRequest.PartitionData;
import io.barnabas.wire.message.ReadShareGroupStateSummaryResponse;
import io.barnabas.wire.message.ReadShareGroupStateSummaryResponse.PartitionResult;
import io.barnabas.wire.message.ReadShareGroupStateSummaryResponse.ReadStateSummaryResult;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.Optional;

/** Says where share partitions are, without the state of single records: ReadShareGroupStateSummary v0 and v1. */
final class ReadShareGroupStateSummaryHandler implements RequestHandler<ReadShareGroupStateSummaryRequest> {
    private final ShareCoordinator shares;

    ReadShareGroupStateSummaryHandler(ShareCoordinator shares) {
        this.shares = shares;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.READ_SHARE_GROUP_STATE_SUMMARY;
    }

    @Override
    public void handle(RequestContext context, ReadShareGroupStateSummaryRequest request) {
        context.requireOnCluster(Operation.CLUSTER_ACTION);
        ReadShareGroupStateSummaryResponse response = new ReadShareGroupStateSummaryResponse();
        ShareStateHandlers partitions = new ShareStateHandlers();
        request.topics().forEach(topic -> {
            var result = new ReadStateSummaryResult().setTopicId(topic.topicId());
            response.results().add(result);
            for (PartitionData wanted : topic.partitions()) {
                var answer = new PartitionResult().setPartition(wanted.partition());
                result.partitions().add(answer);
                var key = new SharePartitionKey(request.groupId(), topic.topicId(), wanted.partition());
                partitions.add(
                        shares.summary(key),
                        state -> fill(answer, state),
                        refusal -> answer.setErrorCode(refusal.error().code()).setErrorMessage(refusal.getMessage()));
            }
        });
        partitions.respond(context, response);
    }

    /** Of one that has not begun yet Kafka says so by its start offset, and that is no error. */
    private static void fill(PartitionResult answer, Optional<ShareState> found) {
        if (found.isEmpty()) {
            answer.setStartOffset(ShareState.NO_OFFSET).setDeliveryCompleteCount(ShareState.NO_COUNT);
            return;
        }
        ShareState state = found.get();
        answer.setStateEpoch(state.stateEpoch())
                .setLeaderEpoch(state.leaderEpoch())
                .setStartOffset(state.startOffset())
                .setDeliveryCompleteCount(state.deliveryCompleteCount());
    }

    @Override
    public ApiMessage failed(ReadShareGroupStateSummaryRequest request, short version, Errors error) {
        ReadShareGroupStateSummaryResponse response = new ReadShareGroupStateSummaryResponse();
        request.topics().forEach(topic -> {
            var result = new ReadStateSummaryResult().setTopicId(topic.topicId());
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
