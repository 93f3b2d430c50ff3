// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.broker.metadata.record.BrokerRegistrationChangeRecord;
import io.barnabas.broker.metadata.record.ClearElrRecord;
import io.barnabas.broker.metadata.record.ConfigRecord;
import io.barnabas.broker.metadata.record.FeatureLevelRecord;
import io.barnabas.broker.metadata.record.FenceBrokerRecord;
import io.barnabas.broker.metadata.record.NoOpRecord;
import io.barnabas.broker.metadata.record.PartitionChangeRecord;
import io.barnabas.broker.metadata.record.PartitionRecord;
import io.barnabas.broker.metadata.record.ProducerIdsRecord;
import io.barnabas.broker.metadata.record.RegisterBrokerRecord;
import io.barnabas.broker.metadata.record.RegisterControllerRecord;
import io.barnabas.broker.metadata.record.RemoveTopicRecord;
import io.barnabas.broker.metadata.record.TopicRecord;
import io.barnabas.broker.metadata.record.UnfenceBrokerRecord;
import io.barnabas.broker.metadata.record.UnregisterBrokerRecord;
import io.barnabas.broker.metadata.record.ZkMigrationStateRecord;
import io.barnabas.wire.protocol.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The way from one image to a later one. {@link #replay} is the only code that gives records their meaning, for records just
 * decided and for records read at start alike. Owned by the metadata thread; listeners get it read-only, once it is applied.
 */
public final class MetadataDelta {
    private final MetadataImage base;
    private final Map<UUID, TopicBuilder> building = new LinkedHashMap<>();
    private final Set<UUID> touchedTopics = new LinkedHashSet<>();
    private final Set<ConfigResource> changedConfigs = new HashSet<>();
    private boolean featuresChanged;

    private MetadataImage applied;
    private long endOffset;
    private int epoch;
    private PersistentMap<String, Short> features;
    private PersistentMap<String, TopicInfo> topicsByName;
    private PersistentMap<UUID, TopicInfo> topicsById;
    private PersistentMap<String, List<String>> collisions;
    private PersistentMap<ConfigResource, Map<String, String>> configs;
    private PersistentMap<Integer, RegisterBrokerRecord> brokers;
    private PersistentMap<Integer, RegisterControllerRecord> controllers;
    private PersistentMap<KeptRecord.Key, Message> kept;
    private long nextProducerId;
    private boolean hasUnknownRecords;

    public MetadataDelta(MetadataImage base) {
        this.base = base;
        this.applied = base;
        this.endOffset = base.endOffset;
        this.epoch = base.epoch;
        this.features = base.features;
        this.topicsByName = base.topicsByName;
        this.topicsById = base.topicsById;
        this.collisions = base.collisions;
        this.configs = base.configs;
        this.brokers = base.brokers;
        this.controllers = base.controllers;
        this.kept = base.kept;
        this.nextProducerId = base.nextProducerId;
        this.hasUnknownRecords = base.hasUnknownRecords;
    }

    /** The image before the change. */
    public MetadataImage base() {
        return base;
    }

    /** The image after the last {@link #apply}. */
    public MetadataImage image() {
        return applied;
    }

    /** Topics that exist now and did not before. */
    public List<TopicInfo> createdTopics() {
        return touched(false, true);
    }

    /** Topics that existed before and do not now, as they were. */
    public List<TopicInfo> deletedTopics() {
        return touched(true, false);
    }

    /** Topics that existed before and have other or more partitions now, as they are now. */
    public List<TopicInfo> changedTopics() {
        return touched(true, true);
    }

    private List<TopicInfo> touched(boolean before, boolean after) {
        List<TopicInfo> found = new ArrayList<>();
        for (UUID id : touchedTopics) {
            TopicInfo old = base.topic(id);
            TopicInfo now = applied.topic(id);
            if ((old != null) == before && (now != null) == after) {
                TopicInfo topic = now != null ? now : old;
                if (topic != null && !topic.equals(before && after ? old : null)) {
                    found.add(topic);
                }
            }
        }
        return found;
    }

    /** Resources with an entry that was set or removed, those of deleted topics included. */
    public Set<ConfigResource> changedConfigs() {
        return Set.copyOf(changedConfigs);
    }

    public boolean featuresChanged() {
        return featuresChanged;
    }

    /** Says up to where in the log the replayed records go. */
    void movedTo(long newEndOffset, int newEpoch) {
        endOffset = newEndOffset;
        epoch = newEpoch;
    }

    /** A record of a type or version that is newer than we are: it stays in the log, and no snapshot may replace it. */
    void metUnknownRecord() {
        hasUnknownRecords = true;
    }

    /** @throws MetadataException when the record does not fit what was replayed before it */
    void replay(Message message) {
        if (message instanceof PartitionRecord record) {
            builder(record.topicId()).replay(record);
        } else if (message instanceof PartitionChangeRecord record) {
            builder(record.topicId()).replay(record);
        } else if (message instanceof TopicRecord record) {
            building.put(record.topicId(), new TopicBuilder(record.topicId(), record.name()));
            touchedTopics.add(record.topicId());
        } else if (message instanceof RemoveTopicRecord record) {
            removeTopic(record.topicId());
        } else if (message instanceof ConfigRecord record) {
            replay(record);
        } else if (message instanceof ProducerIdsRecord record) {
            nextProducerId = record.nextProducerId();
        } else if (message instanceof FeatureLevelRecord record) {
            replay(record);
        } else if (message instanceof ClearElrRecord record) {
            clearEligibleLeaderReplicas(record.topicName());
        } else if (message instanceof RegisterControllerRecord record) {
            controllers = controllers.put(record.controllerId(), record);
        } else if (!replayBroker(message)
                && !(message instanceof NoOpRecord)
                && !(message instanceof ZkMigrationStateRecord)) {
            keep(message);
        }
    }

    private boolean replayBroker(Message message) {
        if (message instanceof RegisterBrokerRecord record) {
            brokers = brokers.put(record.brokerId(), record);
        } else if (message instanceof UnregisterBrokerRecord record) {
            brokers = brokers.remove(record.brokerId());
        } else if (message instanceof BrokerRegistrationChangeRecord record) {
            putBroker(record.brokerId(), old -> BrokerRegistrations.changed(old, record));
        } else if (message instanceof FenceBrokerRecord record) {
            putBroker(record.id(), old -> BrokerRegistrations.fenced(old, true));
        } else if (message instanceof UnfenceBrokerRecord record) {
            putBroker(record.id(), old -> BrokerRegistrations.fenced(old, false));
        } else {
            return false;
        }
        return true;
    }

    private void putBroker(int id, UnaryOperator<RegisterBrokerRecord> change) {
        RegisterBrokerRecord old = brokers.get(id);
        if (old == null) {
            throw new MetadataException("A change of broker " + id + ", which is not registered");
        }
        brokers = brokers.put(id, change.apply(old));
    }

    private void keep(Message message) {
        KeptRecord record = KeptRecord.of(message);
        if (record == null) {
            metUnknownRecord();
            return;
        }
        Message value = record.value();
        kept = value == null ? kept.remove(record.key()) : kept.put(record.key(), value);
    }

    private TopicBuilder builder(UUID topicId) {
        TopicBuilder builder = building.get(topicId);
        if (builder == null) {
            TopicInfo topic = topicsById.get(topicId);
            if (topic == null) {
                throw new MetadataException(
                        "A record of a partition of topic id " + topicId + ", which does not exist");
            }
            builder = new TopicBuilder(topic);
            building.put(topicId, builder);
            touchedTopics.add(topicId);
        }
        return builder;
    }

    private void removeTopic(UUID topicId) {
        apply();
        TopicInfo topic = topicsById.get(topicId);
        if (topic == null) {
            throw new MetadataException("The removal of topic id " + topicId + ", which does not exist");
        }
        touchedTopics.add(topicId);
        topicsById = topicsById.remove(topicId);
        topicsByName = topicsByName.remove(topic.name());
        if (TopicNames.hasCollisionChars(topic.name())) {
            String unified = TopicNames.unifyCollisionChars(topic.name());
            List<String> others = new ArrayList<>(collisions.getOrDefault(unified, List.of()));
            others.remove(topic.name());
            collisions = others.isEmpty() ? collisions.remove(unified) : collisions.put(unified, List.copyOf(others));
        }
        ConfigResource resource = ConfigResource.topic(topic.name());
        if (configs.containsKey(resource)) {
            configs = configs.remove(resource);
            changedConfigs.add(resource);
        }
    }

    private void replay(ConfigRecord record) {
        ConfigResource.Type type = ConfigResource.Type.forCode(record.resourceType());
        if (type == null) {
            metUnknownRecord();
            return;
        }
        ConfigResource resource = new ConfigResource(type, record.resourceName());
        Map<String, String> entries = new HashMap<>(configs.getOrDefault(resource, Map.of()));
        String value = record.value();
        if (value == null) {
            entries.remove(record.name());
        } else {
            entries.put(record.name(), value);
        }
        configs = entries.isEmpty() ? configs.remove(resource) : configs.put(resource, Map.copyOf(entries));
        changedConfigs.add(resource);
    }

    private void replay(FeatureLevelRecord record) {
        featuresChanged = true;
        features = record.featureLevel() == 0
                ? features.remove(record.name())
                : features.put(record.name(), record.featureLevel());
    }

    private void clearEligibleLeaderReplicas(String topicName) {
        apply();
        for (PersistentMap.Entry<String, TopicInfo> entry : topicsByName) {
            if (topicName.isEmpty() || topicName.equals(entry.key())) {
                builder(entry.value().id()).clearEligibleLeaderReplicas();
            }
        }
    }

    /** The image with everything replayed so far. */
    public MetadataImage apply() {
        for (TopicBuilder builder : building.values()) {
            putTopic(builder.build());
        }
        building.clear();
        applied = new MetadataImage(
                base.cluster,
                endOffset,
                epoch,
                features,
                topicsByName,
                topicsById,
                collisions,
                configs,
                brokers,
                controllers,
                kept,
                nextProducerId,
                hasUnknownRecords);
        return applied;
    }

    private void putTopic(TopicInfo topic) {
        @Nullable TopicInfo old = topicsByName.get(topic.name());
        topicsByName = topicsByName.put(topic.name(), topic);
        topicsById = topicsById.put(topic.id(), topic);
        if (old == null && TopicNames.hasCollisionChars(topic.name())) {
            String unified = TopicNames.unifyCollisionChars(topic.name());
            List<String> names = new ArrayList<>(collisions.getOrDefault(unified, List.of()));
            names.add(topic.name());
            collisions = collisions.put(unified, List.copyOf(names));
        }
    }
}
