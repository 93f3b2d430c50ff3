// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import io.barnabas.coordinator.record.StreamsGroupTopologyValue.Subtopology;
import io.barnabas.coordinator.runtime.TopicImage;
import io.barnabas.wire.message.StreamsGroupHeartbeatResponse.Endpoint;
import io.barnabas.wire.message.StreamsGroupHeartbeatResponse.EndpointToPartitions;
import io.barnabas.wire.message.StreamsGroupHeartbeatResponse.TopicPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tells members where interactive queries find what: the partitions that each process with an endpoint has. */
final class Endpoints {

    private Endpoints() {}

    static List<EndpointToPartitions> of(StreamsGroup group, ConfiguredTopology configured, TopicImage topics) {
        List<EndpointToPartitions> all = new ArrayList<>();
        for (StreamsMember member : group.members()) {
            MemberMetadata.Endpoint endpoint = member.metadata().endpoint();
            if (endpoint != null) {
                Tasks tasks = member.current().assigned().tasks();
                all.add(new EndpointToPartitions()
                        .setUserEndpoint(new Endpoint().setHost(endpoint.host()).setPort(endpoint.port()))
                        .setActivePartitions(partitions(tasks.active(), configured.topology(), topics))
                        .setStandbyPartitions(partitions(tasks.standby(), configured.topology(), topics)));
            }
        }
        return all;
    }

    private static List<TopicPartition> partitions(Collection<TaskId> tasks, Topology topology, TopicImage topics) {
        SortedMap<String, SortedSet<Integer>> partitions = new TreeMap<>();
        for (TaskId task : tasks) {
            Subtopology subtopology = topology.subtopologies().get(task.subtopology());
            if (subtopology == null) {
                continue;
            }
            for (String name : Topology.inputs(subtopology)) {
                TopicImage.Topic topic = topics.topic(name);
                if (topic != null && task.partition() < topic.partitionCount()) {
                    partitions.computeIfAbsent(name, each -> new TreeSet<>()).add(task.partition());
                }
            }
        }
        return partitions.entrySet().stream()
                .map(each -> new TopicPartition().setTopic(each.getKey()).setPartitions(List.copyOf(each.getValue())))
                .toList();
    }
}
