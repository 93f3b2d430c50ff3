// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.PartitionInfo;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.security.Operation;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.ListPartitionReassignmentsRequest;
import io.barnabas.wire.message.ListPartitionReassignmentsRequest.ListPartitionReassignmentsTopics;
import io.barnabas.wire.message.ListPartitionReassignmentsResponse;
import io.barnabas.wire.message.ListPartitionReassignmentsResponse.OngoingPartitionReassignment;
import io.barnabas.wire.message.ListPartitionReassignmentsResponse.OngoingTopicReassignment;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** Says which partitions are on their way to other brokers: ListPartitionReassignments v0 (KIP-455). */
final class ListPartitionReassignmentsHandler implements RequestHandler<ListPartitionReassignmentsRequest> {
    private final Supplier<MetadataImage> metadata;

    ListPartitionReassignmentsHandler(Supplier<MetadataImage> metadata) {
        this.metadata = metadata;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.LIST_PARTITION_REASSIGNMENTS;
    }

    @Override
    public void handle(RequestContext context, ListPartitionReassignmentsRequest request) {
        context.requireOnCluster(Operation.DESCRIBE);
        MetadataImage image = metadata.get();
        ListPartitionReassignmentsResponse response = new ListPartitionReassignmentsResponse().setErrorMessage(null);
        List<ListPartitionReassignmentsTopics> topics = request.topics();
        if (topics == null) {
            image.topics().forEach(topic -> add(response, topic, topic.partitions()));
        } else {
            for (ListPartitionReassignmentsTopics wanted : topics) {
                TopicInfo topic = image.topic(wanted.name());
                if (topic != null) {
                    add(
                            response,
                            topic,
                            wanted.partitionIndexes().stream()
                                    .map(topic::partition)
                                    .filter(Objects::nonNull)
                                    .toList());
                }
            }
        }
        context.respond(response);
    }

    private static void add(
            ListPartitionReassignmentsResponse response, TopicInfo topic, List<PartitionInfo> partitions) {
        List<OngoingPartitionReassignment> moving = partitions.stream()
                .filter(PartitionInfo::isMoving)
                .map(partition -> new OngoingPartitionReassignment()
                        .setPartitionIndex(partition.partition())
                        .setReplicas(partition.replicas())
                        .setAddingReplicas(partition.addingReplicas())
                        .setRemovingReplicas(partition.removingReplicas()))
                .toList();
        if (!moving.isEmpty()) {
            response.topics()
                    .add(new OngoingTopicReassignment().setName(topic.name()).setPartitions(moving));
        }
    }

    @Override
    public ApiMessage failed(ListPartitionReassignmentsRequest request, short version, Errors error) {
        return new ListPartitionReassignmentsResponse()
                .setErrorCode(error.code())
                .setErrorMessage(error.message());
    }
}
