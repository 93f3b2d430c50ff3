// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import java.util.List;
import java.util.Map;

/** What must hold of metadata, most of all of somebody else's, before this node alone serves it. */
final class AdoptionChecks {
    private static final String REMOTE_STORAGE = "remote.storage.enable";

    private AdoptionChecks() {}

    /** @throws MetadataException when a feature is at a level whose records and rules we do not know */
    static void checkFeatures(MetadataImage image) {
        short version = image.metadataVersion();
        if (version < MetadataVersion.LOWEST) {
            throw new MetadataException("metadata.version " + version + " is older than " + MetadataVersion.LOWEST
                    + " (3.3-IV3); upgrade it with kafka-features of Kafka 3.9 first");
        }
        image.finalizedFeatures().forEach((feature, level) -> {
            int highest = MetadataVersion.highestLevel(feature);
            if (highest < 0) {
                throw new MetadataException(
                        "The metadata uses feature " + feature + ", which this broker does not know");
            }
            if (level > highest) {
                throw new MetadataException("The metadata uses " + feature + " " + level
                        + ", this broker knows it up to " + highest
                        + "; downgrade it with kafka-features, or start a newer broker");
            }
        });
    }

    /** @throws MetadataException when a topic cannot be served from this node's disk */
    static void check(MetadataImage image) {
        int nodeId = image.nodeId();
        for (PersistentMap.Entry<String, TopicInfo> entry : image.topicsByName) {
            TopicInfo topic = entry.value();
            for (PartitionInfo partition : topic.partitions()) {
                checkReplicas(topic, partition, nodeId);
            }
        }
        for (PersistentMap.Entry<ConfigResource, Map<String, String>> entry : image.configs) {
            if (entry.key().type() == ConfigResource.Type.TOPIC
                    && "true".equals(entry.value().get(REMOTE_STORAGE))) {
                throw new MetadataException("Topic " + entry.key().name()
                        + " keeps segments in remote storage, which this broker cannot read");
            }
        }
    }

    /**
     * This node must have all committed records: it is the only replica, or in sync, or eligible to lead while nobody is in sync. Another
     * leader of an ISR may be ahead.
     */
    private static void checkReplicas(TopicInfo topic, PartitionInfo partition, int nodeId) {
        if (partition.replicas().equals(List.of(nodeId))) {
            return;
        }
        List<Integer> isr = partition.isr();
        boolean inSync = isr.contains(nodeId)
                || (isr.isEmpty() && partition.eligibleLeaderReplicas().contains(nodeId));
        String name = topic.name() + "-" + partition.partition();
        if (!inSync) {
            throw new MetadataException("Partition " + name + " has no replica in sync on this node, " + nodeId
                    + ": its replicas are " + partition.replicas() + ", in sync are " + isr
                    + "; move it here with kafka-reassign-partitions first");
        }
        if (isr.size() > 1 && partition.leader() != nodeId) {
            throw new MetadataException("Partition " + name + " is led by broker " + partition.leader()
                    + ", which may have records that this node, " + nodeId
                    + ", has not; shrink its replicas to this node first");
        }
    }
}
