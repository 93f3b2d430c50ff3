// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.coordination;

import io.barnabas.broker.config.DynamicConfigs;
import io.barnabas.broker.metadata.InternalTopic;
import io.barnabas.broker.metadata.MetadataDelta;
import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.MetadataListener;
import io.barnabas.broker.metadata.MetadataLoop;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.partition.Partitions;
import io.barnabas.broker.time.BrokerTime;
import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.coordinator.group.GroupDiary;
import io.barnabas.coordinator.group.GroupPorts;
import io.barnabas.coordinator.group.GroupRecordSerde;
import io.barnabas.coordinator.group.GroupShard;
import io.barnabas.coordinator.group.share.ShareStatePort;
import io.barnabas.coordinator.runtime.CoordinatorRuntime;
import io.barnabas.log.record.Compression;
import io.barnabas.wire.protocol.Uuids;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The group coordinator of this broker: its shards run on the loops of the partitions of {@code __consumer_offsets}.
 * It forgets the offsets of deleted topics.
 */
public final class GroupCoordination implements MetadataListener {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCoordination.class);

    private final GroupCoordinator coordinator;

    /**
     * How the coordinator's records are kept.
     *
     * @param topic how {@code __consumer_offsets} is made when it is first needed
     * @param compression offsets.topic.compression.codec
     * @param loadBufferBytes offsets.load.buffer.size
     * @param disk where partitions are read
     * @param rack broker.rack, which counts among the racks of a topic
     */
    public record Storage(
            InternalTopic topic,
            Compression compression,
            int loadBufferBytes,
            Executor disk,
            @Nullable String rack) {}

    public GroupCoordination(
            GroupConfig config,
            Storage storage,
            ShareStatePort shareStates,
            GroupDiary diary,
            DynamicConfigs dynamicConfigs,
            MetadataLoop metadata,
            Partitions partitions,
            BrokerTime time) {
        var shardPorts = new TopicShardPorts(
                TopicInfo.CONSUMER_OFFSETS,
                partitions,
                GroupRecordSerde.create(),
                storage.compression(),
                storage.loadBufferBytes(),
                storage.disk(),
                time.timers());
        var ports = new GroupPorts(
                () -> UUID.randomUUID().toString(),
                () -> Uuids.toText(Uuids.random()),
                () -> new ImageTopics(metadata.image(), storage.rack()),
                new GroupResourceOverrides(metadata::image, dynamicConfigs),
                shareStates,
                diary);
        var runtime =
                new CoordinatorRuntime<GroupShard>(shardPorts, GroupCoordinator.shards(config, ports), time::millis);
        this.coordinator =
                new GroupCoordinator(config, ports, new MetadataCoordinatorTopic(metadata, storage.topic()), runtime);
    }

    public GroupCoordinator coordinator() {
        return coordinator;
    }

    /** To be called every {@code offsets.retention.check.interval.ms}. */
    public void expireOffsets() {
        report(coordinator.expireOffsets(), "expired");
    }

    @Override
    public void changed(MetadataDelta delta, MetadataImage image) {
        List<String> deleted = new ArrayList<>();
        for (TopicInfo topic : delta.deletedTopics()) {
            if (topic.name().equals(TopicInfo.CONSUMER_OFFSETS)) {
                LOG.warn("{} was deleted: all groups and their offsets are forgotten.", TopicInfo.CONSUMER_OFFSETS);
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
