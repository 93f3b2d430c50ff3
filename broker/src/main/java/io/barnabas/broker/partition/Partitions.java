// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.partition;

import io.barnabas.broker.metadata.ConfigResource;
import io.barnabas.broker.metadata.MetadataDelta;
import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.MetadataListener;
import io.barnabas.broker.metadata.PartitionInfo;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.metrics.TotalTraffic;
import io.barnabas.log.LogConfig;
import io.barnabas.log.LogManager;
import io.barnabas.log.LogName;
import io.barnabas.log.PartitionLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All partitions of this broker. The metadata image says which exist; a {@link Partition} is made when it is first asked for,
 * so that thousands of idle ones cost nothing. Safe to use from any thread; told of changes on the metadata thread.
 */
public final class Partitions implements MetadataListener {
    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);

    private final Supplier<MetadataImage> metadata;
    private final LogManager logs;
    private final PartitionLoops loops;
    private final Function<String, LogConfig> configOf;
    private final DirectoryListener directories;
    private final InstantSource clock;
    private final TotalTraffic traffic = new TotalTraffic();
    private final Map<UUID, Map<Integer, Partition>> inUse = new ConcurrentHashMap<>();

    /**
     * @param configOf the effective config of the topic of that name
     * @param directories told where partitions are that the metadata has elsewhere or nowhere
     */
    public Partitions(
            Supplier<MetadataImage> metadata,
            LogManager logs,
            PartitionLoops loops,
            Function<String, LogConfig> configOf,
            DirectoryListener directories,
            InstantSource clock) {
        this.directories = directories;
        this.clock = clock;
        this.metadata = metadata;
        this.logs = logs;
        this.loops = loops;
        this.configOf = configOf;
    }

    /** The name of the topic with this id, or null. */
    public @Nullable String topicName(UUID topicId) {
        TopicInfo topic = metadata.get().topic(topicId);
        return topic == null ? null : topic.name();
    }

    /** The partition, or null if the metadata has none. */
    public @Nullable Partition find(String topic, int index) {
        return find(metadata.get().topic(topic), index);
    }

    private @Nullable Partition find(@Nullable TopicInfo topic, int index) {
        PartitionInfo info = topic == null ? null : topic.partition(index);
        if (topic == null || info == null) {
            return null;
        }
        Map<Integer, Partition> partitions = inUse.computeIfAbsent(topic.id(), id -> new ConcurrentHashMap<>());
        Partition known = partitions.get(index);
        if (known != null) {
            return known;
        }
        Partition made = partitions.computeIfAbsent(index, absent -> open(topic, info));
        if (metadata.get().topic(topic.id()) == null) {
            // The topic went while we looked. Its removal may have passed already, so undo what it did not see.
            made.execute(made::markDeleted);
            inUse.remove(topic.id());
            return null;
        }
        return made;
    }

    private Partition open(TopicInfo topic, PartitionInfo info) {
        LogName name = new LogName(topic.name(), info.partition());
        UUID noted = info.directoryOn(metadata.get().nodeId());
        PartitionLog log = logs.log(topic.id(), name, configOf.apply(topic.name()), noted);
        Path place = logs.directoryOf(log);
        if (logs.directories().contains(place) && !logs.directoryId(place).equals(noted)) {
            directories.placed(topic.id(), info.partition(), logs.directoryId(place));
        }
        return new Partition(
                topic.id(),
                topic.name(),
                info.partition(),
                info.leaderEpoch(),
                loops.loopOf(topic.id(), info.partition()),
                log,
                traffic.ofPartition());
    }

    /** The partition if somebody asked for it since the start; this opens nothing. */
    public @Nullable Partition findInUse(UUID topicId, int index) {
        return inUse.getOrDefault(topicId, Map.of()).get(index);
    }

    /** What came in and left over all of them. */
    public TotalTraffic traffic() {
        return traffic;
    }

    /** Those that somebody asked for since the start. */
    public void forEachInUse(Consumer<Partition> action) {
        inUse.values().forEach(partitions -> partitions.values().forEach(action));
    }

    /** Those that have files, whether in use or not. */
    public void forEachOnDisk(Consumer<Partition> action) {
        for (LogName name : logs.names()) {
            Partition partition = find(name.topic(), name.partition());
            if (partition != null) {
                action.accept(partition);
            }
        }
    }

    @Override
    public void changed(MetadataDelta delta, MetadataImage image) {
        for (TopicInfo topic : delta.deletedTopics()) {
            delete(topic);
        }
        for (TopicInfo topic : delta.changedTopics()) {
            Map<Integer, Partition> partitions = inUse.getOrDefault(topic.id(), Map.of());
            partitions.values().forEach(partition -> {
                PartitionInfo info = topic.partition(partition.index());
                if (info != null) {
                    partition.execute(() -> partition.setLeaderEpoch(info.leaderEpoch()));
                }
            });
        }
        for (ConfigResource resource : delta.changedConfigs()) {
            reconfigure(resource, image);
        }
    }

    /** Each partition's folder is set aside on its loop; a request that comes later finds nothing in the image. */
    private void delete(TopicInfo topic) {
        Map<Integer, Partition> partitions = inUse.getOrDefault(topic.id(), Map.of());
        for (PartitionInfo info : topic.partitions()) {
            LogName name = new LogName(topic.name(), info.partition());
            Partition partition = partitions.get(info.partition());
            loops.loopOf(topic.id(), info.partition()).execute(() -> {
                if (partition != null) {
                    partition.markDeleted();
                }
                deleteLog(topic.id(), name);
            });
        }
        inUse.remove(topic.id());
    }

    private void deleteLog(UUID topicId, LogName name) {
        try {
            logs.delete(topicId, name, clock.millis());
        } catch (IOException e) {
            LOG.error("Cannot delete the folder of {}", name, e);
        }
    }

    /** A topic's own config changed, or a broker's, which is the default of all topics. */
    private void reconfigure(ConfigResource resource, MetadataImage image) {
        inUse.forEach((id, partitions) -> {
            TopicInfo topic = image.topic(id);
            boolean concerned = topic != null
                    && (resource.type() == ConfigResource.Type.BROKER
                            || (resource.type() == ConfigResource.Type.TOPIC
                                    && resource.name().equals(topic.name())));
            if (topic != null && concerned) {
                LogConfig config = configOf.apply(topic.name());
                partitions
                        .values()
                        .forEach(partition ->
                                partition.execute(() -> partition.log().configure(config)));
            }
        });
    }
}
