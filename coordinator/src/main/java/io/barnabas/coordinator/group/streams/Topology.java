// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import io.barnabas.coordinator.record.StreamsGroupTopologyValue;
import io.barnabas.coordinator.record.StreamsGroupTopologyValue.CopartitionGroup;
import io.barnabas.coordinator.record.StreamsGroupTopologyValue.Subtopology;
import io.barnabas.coordinator.record.StreamsGroupTopologyValue.TopicConfig;
import io.barnabas.coordinator.record.StreamsGroupTopologyValue.TopicInfo;
import io.barnabas.wire.message.StreamsGroupHeartbeatRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an application does, as its members tell: subtopologies that read, write and keep topics; the value of the group's
 * record of type 23. Never changes.
 */
record Topology(int epoch, SortedMap<String, Subtopology> subtopologies) {

    static Topology of(StreamsGroupTopologyValue value) {
        SortedMap<String, Subtopology> byId = new TreeMap<>();
        value.subtopologies().forEach(subtopology -> byId.put(subtopology.subtopologyId(), subtopology));
        return new Topology(value.epoch(), byId);
    }

    /** What goes into the record. */
    static StreamsGroupTopologyValue value(StreamsGroupHeartbeatRequest.Topology told) {
        return new StreamsGroupTopologyValue()
                .setEpoch(told.epoch())
                .setSubtopologies(
                        told.subtopologies().stream().map(Topology::value).toList());
    }

    private static Subtopology value(StreamsGroupHeartbeatRequest.Subtopology told) {
        return new Subtopology()
                .setSubtopologyId(told.subtopologyId())
                .setSourceTopics(told.sourceTopics())
                .setSourceTopicRegex(told.sourceTopicRegex())
                .setStateChangelogTopics(infos(told.stateChangelogTopics()))
                .setRepartitionSinkTopics(told.repartitionSinkTopics())
                .setRepartitionSourceTopics(infos(told.repartitionSourceTopics()))
                .setCopartitionGroups(told.copartitionGroups().stream()
                        .map(group -> new CopartitionGroup()
                                .setSourceTopics(group.sourceTopics())
                                .setSourceTopicRegex(group.sourceTopicRegex())
                                .setRepartitionSourceTopics(group.repartitionSourceTopics()))
                        .toList());
    }

    private static List<TopicInfo> infos(List<StreamsGroupHeartbeatRequest.TopicInfo> told) {
        return told.stream()
                .map(topic -> new TopicInfo()
                        .setName(topic.name())
                        .setPartitions(topic.partitions())
                        .setReplicationFactor(topic.replicationFactor())
                        .setTopicConfigs(topic.topicConfigs().stream()
                                .map(config ->
                                        new TopicConfig().setKey(config.key()).setValue(config.value()))
                                .toList()))
                .toList();
    }

    /** All topics whose coming, going or growing makes a difference to the group. */
    Set<String> topics() {
        Set<String> topics = new TreeSet<>();
        for (Subtopology subtopology : subtopologies.values()) {
            topics.addAll(inputs(subtopology));
            subtopology.stateChangelogTopics().forEach(topic -> topics.add(topic.name()));
        }
        return topics;
    }

    /** The topics that an instance of a subtopology consumes: those of others, and repartition topics. */
    static Set<String> inputs(Subtopology subtopology) {
        Set<String> inputs = new TreeSet<>(subtopology.sourceTopics());
        subtopology.repartitionSourceTopics().forEach(topic -> inputs.add(topic.name()));
        return inputs;
    }

    /** The subtopology that consumes a topic, or null when none does. */
    @Nullable
    String consumerOf(String topic) {
        return subtopologies.entrySet().stream()
                .filter(each -> inputs(each.getValue()).contains(topic))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }
}
