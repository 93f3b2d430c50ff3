// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.broker.metadata.record.PartitionChangeRecord;
import io.barnabas.wire.message.AlterPartitionReassignmentsRequest.ReassignablePartition;
import io.barnabas.wire.message.AlterPartitionReassignmentsRequest.ReassignableTopic;
import io.barnabas.wire.message.AlterPartitionReassignmentsResponse.ReassignablePartitionResponse;
import io.barnabas.wire.message.AlterPartitionReassignmentsResponse.ReassignableTopicResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Changes which brokers hold partitions (KIP-455). With one broker that can only mean this one alone, so a reassignment is complete at
 * once: it drops the replicas that metadata of a larger cluster has brought along, or changes nothing.
 */
public final class Reassignments implements MetadataOperation<List<ReassignableTopicResponse>> {
    private final List<ReassignableTopic> topics;
    private final boolean mayChangeReplicationFactor;

    public Reassignments(List<ReassignableTopic> topics, boolean mayChangeReplicationFactor) {
        this.topics = topics;
        this.mayChangeReplicationFactor = mayChangeReplicationFactor;
    }

    @Override
    public Decision<List<ReassignableTopicResponse>> decide(MetadataImage image) {
        List<Message> records = new ArrayList<>();
        List<ReassignableTopicResponse> answers = new ArrayList<>(topics.size());
        for (ReassignableTopic topic : topics) {
            ReassignableTopicResponse answer = new ReassignableTopicResponse().setName(topic.name());
            for (ReassignablePartition partition : topic.partitions()) {
                answer.partitions().add(decide(image, topic.name(), partition, records));
            }
            answers.add(answer);
        }
        return new Decision<>(answers, records);
    }

    private ReassignablePartitionResponse decide(
            MetadataImage image, String name, ReassignablePartition wanted, List<Message> records) {
        ReassignablePartitionResponse answer = new ReassignablePartitionResponse()
                .setPartitionIndex(wanted.partitionIndex())
                .setErrorMessage(null);
        try {
            TopicInfo topic = topic(image, name);
            PartitionInfo partition = partition(topic, wanted.partitionIndex());
            List<Integer> target = wanted.replicas();
            PartitionChangeRecord change = target == null
                    ? cancelled(image, topic.id(), partition)
                    : moved(image, topic.id(), partition, target);
            if (change != null) {
                records.add(change);
            }
        } catch (ApiException e) {
            // As in Kafka, this one comes without words.
            boolean silent = e.error() == Errors.NO_REASSIGNMENT_IN_PROGRESS;
            answer.setErrorCode(e.error().code()).setErrorMessage(silent ? null : e.getMessage());
        }
        return answer;
    }

    private static TopicInfo topic(MetadataImage image, String name) {
        TopicInfo topic = image.topic(name);
        if (topic == null) {
            throw new ApiException(Errors.UNKNOWN_TOPIC_OR_PARTITION, "Unable to find a topic named " + name + ".");
        }
        return topic;
    }

    private static PartitionInfo partition(TopicInfo topic, int index) {
        PartitionInfo partition = topic.partition(index);
        if (partition == null) {
            throw new ApiException(
                    Errors.UNKNOWN_TOPIC_OR_PARTITION, "Unable to find partition " + topic.name() + ":" + index + ".");
        }
        return partition;
    }

    private @Nullable PartitionChangeRecord moved(
            MetadataImage image, UUID topicId, PartitionInfo partition, List<Integer> target) {
        ReplicaAssignments.checkManual(target, image.nodeId());
        List<Integer> present = without(partition.replicas(), partition.addingReplicas());
        if (!mayChangeReplicationFactor && present.size() != target.size()) {
            throw new ApiException(
                    Errors.INVALID_REPLICATION_FACTOR,
                    "The replication factor is changed from " + present.size() + " to " + target.size());
        }
        return target.equals(partition.replicas()) && !partition.isMoving()
                ? null
                : change(image, topicId, partition, target);
    }

    private static @Nullable PartitionChangeRecord cancelled(
            MetadataImage image, UUID topicId, PartitionInfo partition) {
        if (!partition.isMoving()) {
            throw new ApiException(Errors.NO_REASSIGNMENT_IN_PROGRESS);
        }
        return change(image, topicId, partition, without(partition.replicas(), partition.addingReplicas()));
    }

    /** As in Kafka, the leader epoch rises when a replica is dropped, so that the dropped one cannot come back unnoticed. */
    private static PartitionChangeRecord change(
            MetadataImage image, UUID topicId, PartitionInfo partition, List<Integer> replicas) {
        PartitionChangeRecord change = new PartitionChangeRecord()
                .setTopicId(topicId)
                .setPartitionId(partition.partition())
                .setReplicas(replicas);
        if (image.metadataVersion() >= MetadataVersion.V3_7_IV2) {
            change.setDirectories(directories(partition, replicas));
        }
        List<Integer> isr = partition.isr().stream().filter(replicas::contains).toList();
        if (!isr.equals(partition.isr())) {
            change.setIsr(isr);
        }
        if (!partition.removingReplicas().isEmpty()) {
            change.setRemovingReplicas(List.of());
        }
        if (!partition.addingReplicas().isEmpty()) {
            change.setAddingReplicas(List.of());
        }
        if (!replicas.containsAll(partition.replicas())) {
            change.setLeader(partition.leader());
        }
        return change;
    }

    private static List<UUID> directories(PartitionInfo partition, List<Integer> replicas) {
        return replicas.stream()
                .map(replica -> Objects.requireNonNull(
                        partition.directories().get(partition.replicas().indexOf(replica))))
                .toList();
    }

    private static List<Integer> without(List<Integer> replicas, List<Integer> gone) {
        return replicas.stream().filter(replica -> !gone.contains(replica)).toList();
    }
}
