// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.config.InternalTopics;
import io.barnabas.broker.config.ResourceRules;
import io.barnabas.broker.metadata.AutoCreation;
import io.barnabas.broker.metadata.MetadataConfig;
import io.barnabas.broker.metadata.MetadataLoop;
import io.barnabas.broker.metadata.MetadataVersion;
import io.barnabas.broker.share.ShareAcknowledging;
import io.barnabas.broker.share.ShareFetches;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.server.VersionRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The APIs that this broker answers. The ApiVersions answer and docs/protocol-support.md come from here: an API that is not
 * listed is not supported, and is not advertised.
 */
public final class Handlers {
    private final Map<ApiKey, RequestHandler<?>> byApi = new EnumMap<>(ApiKey.class);

    public Handlers(List<RequestHandler<?>> handlers) {
        for (RequestHandler<?> handler : handlers) {
            if (byApi.put(handler.apiKey(), handler) != null) {
                throw new IllegalArgumentException("Two handlers for " + handler.apiKey());
            }
        }
    }

    /** The list: what stands here is what this broker supports. */
    public static Handlers of(BrokerParts parts) {
        MetadataLoop metadata = parts.metadata();
        MetadataConfig metadataConfig = parts.config().metadata();
        InternalTopics internalTopics = new InternalTopics(parts.config().values());
        AutoCreation autoCreation =
                new AutoCreation(metadata, metadataConfig, parts.topicConfigs(), internalTopics::find);
        ResourceRules resourceRules = new ResourceRules(parts.dynamicConfigs());
        String rack = parts.config().values().find("broker.rack");
        TransactionInclusion inclusion = new TransactionInclusion(
                parts.transactions(),
                () -> parts.dynamicConfigs().current().flag("transaction.partition.verification.enable"));
        BooleanSupplier consumerGroups = protocol(parts, "consumer", MetadataVersion.GROUP_VERSION);
        BooleanSupplier streamsGroups = protocol(parts, "streams", MetadataVersion.STREAMS_VERSION);
        BooleanSupplier shareGroups = () -> metadata.image().featureLevel(MetadataVersion.SHARE_VERSION) > 0;
        ShareAcknowledging acknowledging =
                new ShareAcknowledging(parts.shareGroups().partitions());
        VoterChecks voterChecks = new VoterChecks(metadata.image().clusterId(), metadata::voter);
        AtomicReference<Handlers> self = new AtomicReference<>();
        Handlers handlers = new Handlers(List.of(
                new ProduceHandler(parts.partitions(), inclusion),
                new FetchHandler(
                        parts.partitions(),
                        parts.fetchSessions(),
                        parts.config().values().integer("fetch.max.bytes")),
                new ListOffsetsHandler(parts.partitions(), parts.diskPool()),
                new MetadataHandler(metadata::image, autoCreation, parts.advertised(), rack),
                new OffsetCommitHandler(parts.groups(), metadata::image),
                new OffsetFetchHandler(parts.groups(), metadata::image),
                new FindCoordinatorHandler(
                        metadata,
                        List.of(
                                FindCoordinatorHandler.Kind.group(internalTopics.consumerOffsets()),
                                FindCoordinatorHandler.Kind.transaction(internalTopics.transactionState()),
                                FindCoordinatorHandler.Kind.share(internalTopics.shareGroupState())),
                        parts.advertised()),
                new JoinGroupHandler(parts.groups()),
                new HeartbeatHandler(parts.groups()),
                new LeaveGroupHandler(parts.groups()),
                new SyncGroupHandler(parts.groups()),
                new DescribeGroupsHandler(parts.groups()),
                new ListGroupsHandler(parts.groups()),
                new ConsumerGroupHeartbeatHandler(parts.groups(), consumerGroups),
                new ConsumerGroupDescribeHandler(parts.groups(), consumerGroups),
                new StreamsGroupHeartbeatHandler(parts.groups(), parts.streamsTopics(), streamsGroups),
                new StreamsGroupDescribeHandler(parts.groups(), streamsGroups),
                new SaslHandshakeHandler(),
                new ApiVersionsHandler(self::get, metadata::image, metadata::voter),
                new CreateTopicsHandler(metadata, metadataConfig, parts.topicConfigs()),
                new DeleteTopicsHandler(metadata, metadataConfig),
                new DeleteRecordsHandler(parts.partitions()),
                new InitProducerIdHandler(
                        parts.producerIds(),
                        parts.transactions(),
                        parts.config().values().flag("unstable.api.versions.enable")),
                new OffsetForLeaderEpochHandler(parts.partitions()),
                new AddPartitionsToTxnHandler(parts.transactions(), metadata::image),
                new AddOffsetsToTxnHandler(parts.transactions(), metadata::image, internalTopics.consumerOffsets()),
                new EndTxnHandler(parts.transactions()),
                new WriteTxnMarkersHandler(parts.markerAppend()),
                new TxnOffsetCommitHandler(parts.groups(), parts.partitions(), metadata::image, inclusion),
                new DescribeAclsHandler(),
                new CreateAclsHandler(),
                new DeleteAclsHandler(),
                new DescribeConfigsHandler(metadata::image, parts.dynamicConfigs(), parts.loggers()),
                new AlterConfigsHandler(metadata::image, metadata::submit, resourceRules),
                new IncrementalAlterConfigsHandler(metadata::image, metadata::submit, resourceRules, parts.loggers()),
                new SaslAuthenticateHandler(),
                new CreatePartitionsHandler(metadata),
                new CreateDelegationTokenHandler(),
                new RenewDelegationTokenHandler(),
                new ExpireDelegationTokenHandler(),
                new DescribeDelegationTokenHandler(),
                new AlterReplicaLogDirsHandler(
                        parts.partitions(), parts.logs(), parts.logDirectories(), parts.directoryMoves()),
                new DescribeLogDirsHandler(
                        metadata::image,
                        parts.partitions(),
                        parts.directoryMoves(),
                        parts.logs(),
                        parts.logDirectories(),
                        parts.diskPool()),
                new DeleteGroupsHandler(parts.groups()),
                new OffsetDeleteHandler(parts.groups(), metadata::image),
                new ElectLeadersHandler(metadata::image),
                new AlterPartitionReassignmentsHandler(metadata),
                new ListPartitionReassignmentsHandler(metadata::image),
                new DescribeQuorumHandler(metadata::image, metadata::voter),
                new UnregisterBrokerHandler(metadata),
                new ListConfigResourcesHandler(metadata::image),
                new GetTelemetrySubscriptionsHandler(parts.telemetry()),
                new PushTelemetryHandler(parts.telemetry(), parts.diskPool()),
                new AddRaftVoterHandler(
                        voterChecks,
                        parts.config()
                                .values()
                                .list("controller.listener.names")
                                .get(0)),
                new RemoveRaftVoterHandler(voterChecks),
                new DescribeClientQuotasHandler(metadata::image),
                new AlterClientQuotasHandler(metadata::submit, parts.diskPool()),
                new DescribeUserScramCredentialsHandler(metadata::image),
                new AlterUserScramCredentialsHandler(metadata::submit),
                new UpdateFeaturesHandler(metadata, parts.dynamicConfigs()),
                new DescribeClusterHandler(metadata::image, parts.advertised(), rack),
                new DescribeProducersHandler(parts.partitions()),
                new DescribeTransactionsHandler(parts.transactions()),
                new ListTransactionsHandler(parts.transactions()),
                new DescribeTopicPartitionsHandler(metadata::image, metadataConfig),
                new ShareGroupHeartbeatHandler(parts.groups(), shareGroups),
                new ShareGroupDescribeHandler(parts.groups(), shareGroups),
                new DescribeShareGroupOffsetsHandler(
                        parts.groups(),
                        DescribeShareGroupOffsetsHandler.HighWatermarks.of(parts.partitions()),
                        metadata::image,
                        shareGroups),
                new AlterShareGroupOffsetsHandler(parts.groups(), metadata::image, shareGroups),
                new DeleteShareGroupOffsetsHandler(parts.groups(), metadata::image, shareGroups),
                new InitializeShareGroupStateHandler(parts.shares()),
                new ReadShareGroupStateHandler(parts.shares()),
                new WriteShareGroupStateHandler(parts.shares()),
                new DeleteShareGroupStateHandler(parts.shares()),
                new ReadShareGroupStateSummaryHandler(parts.shares()),
                new ShareFetchHandler(
                        parts.shareGroups().sessions(),
                        acknowledging,
                        new ShareFetches(parts.shareGroups().partitions()),
                        parts.shareGroups().settings(),
                        shareGroups,
                        parts.config().values().integer("fetch.max.bytes")),
                new ShareAcknowledgeHandler(
                        parts.shareGroups().sessions(),
                        acknowledging,
                        parts.shareGroups().settings(),
                        shareGroups)));
        self.set(handlers);
        return handlers;
    }

    /** Whether a protocol of groups is among the configured ones and its feature is switched on. */
    private static BooleanSupplier protocol(BrokerParts parts, String name, String feature) {
        boolean isConfigured = parts.config()
                .values()
                .list("group.coordinator.rebalance.protocols")
                .contains(name);
        return () -> isConfigured && parts.metadata().image().featureLevel(feature) > 0;
    }

    /** The versions answered of an API, or null if it is not supported. */
    public @Nullable VersionRange supportedVersions(ApiKey apiKey) {
        RequestHandler<?> handler = byApi.get(apiKey);
        return handler == null ? null : new VersionRange(handler.lowestVersion(), handler.highestVersion());
    }

    /** The handler of an API, or null if it is not supported. */
    public @Nullable RequestHandler<?> find(ApiKey apiKey) {
        return byApi.get(apiKey);
    }

    /** All handlers, by API id. */
    public List<RequestHandler<?>> all() {
        List<RequestHandler<?>> all = new ArrayList<>(byApi.values());
        all.sort(Comparator.comparingInt(handler -> handler.apiKey().id()));
        return all;
    }
}
