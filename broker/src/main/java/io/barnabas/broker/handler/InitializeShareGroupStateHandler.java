// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.Operation;
import io.barnabas.coordinator.share.ShareCoordinator;
import io.barnabas.coordinator.share.SharePartitionKey;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.InitializeShareGroupStateRequest;
import io.barnabas.wire.message.InitializeShareGroupStateRequest.PartitionData;
import io.barnabas.wire.message.InitializeShareGroupStateResponse;
import io.barnabas.wire.message.InitializeShareGroupStateResponse.InitializeStateResult;
import io.barnabas.wire.message.InitializeShareGroupStateResponse.PartitionResult;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;

/** Begins share partitions, or begins them anew at another offset: InitializeShareGroupState v0. */
final class InitializeShareGroupStateHandler implements RequestHandler<InitializeShareGroupStateRequest> {
    private final ShareCoordinator shares;

    InitializeShareGroupStateHandler(ShareCoordinator shares) {
        this.shares = shares;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.INITIALIZE_SHARE_GROUP_STATE;
    }

    @Override
    public void handle(RequestContext context, InitializeShareGroupStateRequest request) {
        context.requireOnCluster(Operation.CLUSTER_ACTION);
        InitializeShareGroupStateResponse response = new InitializeShareGroupStateResponse();
        ShareStateHandlers partitions = new ShareStateHandlers();
        request.topics().forEach(topic -> {
            var result = new InitializeStateResult().setTopicId(topic.topicId());
            response.results().add(result);
            for (PartitionData wanted : topic.partitions()) {
                var answer = new PartitionResult().setPartition(wanted.partition());
                result.partitions().add(answer);
                var key = new SharePartitionKey(request.groupId(), topic.topicId(), wanted.partition());
                partitions.add(
                        shares.initialize(key, wanted.stateEpoch(), wanted.startOffset()),
                        done -> {},
                        refusal -> answer.setErrorCode(refusal.error().code()).setErrorMessage(refusal.getMessage()));
            }
        });
        partitions.respond(context, response);
    }

    @Override
    public ApiMessage failed(InitializeShareGroupStateRequest request, short version, Errors error) {
        InitializeShareGroupStateResponse response = new InitializeShareGroupStateResponse();
        request.topics().forEach(topic -> {
            var result = new InitializeStateResult().setTopicId(topic.topicId());
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
