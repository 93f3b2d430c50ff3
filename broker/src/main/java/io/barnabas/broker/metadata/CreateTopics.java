// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.broker.metadata.record.ConfigRecord;
import io.barnabas.broker.metadata.record.TopicRecord;
import io.barnabas.wire.message.CreateTopicsRequest.CreatableReplicaAssignment;
import io.barnabas.wire.message.CreateTopicsRequest.CreatableTopic;
import io.barnabas.wire.message.CreateTopicsRequest.CreatableTopicConfig;
import io.barnabas.wire.message.CreateTopicsResponse.CreatableTopicResult;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates topics: each one alone can fail, those that do not fail become one atomic change. The answer has one result per topic,
 * in the order of the request. Checks and texts are those of Kafka's controller.
 */
public final class CreateTopics implements MetadataOperation<List<CreatableTopicResult>> {
    private static final int DEFAULT = -1;

    private final List<CreatableTopic> topics;
    private final boolean validateOnly;
    private final Predicate<String> configsVisible;
    private final MetadataConfig config;
    private final TopicConfigRules rules;
    private final Supplier<UUID> ids;

    /** @param configsVisible whether the asker may see the configs of the topic with this name */
    public CreateTopics(
            List<CreatableTopic> topics,
            boolean validateOnly,
            Predicate<String> configsVisible,
            MetadataConfig config,
            TopicConfigRules rules,
            Supplier<UUID> ids) {
        this.topics = List.copyOf(topics);
        this.validateOnly = validateOnly;
        this.configsVisible = configsVisible;
        this.config = config;
        this.rules = rules;
        this.ids = ids;
    }

    @Override
    public Decision<List<CreatableTopicResult>> decide(MetadataImage image) {
        List<CreatableTopicResult> results = new ArrayList<>(topics.size());
        try {
            ReplicaAssignments.checkTotal(
                    topics.stream().mapToLong(this::requestedPartitions).sum());
        } catch (ApiException e) {
            topics.forEach(topic -> results.add(refused(topic.name(), e.error(), e.getMessage())));
            return Decision.unchanged(results);
        }
        List<Message> records = new ArrayList<>();
        Set<String> newNames = new HashSet<>();
        for (CreatableTopic topic : topics) {
            try {
                checkName(image, topic.name(), newNames);
                Map<String, String> configs = configs(topic);
                rules.validate(topic.name(), configs);
                int partitions = partitions(image, topic);
                UUID id = newId(image);
                addRecords(records, image, topic.name(), id, partitions, configs);
                newNames.add(topic.name());
                results.add(created(topic.name(), id, partitions, configs));
            } catch (ApiException e) {
                results.add(refused(topic.name(), e.error(), e.getMessage()));
            }
        }
        return new Decision<>(results, validateOnly ? List.of() : records);
    }

    public static CreatableTopicResult refused(String topic, Errors error, @Nullable String message) {
        return new CreatableTopicResult()
                .setName(topic)
                .setErrorCode(error.code())
                .setErrorMessage(message);
    }

    private long requestedPartitions(CreatableTopic topic) {
        if (!topic.assignments().isEmpty()) {
            return topic.assignments().size();
        }
        return topic.numPartitions() == DEFAULT ? config.numPartitions() : Math.max(0, topic.numPartitions());
    }

    private static void checkName(MetadataImage image, String name, Set<String> newNames) {
        String problem = TopicNames.problem(name);
        if (problem != null) {
            throw new ApiException(Errors.INVALID_TOPIC_EXCEPTION, problem);
        }
        if (image.topic(name) != null || newNames.contains(name)) {
            throw new ApiException(Errors.TOPIC_ALREADY_EXISTS, "Topic '" + name + "' already exists.");
        }
        String colliding = image.collidingTopic(name);
        if (colliding != null) {
            throw new ApiException(
                    Errors.INVALID_TOPIC_EXCEPTION, "Topic '" + name + "' collides with existing topic: " + colliding);
        }
    }

    private static Map<String, String> configs(CreatableTopic topic) {
        Map<String, String> configs = new LinkedHashMap<>();
        List<String> nulls = new ArrayList<>();
        for (CreatableTopicConfig entry : topic.configs()) {
            String value = entry.value();
            if (value == null) {
                nulls.add(entry.name());
            } else {
                configs.put(entry.name(), value);
            }
        }
        if (!nulls.isEmpty()) {
            throw new ApiException(
                    Errors.INVALID_CONFIG, "Null value not supported for topic configs: " + String.join(",", nulls));
        }
        return configs;
    }

    private int partitions(MetadataImage image, CreatableTopic topic) {
        if (!topic.assignments().isEmpty()) {
            return assignedPartitions(image, topic);
        }
        if (topic.replicationFactor() < DEFAULT || topic.replicationFactor() == 0) {
            throw new ApiException(
                    Errors.INVALID_REPLICATION_FACTOR,
                    "Replication factor must be larger than 0, or -1 to use the default value.");
        }
        if (topic.numPartitions() < DEFAULT || topic.numPartitions() == 0) {
            throw new ApiException(
                    Errors.INVALID_PARTITIONS, "Number of partitions was set to an invalid non-positive value.");
        }
        ReplicaAssignments.checkFactor(
                topic.replicationFactor() == DEFAULT ? config.defaultReplicationFactor() : topic.replicationFactor());
        return topic.numPartitions() == DEFAULT ? config.numPartitions() : topic.numPartitions();
    }

    private static int assignedPartitions(MetadataImage image, CreatableTopic topic) {
        if (topic.replicationFactor() != DEFAULT) {
            throw new ApiException(
                    Errors.INVALID_REQUEST,
                    "A manual partition assignment was specified, but replication factor was not set to -1.");
        }
        if (topic.numPartitions() != DEFAULT) {
            throw new ApiException(
                    Errors.INVALID_REQUEST,
                    "A manual partition assignment was specified, but numPartitions was not set to -1.");
        }
        Set<Integer> partitions = new HashSet<>();
        for (CreatableReplicaAssignment assignment : topic.assignments()) {
            if (!partitions.add(assignment.partitionIndex())) {
                throw ReplicaAssignments.invalid(
                        "Found multiple manual partition assignments for partition " + assignment.partitionIndex());
            }
            ReplicaAssignments.checkManual(assignment.brokerIds(), image.nodeId());
        }
        for (int i = 0; i < partitions.size(); i++) {
            if (!partitions.contains(i)) {
                throw ReplicaAssignments.invalid("partitions should be a consecutive 0-based integer sequence");
            }
        }
        return partitions.size();
    }

    private UUID newId(MetadataImage image) {
        UUID id = ids.get();
        while (image.topic(id) != null) {
            id = ids.get();
        }
        return id;
    }

    /** In Kafka's order: the topic, its configs, its partitions. */
    private static void addRecords(
            List<Message> records,
            MetadataImage image,
            String name,
            UUID id,
            int partitions,
            Map<String, String> configs) {
        records.add(new TopicRecord().setName(name).setTopicId(id));
        for (String leftOver : image.topicConfig(name).keySet()) {
            // Kafka's snapshots may keep the configs of a topic that is gone; a new one must not get them.
            if (!configs.containsKey(leftOver)) {
                records.add(config(name, leftOver, null));
            }
        }
        configs.forEach((key, value) -> records.add(config(name, key, value)));
        PartitionRecords.addNew(records, image.cluster(), id, 0, partitions);
    }

    private static ConfigRecord config(String topic, String key, @Nullable String value) {
        return new ConfigRecord()
                .setResourceType(ConfigResource.Type.TOPIC.code())
                .setResourceName(topic)
                .setName(key)
                .setValue(value);
    }

    private CreatableTopicResult created(String name, UUID id, int partitions, Map<String, String> configs) {
        CreatableTopicResult result = new CreatableTopicResult()
                .setName(name)
                .setTopicId(id)
                .setErrorCode(Errors.NONE.code())
                .setErrorMessage(null);
        if (!configsVisible.test(name)) {
            return result.setTopicConfigErrorCode(Errors.TOPIC_AUTHORIZATION_FAILED.code());
        }
        return result.setNumPartitions(partitions)
                .setReplicationFactor(ReplicaAssignments.ONE_REPLICA)
                .setConfigs(rules.effective(configs));
    }
}
