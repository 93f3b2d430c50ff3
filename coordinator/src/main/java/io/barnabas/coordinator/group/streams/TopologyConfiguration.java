// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import io.barnabas.coordinator.group.streams.ConfiguredTopology.Problem;
import io.barnabas.coordinator.record.StreamsGroupTopologyValue.Subtopology;
import io.barnabas.coordinator.record.StreamsGroupTopologyValue.TopicConfig;
import io.barnabas.coordinator.record.StreamsGroupTopologyValue.TopicInfo;
import io.barnabas.coordinator.runtime.TopicImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds out whether the topics that exist serve a topology, and which internal ones have to be created. */
final class TopologyConfiguration {

    private static final int NAMES_SHOWN = 3;

    private TopologyConfiguration() {}

    static ConfiguredTopology configure(Topology topology, TopicImage image) {
        List<String> missing = missingSources(topology, image);
        if (!missing.isEmpty()) {
            return ConfiguredTopology.undecided(
                    topology,
                    new Problem(
                            StreamsStatus.MISSING_SOURCE_TOPICS,
                            "Source topics " + summary(missing) + " are missing."));
        }
        PartitionCounts counts = PartitionCounts.decide(topology, image);
        if (counts.problem() != null) {
            return ConfiguredTopology.undecided(topology, counts.problem());
        }
        SortedMap<String, InternalTopicSpec> toCreate = new TreeMap<>();
        SortedMap<String, Integer> tasks = new TreeMap<>();
        for (Subtopology subtopology : topology.subtopologies().values()) {
            for (TopicInfo topic : internalTopics(subtopology)) {
                int partitions = counts.decided().getOrDefault(topic.name(), 0);
                Problem problem = check(topic, partitions, image, toCreate);
                if (problem != null) {
                    return ConfiguredTopology.undecided(topology, problem);
                }
            }
            tasks.put(subtopology.subtopologyId(), counts.tasks(subtopology));
        }
        Problem problem = toCreate.isEmpty()
                ? null
                : new Problem(
                        StreamsStatus.MISSING_INTERNAL_TOPICS,
                        "Internal topics are missing: " + summary(List.copyOf(toCreate.keySet())));
        return new ConfiguredTopology(topology, tasks, counts.decided(), toCreate, problem);
    }

    private static List<String> missingSources(Topology topology, TopicImage image) {
        return topology.subtopologies().values().stream()
                .flatMap(subtopology -> subtopology.sourceTopics().stream())
                .filter(topic -> image.topic(topic) == null)
                .sorted()
                .distinct()
                .toList();
    }

    private static List<TopicInfo> internalTopics(Subtopology subtopology) {
        List<TopicInfo> topics = new ArrayList<>(subtopology.repartitionSourceTopics());
        topics.addAll(subtopology.stateChangelogTopics());
        return topics;
    }

    private static @Nullable Problem check(
            TopicInfo topic, int partitions, TopicImage image, Map<String, InternalTopicSpec> toCreate) {
        TopicImage.Topic existing = image.topic(topic.name());
        if (existing == null) {
            toCreate.put(
                    topic.name(),
                    new InternalTopicSpec(topic.name(), partitions, topic.replicationFactor(), configs(topic)));
        } else if (existing.partitionCount() != partitions) {
            return new Problem(
                    StreamsStatus.INCORRECTLY_PARTITIONED_TOPICS,
                    "Existing topic " + topic.name() + " has different number of partitions: expected " + partitions
                            + ", found " + existing.partitionCount());
        }
        return null;
    }

    private static Map<String, String> configs(TopicInfo topic) {
        Map<String, String> configs = new TreeMap<>();
        for (TopicConfig config : topic.topicConfigs()) {
            configs.put(config.key(), config.value());
        }
        return configs;
    }

    private static String summary(List<String> topics) {
        String shown = String.join(", ", topics.subList(0, Math.min(NAMES_SHOWN, topics.size())));
        return topics.size() <= NAMES_SHOWN
                ? shown
                : shown + " and " + (topics.size() - NAMES_SHOWN) + " additional topics";
    }
}
