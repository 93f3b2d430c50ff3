// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import io.barnabas.coordinator.group.streams.ConfiguredTopology.Problem;
import io.barnabas.coordinator.record.StreamsGroupTopologyValue.CopartitionGroup;
import io.barnabas.coordinator.record.StreamsGroupTopologyValue.Subtopology;
import io.barnabas.coordinator.record.StreamsGroupTopologyValue.TopicInfo;
import io.barnabas.coordinator.runtime.TopicImage;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides how many partitions the internal topics of a topology have.
 *
 * <pre>
 * repartition topic   as the application says, or as many as any input of the subtopologies that write to it
 * copartition group   all alike: repartition topics follow the other topics, else the largest of them
 * changelog topic     as many as any input of its subtopology: one for each task
 * </pre>
 */
final class PartitionCounts {

    private final Topology topology;
    private final TopicImage image;
    private final Map<String, Integer> decided = new HashMap<>();
    private final Set<String> fixed = new HashSet<>();
    private final Set<String> flexible = new HashSet<>();
    private @Nullable Problem problem;

    private PartitionCounts(Topology topology, TopicImage image) {
        this.topology = topology;
        this.image = image;
    }

    /** All source topics have to exist. */
    static PartitionCounts decide(Topology topology, TopicImage image) {
        var counts = new PartitionCounts(topology, image);
        counts.repartitionTopics();
        for (Subtopology subtopology : topology.subtopologies().values()) {
            for (CopartitionGroup group : subtopology.copartitionGroups()) {
                if (counts.problem == null) {
                    counts.copartition(members(subtopology, group));
                }
            }
        }
        if (counts.problem == null) {
            counts.changelogTopics();
        }
        return counts;
    }

    /** Why it cannot be, or null. */
    @Nullable
    Problem problem() {
        return problem;
    }

    Map<String, Integer> decided() {
        return decided;
    }

    /** The number of tasks of a subtopology. */
    int tasks(Subtopology subtopology) {
        return Topology.inputs(subtopology).stream().mapToInt(this::count).max().orElse(0);
    }

    private void repartitionTopics() {
        for (Subtopology subtopology : topology.subtopologies().values()) {
            for (TopicInfo topic : subtopology.repartitionSourceTopics()) {
                if (topic.partitions() > 0) {
                    fixed.add(topic.name());
                    decided.put(topic.name(), topic.partitions());
                } else {
                    flexible.add(topic.name());
                }
            }
        }
        Set<String> open = new HashSet<>(flexible);
        while (!open.isEmpty()) {
            if (!open.removeIf(topic -> followWriters(topic, true))
                    && !open.removeIf(topic -> followWriters(topic, false))) {
                throw invalid(
                        "Failed to compute number of partitions for all repartition topics. There may be loops in "
                                + "the topology that cannot be resolved.");
            }
        }
    }

    /**
     * Gives a repartition topic its number if those who write to it have theirs. Where all wait for each other, as a subtopology that
     * reads what it writes waits for itself, those that have a number decide.
     */
    private boolean followWriters(String topic, boolean all) {
        Set<String> inputs = new HashSet<>();
        for (Subtopology subtopology : topology.subtopologies().values()) {
            if (subtopology.repartitionSinkTopics().contains(topic)) {
                inputs.addAll(Topology.inputs(subtopology));
            }
        }
        if (inputs.isEmpty()) {
            throw invalid("Failed to compute number of partitions for all repartition topics, because a repartition "
                    + "source topic is never used as a sink topic.");
        }
        boolean waits = inputs.removeIf(input -> flexible.contains(input) && !decided.containsKey(input));
        if (inputs.isEmpty() || (all && waits)) {
            return false;
        }
        int partitions = inputs.stream()
                .mapToInt(input -> decided.getOrDefault(input, existing(input)))
                .max()
                .orElse(0);
        decided.put(topic, partitions);
        return true;
    }

    private static Set<String> members(Subtopology subtopology, CopartitionGroup group) {
        Set<String> members = new HashSet<>();
        group.sourceTopics()
                .forEach(index -> members.add(subtopology.sourceTopics().get(index)));
        group.repartitionSourceTopics()
                .forEach(index -> members.add(
                        subtopology.repartitionSourceTopics().get(index).name()));
        return members;
    }

    private void copartition(Set<String> members) {
        SortedMap<String, Integer> given = new TreeMap<>();
        SortedMap<String, Integer> set = new TreeMap<>();
        SortedMap<String, Integer> open = new TreeMap<>();
        for (String topic : members) {
            (fixed.contains(topic) ? set : flexible.contains(topic) ? open : given).put(topic, count(topic));
        }
        int common = largest(given.isEmpty() ? set.isEmpty() ? open : set : given);
        if (!allAre(given.values(), common)) {
            problem = mismatch(given);
        } else if (given.isEmpty() && !allAre(set.values(), common)) {
            problem = mismatch(set);
        } else if (!allAre(set.values(), common)) {
            problem = mismatch(set, common);
        } else {
            open.keySet().forEach(topic -> decided.put(topic, common));
        }
    }

    private static int largest(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private static boolean allAre(Collection<Integer> counts, int common) {
        return counts.stream().allMatch(count -> count == common);
    }

    private static Problem mismatch(SortedMap<String, Integer> counts) {
        return new Problem(
                StreamsStatus.INCORRECTLY_PARTITIONED_TOPICS,
                "Following topics do not have the same number of partitions: [" + counts + "]");
    }

    private static Problem mismatch(SortedMap<String, Integer> repartition, int common) {
        return repartition.entrySet().stream()
                .filter(each -> each.getValue() != common)
                .findFirst()
                .map(each -> new Problem(
                        StreamsStatus.INCORRECTLY_PARTITIONED_TOPICS,
                        String.format(
                                "Number of partitions [%d] of repartition topic [%s] doesn't match number of partitions "
                                        + "[%d] of the source topic.",
                                each.getValue(), each.getKey(), common)))
                .orElseThrow();
    }

    private void changelogTopics() {
        for (Subtopology subtopology : topology.subtopologies().values()) {
            int tasks = tasks(subtopology);
            subtopology.stateChangelogTopics().forEach(topic -> decided.put(topic.name(), tasks));
        }
    }

    private int count(String topic) {
        TopicImage.Topic exists = image.topic(topic);
        return exists == null ? decided.getOrDefault(topic, 0) : exists.partitionCount();
    }

    private int existing(String topic) {
        TopicImage.Topic exists = image.topic(topic);
        return exists == null ? 0 : exists.partitionCount();
    }

    private static ApiException invalid(String message) {
        return new ApiException(Errors.STREAMS_INVALID_TOPOLOGY, message);
    }
}
