// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A topology together with the topics there are: how many partitions its internal topics need, and so how many tasks each
 * subtopology has. Never changes.
 *
 * @param decided of each subtopology the number of tasks; null when that cannot be said
 * @param internalPartitions of each repartition and changelog topic
 * @param missing internal topics that have to be created, by name
 * @param problem why the group cannot work yet, or null when it can
 */
record ConfiguredTopology(
        Topology topology,
        @Nullable SortedMap<String, Integer> decided,
        Map<String, Integer> internalPartitions,
        SortedMap<String, InternalTopicSpec> missing,
        @Nullable Problem problem) {

    /** What an answer says about a group that cannot work. */
    record Problem(StreamsStatus status, String detail) {}

    static ConfiguredTopology undecided(Topology topology, Problem problem) {
        return new ConfiguredTopology(topology, null, Map.of(), Collections.emptyNavigableMap(), problem);
    }

    boolean isReady() {
        return problem == null;
    }

    /** The number of tasks of each subtopology; none while the group cannot work. */
    SortedMap<String, Integer> taskCounts() {
        return problem != null || decided == null ? new TreeMap<>() : decided;
    }
}
