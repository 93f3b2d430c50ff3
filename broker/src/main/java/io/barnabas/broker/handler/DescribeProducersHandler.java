// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.partition.Partition;
import io.barnabas.broker.partition.Partitions;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.DescribeProducersRequest;
import io.barnabas.wire.message.DescribeProducersRequest.TopicRequest;
import io.barnabas.wire.message.DescribeProducersResponse;
import io.barnabas.wire.message.DescribeProducersResponse.PartitionResponse;
import io.barnabas.wire.message.DescribeProducersResponse.ProducerState;
import io.barnabas.wire.message.DescribeProducersResponse.TopicResponse;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Lists the idempotent and transactional producers that a partition remembers: DescribeProducers v0 (KIP-664). */
final class DescribeProducersHandler implements RequestHandler<DescribeProducersRequest> {
    private final Partitions partitions;

    DescribeProducersHandler(Partitions partitions) {
        this.partitions = partitions;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DESCRIBE_PRODUCERS;
    }

    @Override
    public void handle(RequestContext context, DescribeProducersRequest request) {
        DescribeProducersResponse response = new DescribeProducersResponse();
        List<CompletableFuture<Void>> looks = new ArrayList<>();
        for (TopicRequest topic : request.topics()) {
            TopicResponse topicResponse = new TopicResponse().setName(topic.name());
            response.topics().add(topicResponse);
            for (int index : topic.partitionIndexes()) {
                PartitionResponse answer = new PartitionResponse().setPartitionIndex(index);
                topicResponse.partitions().add(answer);
                looks.add(look(context, topic.name(), answer));
            }
        }
        context.respondWhenDone(
                CompletableFuture.allOf(looks.toArray(CompletableFuture[]::new)).thenApply(all -> response));
    }

    /** Producer state belongs to the partition's loop, so the look happens there. */
    private CompletableFuture<Void> look(RequestContext context, String topic, PartitionResponse answer) {
        if (!context.allowed(Operation.READ, ResourceType.TOPIC, topic)) {
            return refuse(answer, Errors.TOPIC_AUTHORIZATION_FAILED);
        }
        Partition partition = partitions.find(topic, answer.partitionIndex());
        if (partition == null) {
            return refuse(answer, Errors.UNKNOWN_TOPIC_OR_PARTITION);
        }
        return CompletableFuture.runAsync(() -> describe(partition, answer), partition::execute);
    }

    private static CompletableFuture<Void> refuse(PartitionResponse answer, Errors error) {
        answer.setErrorCode(error.code()).setErrorMessage(error.message());
        return CompletableFuture.completedFuture(null);
    }

    private static void describe(Partition partition, PartitionResponse answer) {
        for (var producer : partition.log().activeProducers()) {
            answer.activeProducers()
                    .add(new ProducerState()
                            .setProducerId(producer.producerId())
                            .setProducerEpoch(producer.producerEpoch())
                            .setLastSequence(producer.lastSequence())
                            .setLastTimestamp(producer.lastTimestamp())
                            .setCoordinatorEpoch(producer.coordinatorEpoch())
                            .setCurrentTxnStartOffset(producer.currentTxnFirstOffset()));
        }
    }

    @Override
    public ApiMessage failed(DescribeProducersRequest request, short version, Errors error) {
        DescribeProducersResponse response = new DescribeProducersResponse();
        for (TopicRequest topic : request.topics()) {
            TopicResponse topicResponse = new TopicResponse().setName(topic.name());
            response.topics().add(topicResponse);
            for (int index : topic.partitionIndexes()) {
                PartitionResponse answer = new PartitionResponse().setPartitionIndex(index);
                topicResponse.partitions().add(answer);
                var unused = refuse(answer, error);
            }
        }
        return response;
    }
}
