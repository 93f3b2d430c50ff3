// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import io.barnabas.broker.config.BrokerConfig;
import io.barnabas.broker.config.ConfigValues;
import io.barnabas.broker.config.DynamicConfigs;
import io.barnabas.broker.config.InternalTopics;
import io.barnabas.broker.coordination.CoordinatedShareStates;
import io.barnabas.broker.coordination.GroupCoordination;
import io.barnabas.broker.coordination.GroupResourceOverrides;
import io.barnabas.broker.coordination.MarkerAppend;
import io.barnabas.broker.coordination.ShareCoordination;
import io.barnabas.broker.coordination.TransactionCoordination;
import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.ProducerIds;
import io.barnabas.broker.partition.Partitions;
import io.barnabas.broker.share.ShareGroupSettings;
import io.barnabas.broker.share.ShareGroups;
import io.barnabas.broker.time.BrokerTime;
import io.barnabas.coordinator.group.GroupDiary;
import io.barnabas.log.record.Compression;
import java.util.function.Supplier;

/** The coordinators of a broker: made from its config, woken at their intervals, and stopped, together. */
record Coordinators(
        GroupCoordination groups,
        TransactionCoordination transactions,
        ShareCoordination shares,
        ShareGroups shareGroups,
        MarkerAppend markerAppend,
        ProducerIds producerIds) {

    /** Makes them and lets them listen to the metadata. */
    static Coordinators of(
            BrokerConfig config,
            DynamicConfigs dynamic,
            DiskPool diskPool,
            Storage storage,
            Partitions partitions,
            GroupDiary diary,
            BrokerEnvironment environment) {
        BrokerTime time = environment.time();
        ConfigValues values = config.values();
        InternalTopics topics = new InternalTopics(values);
        var shares = new ShareCoordination(
                config.shareCoordinator(),
                new ShareCoordination.Storage(
                        topics.shareGroupState(),
                        Compression.forId(values.integer("share.coordinator.state.topic.compression.codec")),
                        values.integer("share.coordinator.load.buffer.size"),
                        diskPool),
                storage.metadata(),
                partitions,
                time);
        var shareGroups = ShareGroups.of(
                new ShareGroupSettings(
                        config.sharePartitions(), new GroupResourceOverrides(storage.metadata()::image, dynamic)),
                values.integer("group.share.max.share.sessions"),
                partitions,
                shares.coordinator(),
                time,
                diskPool);
        storage.metadata().addListener(shareGroups.partitions());
        var groups = new GroupCoordination(
                config.groups(),
                new GroupCoordination.Storage(
                        topics.consumerOffsets(),
                        Compression.forId(values.integer("offsets.topic.compression.codec")),
                        values.integer("offsets.load.buffer.size"),
                        diskPool,
                        values.find("broker.rack")),
                new CoordinatedShareStates(shares.coordinator(), shareGroups),
                diary,
                dynamic,
                storage.metadata(),
                partitions,
                time);
        storage.metadata().addListener(groups);
        ProducerIds producerIds = new ProducerIds(storage.metadata(), environment.firstProducerId());
        MarkerAppend markerAppend = new MarkerAppend(partitions, groups.coordinator(), time.clock());
        var transactions = new TransactionCoordination(
                config.transactions(),
                new TransactionCoordination.Storage(
                        topics.transactionState(), values.integer("transaction.state.log.load.buffer.size"), diskPool),
                storage.metadata(),
                partitions,
                markerAppend,
                producerIds,
                time);
        storage.metadata().addListener(transactions);
        storage.metadata().addListener(shares);
        return new Coordinators(groups, transactions, shares, shareGroups, markerAppend, producerIds);
    }

    /** From now on they do what has to be done now and then; transactions that were open go on. */
    void start(DiskPool pool, BrokerConfig config) {
        pool.every(config.groups().offsetsRetentionCheckIntervalMs(), "expiring offsets", groups::expireOffsets);
        pool.every(
                config.transactions().idExpirationCheckIntervalMs(),
                "forgetting transactional ids",
                transactions::expireIds);
        pool.every(
                config.shareCoordinator().coldSnapshotIntervalMs(),
                "writing quiet share partitions anew",
                shares::snapshotCold);
        pool.every(config.shareCoordinator().pruneIntervalMs(), "pruning the state of share groups", shares::prune);
        pool.execute(transactions::resume);
    }

    /** Whether all of them can serve at once. */
    Readiness readiness(Supplier<MetadataImage> metadata) {
        return new Readiness(groups.coordinator(), transactions.coordinator(), shares.coordinator(), metadata);
    }

    /** They take no more requests. */
    void close() {
        groups.close();
        transactions.close();
        shares.close();
    }
}
