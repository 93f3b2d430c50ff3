// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import io.barnabas.wire.message.StreamsGroupHeartbeatRequest.CopartitionGroup;
import io.barnabas.wire.message.StreamsGroupHeartbeatRequest.KeyValue;
import io.barnabas.wire.message.StreamsGroupHeartbeatRequest.Subtopology;
import io.barnabas.wire.message.StreamsGroupHeartbeatRequest.TopicInfo;
import io.barnabas.wire.message.StreamsGroupHeartbeatRequest.Topology;
import java.util.ArrayList;
import java.util.List;

/** What applications tell of themselves. */
final class TestTopologies {

    private TestTopologies() {}

    static Topology of(int epoch, Subtopology... subtopologies) {
        return new Topology().setEpoch(epoch).setSubtopologies(List.of(subtopologies));
    }

    /** Reads topics and keeps nothing. */
    static Topology reading(String... topics) {
        return of(0, subtopology("0", topics));
    }

    /** Words go by a repartition topic to a count with a changelog. */
    static Topology wordCount() {
        return of(
                0,
                subtopology("0", "lines").setRepartitionSinkTopics(List.of("words-repartition")),
                subtopology("1")
                        .setRepartitionSourceTopics(List.of(repartition("words-repartition", 0)))
                        .setStateChangelogTopics(List.of(changelog("counts-changelog"))));
    }

    static Subtopology subtopology(String id, String... sources) {
        return new Subtopology().setSubtopologyId(id).setSourceTopics(List.of(sources));
    }

    static TopicInfo repartition(String name, int partitions) {
        return new TopicInfo()
                .setName(name)
                .setPartitions(partitions)
                .setTopicConfigs(List.of(new KeyValue().setKey("cleanup.policy").setValue("delete")));
    }

    static TopicInfo changelog(String name) {
        return new TopicInfo()
                .setName(name)
                .setTopicConfigs(List.of(new KeyValue().setKey("cleanup.policy").setValue("compact")));
    }

    /** All inputs of a subtopology, by their places. */
    static CopartitionGroup all(Subtopology subtopology) {
        return new CopartitionGroup()
                .setSourceTopics(places(subtopology.sourceTopics().size()))
                .setRepartitionSourceTopics(
                        places(subtopology.repartitionSourceTopics().size()));
    }

    private static List<Short> places(int count) {
        List<Short> places = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            places.add((short) i);
        }
        return places;
    }
}
