// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.coordination;

import io.barnabas.broker.metadata.InternalTopic;
import io.barnabas.broker.metadata.MetadataDelta;
import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.MetadataListener;
import io.barnabas.broker.metadata.MetadataLoop;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.partition.Partition;
import io.barnabas.broker.partition.Partitions;
import io.barnabas.broker.time.BrokerTime;
import io.barnabas.coordinator.runtime.CoordinatorRuntime;
import io.barnabas.coordinator.share.ShareCoordinator;
import io.barnabas.coordinator.share.ShareCoordinatorConfig;
import io.barnabas.coordinator.share.ShareRecords;
import io.barnabas.coordinator.share.ShareShard;
import io.barnabas.log.record.Compression;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The share coordinator of this broker: its shards run on the loops of the partitions of {@code __share_group_state}. It forgets the
 * state of deleted topics, and keeps its own topic short, which is neither compacted nor under retention.
 */
public final class ShareCoordination implements MetadataListener {
    private static final Logger LOG = LoggerFactory.getLogger(ShareCoordination.class);

    private final ShareCoordinator coordinator;
    private final Partitions partitions;

    /**
     * How the coordinator's records are kept.
     *
     * @param topic how {@code __share_group_state} is made when it is first needed
     * @param compression share.coordinator.state.topic.compression.codec
     * @param loadBufferBytes share.coordinator.load.buffer.size
     * @param disk where partitions are read
     */
    public record Storage(InternalTopic topic, Compression compression, int loadBufferBytes, Executor disk) {}

    public ShareCoordination(
            ShareCoordinatorConfig config,
            Storage storage,
            MetadataLoop metadata,
            Partitions partitions,
            BrokerTime time) {
        this.partitions = partitions;
        var ports = new TopicShardPorts(
                TopicInfo.SHARE_GROUP_STATE,
                partitions,
                ShareRecords.serde(),
                storage.compression(),
                storage.loadBufferBytes(),
                storage.disk(),
                time.timers());
        this.coordinator = new ShareCoordinator(
                new MetadataCoordinatorTopic(metadata, storage.topic()),
                new CoordinatorRuntime<>(ports, () -> new ShareShard(config), time::millis),
                () -> new ImageTopics(metadata.image(), null));
    }

    public ShareCoordinator coordinator() {
        return coordinator;
    }

    /** To be called every {@code share.coordinator.cold.partition.snapshot.interval.ms}. */
    public void snapshotCold() {
        forEachOwn(partition -> report(
                coordinator.snapshotCold(partition.index()).thenAccept(count -> {
                    if (count > 0) {
                        LOG.debug("Wrote snapshots of {} quiet share partitions to {}.", count, partition);
                    }
                }),
                "be written anew"));
    }

    /** To be called every {@code share.coordinator.state.topic.prune.interval.ms}: drops what later snapshots have replaced. */
    public void prune() {
        forEachOwn(partition -> report(
                coordinator
                        .firstNeededOffset(partition.index())
                        .thenAccept(offset -> partition.execute(() -> dropBefore(partition, offset))),
                "be pruned"));
    }

    private void forEachOwn(Consumer<Partition> action) {
        partitions.forEachInUse(partition -> {
            if (partition.topic().equals(TopicInfo.SHARE_GROUP_STATE)) {
                action.accept(partition);
            }
        });
    }

    private static void dropBefore(Partition partition, long offset) {
        long end = Math.min(offset, partition.log().highWatermark());
        if (end <= partition.log().logStartOffset()) {
            return;
        }
        try {
            partition.deleteRecordsBefore(end);
        } catch (IOException e) {
            LOG.warn("Cannot prune {}", partition, e);
        }
    }

    @Override
    public void changed(MetadataDelta delta, MetadataImage image) {
        Set<UUID> deleted = new HashSet<>();
        for (TopicInfo topic : delta.deletedTopics()) {
            if (topic.name().equals(TopicInfo.SHARE_GROUP_STATE)) {
                LOG.warn("{} was deleted: all share groups begin anew.", TopicInfo.SHARE_GROUP_STATE);
                coordinator.topicDeleted();
            } else {
                deleted.add(topic.id());
            }
        }
        if (!deleted.isEmpty() && image.topic(TopicInfo.SHARE_GROUP_STATE) != null) {
            report(coordinator.topicsDeleted(deleted), "forget deleted topics");
        }
    }

    private static void report(CompletionStage<?> stage, String what) {
        CompletionStage<?> unused = stage.whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warn("The state of share groups could not {}: {}", what, failure.toString());
            }
        });
    }

    /** Takes no more requests. */
    public void close() {
        coordinator.close();
    }
}
