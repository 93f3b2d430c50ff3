// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.metadata.LeaderAndIsr;
import org.apache.kafka.server.common.FinalizedFeatures;
import org.apache.kafka.server.common.MetadataVersion;

/** What tests ask a broker's cache of metadata, asked anew each time. */
public final class MetadataStub {
    private final ExternalView view;

    MetadataStub(ExternalView view) {
        this.view = view;
    }

    public Optional<Integer> numPartitions(String topic) {
        return view.topic(topic).map(found -> found.partitions().size());
    }

    public boolean contains(String topic) {
        return view.topic(topic).isPresent();
    }

    public Uuid getTopicId(String topic) {
        return view.topic(topic).map(found -> found.topicId()).orElse(Uuid.ZERO_UUID);
    }

    public Optional<LeaderAndIsr> getLeaderAndIsr(String topic, int partition) {
        return view.topic(topic)
                .filter(found -> partition < found.partitions().size())
                .map(found -> found.partitions().get(partition).leader())
                .map(leader -> new LeaderAndIsr(leader.id(), List.of(leader.id())));
    }

    public Optional<Node> getPartitionLeaderEndpoint(String topic, int partition, ListenerName listener) {
        return view.topic(topic)
                .filter(found -> partition < found.partitions().size())
                .map(found -> found.partitions().get(partition).leader());
    }

    public boolean contains(TopicPartition partition) {
        return view.topic(partition.topic())
                .filter(found -> partition.partition() < found.partitions().size())
                .isPresent();
    }

    public Set<String> getAllTopics() {
        return view.topicIds().keySet();
    }

    public Map<String, Uuid> topicNamesToIds() {
        return view.topicIds();
    }

    public Map<Uuid, String> topicIdsToNames() {
        return view.topicIds().entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    }

    public Optional<String> getTopicName(Uuid id) {
        return Optional.ofNullable(topicIdsToNames().get(id));
    }

    public List<Node> getAliveBrokerNodes(ListenerName listener) {
        return view.nodes();
    }

    public List<Node> getBrokerNodes(ListenerName listener) {
        return view.nodes();
    }

    public Optional<Node> getAliveBrokerNode(int id, ListenerName listener) {
        return view.nodes().stream().filter(node -> node.id() == id).findFirst();
    }

    /** All brokers are the one that there is. */
    public boolean hasAliveBroker(int id) {
        return view.isThere();
    }

    public FinalizedFeatures features() {
        return view.features();
    }

    public MetadataVersion metadataVersion() {
        return view.features().metadataVersion();
    }
}
