// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.broker.metadata.record.ClientQuotaRecord;
import io.barnabas.broker.metadata.record.RegisterBrokerRecord;
import io.barnabas.broker.metadata.record.RegisterControllerRecord;
import io.barnabas.broker.metadata.record.UserScramCredentialRecord;
import io.barnabas.wire.protocol.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Everything the metadata log says up to one offset. Immutable: any thread may keep one and read it without locks, and what it
 * reads from one image fits together. {@link MetadataDelta} makes the next one.
 */
public final class MetadataImage {
    final ClusterImage cluster;
    final long endOffset;
    final int epoch;
    final PersistentMap<String, Short> features;
    final PersistentMap<String, TopicInfo> topicsByName;
    final PersistentMap<UUID, TopicInfo> topicsById;
    final PersistentMap<String, List<String>> collisions;
    final PersistentMap<ConfigResource, Map<String, String>> configs;
    final PersistentMap<Integer, RegisterBrokerRecord> brokers;
    final PersistentMap<Integer, RegisterControllerRecord> controllers;
    final PersistentMap<KeptRecord.Key, Message> kept;
    final long nextProducerId;
    final boolean hasUnknownRecords;

    @SuppressWarnings("TooManyParameters")
    MetadataImage(
            ClusterImage cluster,
            long endOffset,
            int epoch,
            PersistentMap<String, Short> features,
            PersistentMap<String, TopicInfo> topicsByName,
            PersistentMap<UUID, TopicInfo> topicsById,
            PersistentMap<String, List<String>> collisions,
            PersistentMap<ConfigResource, Map<String, String>> configs,
            PersistentMap<Integer, RegisterBrokerRecord> brokers,
            PersistentMap<Integer, RegisterControllerRecord> controllers,
            PersistentMap<KeptRecord.Key, Message> kept,
            long nextProducerId,
            boolean hasUnknownRecords) {
        this.cluster = cluster;
        this.endOffset = endOffset;
        this.epoch = epoch;
        this.features = features;
        this.topicsByName = topicsByName;
        this.topicsById = topicsById;
        this.collisions = collisions;
        this.configs = configs;
        this.brokers = brokers;
        this.controllers = controllers;
        this.kept = kept;
        this.nextProducerId = nextProducerId;
        this.hasUnknownRecords = hasUnknownRecords;
    }

    /** The image before the first record. */
    public static MetadataImage empty(ClusterImage cluster) {
        return new MetadataImage(
                cluster,
                0,
                0,
                PersistentMap.empty(),
                PersistentMap.empty(),
                PersistentMap.empty(),
                PersistentMap.empty(),
                PersistentMap.empty(),
                PersistentMap.empty(),
                PersistentMap.empty(),
                PersistentMap.empty(),
                0,
                false);
    }

    public ClusterImage cluster() {
        return cluster;
    }

    public String clusterId() {
        return cluster.clusterId();
    }

    public int nodeId() {
        return cluster.nodeId();
    }

    /** The offset after the last record that this image contains. */
    public long endOffset() {
        return endOffset;
    }

    /** The KRaft epoch of the last record that this image contains. */
    public int epoch() {
        return epoch;
    }

    public @Nullable TopicInfo topic(String name) {
        return topicsByName.get(name);
    }

    public @Nullable TopicInfo topic(UUID id) {
        return topicsById.get(id);
    }

    public @Nullable PartitionInfo partition(String topic, int partition) {
        TopicInfo info = topicsByName.get(topic);
        return info == null ? null : info.partition(partition);
    }

    public int topicCount() {
        return topicsByName.size();
    }

    /** All topics, in no particular order. */
    public Stream<TopicInfo> topics() {
        return StreamSupport.stream(topicsByName.spliterator(), false).map(PersistentMap.Entry::value);
    }

    /** An existing topic that {@code name} would share its metric names with, since '.' and '_' are the same there. */
    @Nullable
    String collidingTopic(String name) {
        for (String other : collisions.getOrDefault(TopicNames.unifyCollisionChars(name), List.of())) {
            if (!other.equals(name)) {
                return other;
            }
        }
        return null;
    }

    /** The entries set for one resource; empty when there are none. Never the defaults. */
    public Map<String, String> config(ConfigResource resource) {
        return configs.getOrDefault(resource, Map.of());
    }

    public Map<String, String> topicConfig(String topic) {
        return config(ConfigResource.topic(topic));
    }

    /** What was set dynamically for this broker alone. */
    public Map<String, String> brokerConfig() {
        return config(ConfigResource.broker(nodeId()));
    }

    /** What was set dynamically for all brokers. */
    public Map<String, String> defaultBrokerConfig() {
        return config(ConfigResource.DEFAULT_BROKER);
    }

    /** The resources of one type that have entries, in the order of their names. */
    public List<ConfigResource> configuredResources(ConfigResource.Type type) {
        List<ConfigResource> found = new ArrayList<>();
        for (PersistentMap.Entry<ConfigResource, Map<String, String>> entry : configs) {
            if (entry.key().type() == type) {
                found.add(entry.key());
            }
        }
        found.sort((a, b) -> a.name().compareTo(b.name()));
        return found;
    }

    /** The rack of a broker, null when it has none or is not registered. */
    public @Nullable String rack(int brokerId) {
        RegisterBrokerRecord broker = brokers.get(brokerId);
        return broker == null ? null : broker.rack();
    }

    /** The finalized level of a feature, 0 when it is not used. */
    public short featureLevel(String feature) {
        return features.getOrDefault(feature, (short) 0);
    }

    /** All finalized features with their levels, in the order of their names. */
    public Map<String, Short> finalizedFeatures() {
        Map<String, Short> levels = new TreeMap<>();
        for (PersistentMap.Entry<String, Short> entry : features) {
            levels.put(entry.key(), entry.value());
        }
        return levels;
    }

    public short metadataVersion() {
        return featureLevel(MetadataVersion.FEATURE);
    }

    /** The SCRAM credentials of all users, in no particular order. */
    public Stream<UserScramCredentialRecord> scramCredentials() {
        return kept(KeptRecord.Kind.SCRAM_CREDENTIAL).map(UserScramCredentialRecord.class::cast);
    }

    public @Nullable UserScramCredentialRecord scramCredential(byte mechanism, String user) {
        return (UserScramCredentialRecord) kept.get(KeptRecord.scramKey(mechanism, user));
    }

    /** The quotas of all entities, in no particular order. */
    public Stream<ClientQuotaRecord> clientQuotas() {
        return kept(KeptRecord.Kind.CLIENT_QUOTA).map(ClientQuotaRecord.class::cast);
    }

    /** The quota that this one would replace or remove. */
    public @Nullable ClientQuotaRecord clientQuota(ClientQuotaRecord change) {
        return (ClientQuotaRecord) kept.get(KeptRecord.quotaKey(change));
    }

    private Stream<Message> kept(KeptRecord.Kind kind) {
        return StreamSupport.stream(kept.spliterator(), false)
                .filter(entry -> entry.key().kind() == kind)
                .map(PersistentMap.Entry::value);
    }

    /** The first producer id that was never handed out. */
    public long nextProducerId() {
        return nextProducerId;
    }

    /**
     * The broker epoch that this node was registered with last, -1 if it never was. Belongs into the clean-shutdown marker, so that
     * a controller that replays this log takes the stop for a clean one.
     */
    public long brokerEpoch() {
        RegisterBrokerRecord registration = brokers.get(nodeId());
        return registration == null ? -1 : registration.brokerEpoch();
    }
}
