// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.wire.message.CreatePartitionsRequest.CreatePartitionsAssignment;
import io.barnabas.wire.message.CreatePartitionsRequest.CreatePartitionsTopic;
import io.barnabas.wire.message.CreatePartitionsResponse.CreatePartitionsTopicResult;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Message;
import java.util.ArrayList;
import java.util.List;

/** Adds partitions to topics, each topic alone can fail. One result per topic, in the order of the request, with Kafka's texts. */
public final class CreatePartitions implements MetadataOperation<List<CreatePartitionsTopicResult>> {
    private final List<CreatePartitionsTopic> topics;
    private final boolean validateOnly;

    public CreatePartitions(List<CreatePartitionsTopic> topics, boolean validateOnly) {
        this.topics = List.copyOf(topics);
        this.validateOnly = validateOnly;
    }

    @Override
    public Decision<List<CreatePartitionsTopicResult>> decide(MetadataImage image) {
        List<CreatePartitionsTopicResult> results = new ArrayList<>(topics.size());
        List<Message> records = new ArrayList<>();
        for (CreatePartitionsTopic topic : topics) {
            try {
                TopicInfo existing = existing(image, topic);
                checkAssignments(image, topic, existing);
                ReplicaAssignments.checkTotal((long) records.size()
                        + topic.count()
                        - existing.partitions().size());
                PartitionRecords.addNew(
                        records,
                        image.cluster(),
                        existing.id(),
                        existing.partitions().size(),
                        topic.count());
                results.add(new CreatePartitionsTopicResult()
                        .setName(topic.name())
                        .setErrorCode(Errors.NONE.code())
                        .setErrorMessage(null));
            } catch (ApiException e) {
                results.add(new CreatePartitionsTopicResult()
                        .setName(topic.name())
                        .setErrorCode(e.error().code())
                        // As in Kafka, this one comes without words.
                        .setErrorMessage(e.error() == Errors.UNKNOWN_TOPIC_OR_PARTITION ? null : e.getMessage()));
            }
        }
        return new Decision<>(results, validateOnly ? List.of() : records);
    }

    private static TopicInfo existing(MetadataImage image, CreatePartitionsTopic topic) {
        TopicInfo existing = image.topic(topic.name());
        if (existing == null) {
            throw new ApiException(Errors.UNKNOWN_TOPIC_OR_PARTITION);
        }
        int count = existing.partitions().size();
        if (topic.count() == count) {
            throw new ApiException(Errors.INVALID_PARTITIONS, "Topic already has " + count + " partition(s).");
        }
        if (topic.count() < count) {
            throw new ApiException(
                    Errors.INVALID_PARTITIONS,
                    "The topic " + topic.name() + " currently has " + count + " partition(s); " + topic.count()
                            + " would not be an increase.");
        }
        return existing;
    }

    private static void checkAssignments(MetadataImage image, CreatePartitionsTopic topic, TopicInfo existing) {
        List<CreatePartitionsAssignment> assignments = topic.assignments();
        if (assignments == null) {
            ReplicaAssignments.checkFactor((short) existing.replicationFactor());
            return;
        }
        int additional = topic.count() - existing.partitions().size();
        if (assignments.size() != additional) {
            throw ReplicaAssignments.invalid("Attempted to add " + additional + " additional partition(s), but only "
                    + assignments.size() + " assignment(s) were specified.");
        }
        for (CreatePartitionsAssignment assignment : assignments) {
            ReplicaAssignments.checkManual(assignment.brokerIds(), image.nodeId());
        }
    }
}
