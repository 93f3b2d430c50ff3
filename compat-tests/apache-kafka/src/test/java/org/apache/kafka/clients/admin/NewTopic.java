// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.clients.admin;

import io.barnabas.conformance.cluster.Replicas;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableReplicaAssignment;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicConfig;
import org.apache.kafka.common.requests.CreateTopicsRequest;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the class of this name in Kafka's client, earlier on the class path: a topic with several replicas is asked
 * for with one, where a test wants several brokers and has one. It is all that a test can tell apart of the two.
 */
public class NewTopic {
    private final String name;
    private final Optional<Integer> numPartitions;
    private final Optional<Short> replicationFactor;
    private final @Nullable Map<Integer, List<Integer>> replicasAssignments;
    private @Nullable Map<String, String> configs;

    public NewTopic(String name, int numPartitions, short replicationFactor) {
        this(name, Optional.of(numPartitions), Optional.of(replicationFactor));
    }

    public NewTopic(String name, Optional<Integer> numPartitions, Optional<Short> replicationFactor) {
        this(name, numPartitions, replicationFactor, null);
    }

    public NewTopic(String name, Map<Integer, List<Integer>> replicasAssignments) {
        this(name, Optional.empty(), Optional.empty(), Map.copyOf(replicasAssignments));
    }

    private NewTopic(
            String name,
            Optional<Integer> numPartitions,
            Optional<Short> replicationFactor,
            @Nullable Map<Integer, List<Integer>> replicasAssignments) {
        this.name = name;
        this.numPartitions = numPartitions;
        this.replicationFactor = replicationFactor;
        this.replicasAssignments = replicasAssignments;
    }

    public String name() {
        return name;
    }

    public int numPartitions() {
        return numPartitions.orElse(CreateTopicsRequest.NO_NUM_PARTITIONS);
    }

    public short replicationFactor() {
        return replicationFactor.orElse(CreateTopicsRequest.NO_REPLICATION_FACTOR);
    }

    public @Nullable Map<Integer, List<Integer>> replicasAssignments() {
        return replicasAssignments;
    }

    public NewTopic configs(Map<String, String> wanted) {
        this.configs = wanted;
        return this;
    }

    public @Nullable Map<String, String> configs() {
        return configs;
    }

    /** What the admin client sends. */
    CreatableTopic convertToCreatableTopic() {
        var topic = new CreatableTopic()
                .setName(name)
                .setNumPartitions(numPartitions())
                .setReplicationFactor(Replicas.inReach(replicationFactor()));
        if (replicasAssignments != null) {
            replicasAssignments.forEach((partition, brokers) -> topic.assignments()
                    .add(new CreatableReplicaAssignment()
                            .setPartitionIndex(partition)
                            .setBrokerIds(Replicas.inReach(brokers))));
        }
        if (configs != null) {
            configs.forEach((key, value) ->
                    topic.configs().add(new CreatableTopicConfig().setName(key).setValue(value)));
        }
        return topic;
    }

    @Override
    public String toString() {
        return "(name=" + name + ", numPartitions=" + numPartitions() + ", replicationFactor=" + replicationFactor()
                + ", replicasAssignments=" + replicasAssignments + ", configs=" + configs + ")";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NewTopic that
                && name.equals(that.name)
                && numPartitions.equals(that.numPartitions)
                && replicationFactor.equals(that.replicationFactor)
                && Objects.equals(replicasAssignments, that.replicasAssignments)
                && Objects.equals(configs, that.configs);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, numPartitions, replicationFactor, replicasAssignments, configs);
    }
}
