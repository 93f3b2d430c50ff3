// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.partition.Partition;
import io.barnabas.broker.partition.Partitions;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.OffsetForLeaderEpochRequest;
import io.barnabas.wire.message.OffsetForLeaderEpochRequest.OffsetForLeaderPartition;
import io.barnabas.wire.message.OffsetForLeaderEpochRequest.OffsetForLeaderTopic;
import io.barnabas.wire.message.OffsetForLeaderEpochResponse;
import io.barnabas.wire.message.OffsetForLeaderEpochResponse.EpochEndOffset;
import io.barnabas.wire.message.OffsetForLeaderEpochResponse.OffsetForLeaderTopicResult;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;

/** Says where a leader epoch ended: OffsetForLeaderEpoch v2 to v4, by which clients detect a truncated log (KIP-320). */
final class OffsetForLeaderEpochHandler implements RequestHandler<OffsetForLeaderEpochRequest> {
    private final Partitions partitions;

    OffsetForLeaderEpochHandler(Partitions partitions) {
        this.partitions = partitions;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.OFFSET_FOR_LEADER_EPOCH;
    }

    @Override
    public void handle(RequestContext context, OffsetForLeaderEpochRequest request) {
        context.respond(answerEach(
                request,
                (topic, wanted, answer) -> context.allowed(Operation.DESCRIBE, ResourceType.TOPIC, topic)
                        ? find(topic, wanted, answer)
                        : Errors.TOPIC_AUTHORIZATION_FAILED));
    }

    private Errors find(String topic, OffsetForLeaderPartition wanted, EpochEndOffset answer) {
        Partition partition = partitions.find(topic, wanted.partition());
        if (partition == null) {
            return Errors.UNKNOWN_TOPIC_OR_PARTITION;
        }
        Errors error = partition.checkEpoch(wanted.currentLeaderEpoch());
        if (error == Errors.NONE) {
            var end = partition.log().endOffsetForEpoch(wanted.leaderEpoch());
            answer.setLeaderEpoch(end.epoch()).setEndOffset(end.endOffset());
        }
        return error;
    }

    /** Fills in the answer for one partition, or says why there is none. */
    private interface PartitionAnswer {
        Errors fill(String topic, OffsetForLeaderPartition wanted, EpochEndOffset answer);
    }

    private static OffsetForLeaderEpochResponse answerEach(
            OffsetForLeaderEpochRequest request, PartitionAnswer answers) {
        OffsetForLeaderEpochResponse response = new OffsetForLeaderEpochResponse();
        for (OffsetForLeaderTopic topic : request.topics()) {
            OffsetForLeaderTopicResult topicResult = new OffsetForLeaderTopicResult().setTopic(topic.topic());
            response.topics().add(topicResult);
            for (OffsetForLeaderPartition wanted : topic.partitions()) {
                EpochEndOffset answer = new EpochEndOffset().setPartition(wanted.partition());
                topicResult.partitions().add(answer);
                answer.setErrorCode(answers.fill(topic.topic(), wanted, answer).code());
            }
        }
        return response;
    }

    @Override
    public ApiMessage failed(OffsetForLeaderEpochRequest request, short version, Errors error) {
        return answerEach(request, (topic, wanted, answer) -> error);
    }
}
