// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.coordination;

import io.barnabas.broker.metadata.InternalTopic;
import io.barnabas.broker.metadata.MetadataDelta;
import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.MetadataListener;
import io.barnabas.broker.metadata.MetadataLoop;
import io.barnabas.broker.metadata.MetadataVersion;
import io.barnabas.broker.metadata.ProducerIds;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.partition.Partition;
import io.barnabas.broker.partition.Partitions;
import io.barnabas.broker.time.BrokerTime;
import io.barnabas.coordinator.runtime.CoordinatorRuntime;
import io.barnabas.coordinator.transaction.TransactionConfig;
import io.barnabas.coordinator.transaction.TransactionCoordinator;
import io.barnabas.coordinator.transaction.TransactionRecords;
import io.barnabas.coordinator.transaction.TransactionShard;
import io.barnabas.log.record.Compression;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transaction coordinator of this broker: its shards run on the loops of the partitions of {@code __transaction_state}. */
public final class TransactionCoordination implements MetadataListener {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionCoordination.class);

    private final MetadataLoop metadata;
    private final Partitions partitions;
    private final TransactionCoordinator coordinator;

    /**
     * How the coordinator's records are kept.
     *
     * @param topic how {@code __transaction_state} is made when it is first needed
     * @param loadBufferBytes transaction.state.log.load.buffer.size
     * @param disk where partitions are read
     */
    public record Storage(InternalTopic topic, int loadBufferBytes, Executor disk) {}

    public TransactionCoordination(
            TransactionConfig config,
            Storage storage,
            MetadataLoop metadata,
            Partitions partitions,
            MarkerAppend markerAppend,
            ProducerIds producerIds,
            BrokerTime time) {
        this.metadata = metadata;
        this.partitions = partitions;
        var ports = new TopicShardPorts(
                TopicInfo.TRANSACTION_STATE,
                partitions,
                TransactionRecords.serde(),
                Compression.NONE,
                storage.loadBufferBytes(),
                storage.disk(),
                time.timers());
        var markers = new TransactionMarkers(
                partitions,
                markerAppend,
                this::partitionCount,
                prepared -> coordinator().markersWritten(prepared));
        Supplier<TransactionShard> shards = () -> new TransactionShard(config, markers, this::transactionVersion);
        this.coordinator = new TransactionCoordinator(
                new MetadataCoordinatorTopic(metadata, storage.topic()),
                new CoordinatorRuntime<>(ports, shards, time::millis),
                producerIds::next);
    }

    public TransactionCoordinator coordinator() {
        return coordinator;
    }

    private short transactionVersion() {
        return metadata.image().finalizedFeatures().getOrDefault(MetadataVersion.TRANSACTION_VERSION, (short) 0);
    }

    private int partitionCount() {
        TopicInfo topic = metadata.image().topic(TopicInfo.TRANSACTION_STATE);
        return topic == null ? 1 : topic.partitions().size();
    }

    /** Loads what was written before this start: what was being ended is ended, and what is open keeps its time. */
    public void resume() {
        TopicInfo topic = metadata.image().topic(TopicInfo.TRANSACTION_STATE);
        if (topic == null) {
            return;
        }
        for (var info : topic.partitions()) {
            Partition partition = partitions.find(topic.name(), info.partition());
            if (partition != null && partition.log().logEndOffset() > 0) {
                report(coordinator.load(info.partition()), "loaded");
            }
        }
    }

    /** To be called every {@code transaction.remove.expired.transaction.cleanup.interval.ms}. */
    public void expireIds() {
        report(
                coordinator.expireIds().thenApply(count -> {
                    if (count > 0) {
                        LOG.info("Forgot {} transactional ids that nobody has used.", count);
                    }
                    return true;
                }),
                "looked through");
    }

    private static void report(CompletionStage<Boolean> stage, String what) {
        CompletionStage<Boolean> unused = stage.whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warn("Transactional ids could not be {}: {}", what, failure.toString());
            }
        });
    }

    @Override
    public void changed(MetadataDelta delta, MetadataImage image) {
        for (TopicInfo topic : delta.deletedTopics()) {
            if (topic.name().equals(TopicInfo.TRANSACTION_STATE)) {
                LOG.warn("{} was deleted: all transactional ids are forgotten.", TopicInfo.TRANSACTION_STATE);
                coordinator.topicDeleted();
            }
        }
    }

    /** Takes no more requests. */
    public void close() {
        coordinator.close();
    }
}
