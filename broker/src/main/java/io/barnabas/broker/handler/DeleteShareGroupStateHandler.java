// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.Operation;
import io.barnabas.coordinator.share.ShareCoordinator;
import io.barnabas.coordinator.share.SharePartitionKey;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.DeleteShareGroupStateRequest;
import io.barnabas.wire.message.DeleteShareGroupStateRequest.PartitionData;
import io.barnabas.wire.message.DeleteShareGroupStateResponse;
import io.barnabas.wire.message.DeleteShareGroupStateResponse.DeleteStateResult;
import io.barnabas.wire.message.DeleteShareGroupStateResponse.PartitionResult;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;

/** Forgets share partitions: DeleteShareGroupState v0. Of one that is not there nothing is left to forget, and that is no error. */
final class DeleteShareGroupStateHandler implements RequestHandler<DeleteShareGroupStateRequest> {
    private final ShareCoordinator shares;

    DeleteShareGroupStateHandler(ShareCoordinator shares) {
        this.shares = shares;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DELETE_SHARE_GROUP_STATE;
    }

    @Override
    public void handle(RequestContext context, DeleteShareGroupStateRequest request) {
        context.requireOnCluster(Operation.CLUSTER_ACTION);
        DeleteShareGroupStateResponse response = new DeleteShareGroupStateResponse();
        ShareStateHandlers partitions = new ShareStateHandlers();
        request.topics().forEach(topic -> {
            var result = new DeleteStateResult().setTopicId(topic.topicId());
            response.results().add(result);
            for (PartitionData wanted : topic.partitions()) {
                var answer = new PartitionResult().setPartition(wanted.partition());
                result.partitions().add(answer);
                var key = new SharePartitionKey(request.groupId(), topic.topicId(), wanted.partition());
                partitions.add(
                        shares.delete(key),
                        done -> {},
                        refusal -> answer.setErrorCode(refusal.error().code()).setErrorMessage(refusal.getMessage()));
            }
        });
        partitions.respond(context, response);
    }

    @Override
    public ApiMessage failed(DeleteShareGroupStateRequest request, short version, Errors error) {
        DeleteShareGroupStateResponse response = new DeleteShareGroupStateResponse();
        request.topics().forEach(topic -> {
            var result = new DeleteStateResult().setTopicId(topic.topicId());
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
