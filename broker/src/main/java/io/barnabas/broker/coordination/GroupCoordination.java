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
import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.coordinator.group.GroupRecordSerde;
import io.barnabas.coordinator.group.GroupShard;
import io.barnabas.coordinator.group.OffsetsTopic;
import io.barnabas.coordinator.runtime.CoordinatorRuntime;
import io.barnabas.coordinator.runtime.ShardPorts;
import io.barnabas.log.record.Compression;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The group coordinator of this broker: its shards run on the loops of the partitions of {@code __consumer_offsets}.
 * It forgets the offsets of deleted topics.
 */
public final class GroupCoordination implements MetadataListener {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCoordination.class);

    private final Partitions partitions;
    private final Storage storage;
    private final GroupCoordinator coordinator;
    private final GroupRecordSerde serde = new GroupRecordSerde();

    /**
     * How the coordinator's records are kept.
     *
     * @param topic how {@code __consumer_offsets} is made when it is first needed
     * @param compression offsets.topic.compression.codec
     * @param loadBufferBytes offsets.load.buffer.size
     * @param disk where partitions are read
     */
    public record Storage(InternalTopic topic, Compression compression, int loadBufferBytes, Executor disk) {}

    public GroupCoordination(
            GroupConfig config, Storage storage, MetadataLoop metadata, Partitions partitions, InstantSource clock) {
        this.storage = storage;
        this.partitions = partitions;
        var runtime = new CoordinatorRuntime<GroupShard>(
                this::portsOf,
                GroupCoordinator.shards(config, () -> UUID.randomUUID().toString()),
                clock::millis);
        this.coordinator = new GroupCoordinator(config, new MetadataOffsetsTopic(metadata, storage.topic()), runtime);
    }

    public GroupCoordinator coordinator() {
        return coordinator;
    }

    private ShardPorts portsOf(int index) {
        Partition partition = partitions.find(OffsetsTopic.NAME, index);
        if (partition == null) {
            throw new ApiException(
                    Errors.COORDINATOR_NOT_AVAILABLE, OffsetsTopic.NAME + "-" + index + " does not exist.");
        }
        return new ShardPorts(
                partition::execute,
                new LogPartitionWriter(partition, serde, storage.compression()),
                new LogCoordinatorLoader(partition, serde, storage.disk(), storage.loadBufferBytes()),
                new LoopTimer(partition.loop()));
    }

    /** To be called every {@code offsets.retention.check.interval.ms}. */
    public void expireOffsets() {
        report(coordinator.expireOffsets(), "expired");
    }

    @Override
    public void changed(MetadataDelta delta, MetadataImage image) {
        List<String> deleted = new ArrayList<>();
        for (TopicInfo topic : delta.deletedTopics()) {
            if (topic.name().equals(OffsetsTopic.NAME)) {
                LOG.warn("{} was deleted: all groups and their offsets are forgotten.", OffsetsTopic.NAME);
                coordinator.offsetsTopicDeleted();
            } else {
                deleted.add(topic.name());
            }
        }
        if (!deleted.isEmpty()) {
            report(coordinator.topicsDeleted(deleted), "of deleted topics");
        }
    }

    private static void report(CompletionStage<Integer> tombstones, String why) {
        tombstones.whenComplete((count, failure) -> {
            if (failure != null) {
                LOG.warn("Offsets {} could not be forgotten.", why, failure);
            } else if (count > 0) {
                LOG.info("Forgot {} offsets and groups {}.", count, why);
            }
        });
    }

    /** Takes no more requests; those that wait for others get no answer any more. */
    public void close() {
        coordinator.close();
    }
}
