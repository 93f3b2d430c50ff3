// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.metadata.TopicNames;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.wire.message.StreamsGroupHeartbeatRequest.Subtopology;
import io.barnabas.wire.message.StreamsGroupHeartbeatRequest.Topology;
import io.barnabas.wire.message.StreamsGroupHeartbeatResponse;
import io.barnabas.wire.protocol.Errors;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a topology may use the topics it names. */
final class StreamsTopologyTopics {
    private StreamsTopologyTopics() {}

    /** What to answer when it may not, else null. */
    static @Nullable StreamsGroupHeartbeatResponse refuse(RequestContext context, Topology topology) {
        Set<String> topics = new LinkedHashSet<>();
        topology.subtopologies().forEach(subtopology -> topics.addAll(topics(subtopology)));
        List<String> internal = topics.stream().filter(TopicInfo::isInternal).toList();
        if (!internal.isEmpty()) {
            return invalid("Use of Kafka internal topics " + String.join(",", internal)
                    + " in a Kafka Streams topology is prohibited.");
        }
        List<String> invalid =
                topics.stream().filter(topic -> !TopicNames.isValid(topic)).toList();
        if (!invalid.isEmpty()) {
            return invalid("Topic names " + String.join(",", invalid) + " are not valid topic names.");
        }
        if (!topics.stream().allMatch(topic -> context.allowed(Operation.DESCRIBE, ResourceType.TOPIC, topic))) {
            return new StreamsGroupHeartbeatResponse().setErrorCode(Errors.TOPIC_AUTHORIZATION_FAILED.code());
        }
        return null;
    }

    private static StreamsGroupHeartbeatResponse invalid(String message) {
        return new StreamsGroupHeartbeatResponse()
                .setErrorCode(Errors.STREAMS_INVALID_TOPOLOGY.code())
                .setErrorMessage(message);
    }

    private static Set<String> topics(Subtopology subtopology) {
        Set<String> topics = new LinkedHashSet<>(subtopology.sourceTopics());
        topics.addAll(subtopology.repartitionSinkTopics());
        subtopology.repartitionSourceTopics().forEach(topic -> topics.add(topic.name()));
        subtopology.stateChangelogTopics().forEach(topic -> topics.add(topic.name()));
        return topics;
    }
}
