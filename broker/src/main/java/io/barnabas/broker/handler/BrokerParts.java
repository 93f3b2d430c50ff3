// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.config.BrokerConfig;
import io.barnabas.broker.config.DynamicConfigs;
import io.barnabas.broker.config.Endpoint;
import io.barnabas.broker.config.LoggerLevels;
import io.barnabas.broker.config.TopicConfigs;
import io.barnabas.broker.coordination.MarkerAppend;
import io.barnabas.broker.coordination.StreamsTopics;
import io.barnabas.broker.fetch.FetchSessions;
import io.barnabas.broker.metadata.MetadataLoop;
import io.barnabas.broker.metadata.ProducerIds;
import io.barnabas.broker.partition.DirectoryMoves;
import io.barnabas.broker.partition.Partitions;
import io.barnabas.broker.share.ShareGroups;
import io.barnabas.broker.telemetry.ClientTelemetry;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.coordinator.share.ShareCoordinator;
import io.barnabas.coordinator.transaction.TransactionCoordinator;
import io.barnabas.log.LogManager;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * The parts of a broker that handlers are made of; each handler takes the few it needs.
 *
 * @param logDirectories all that are configured, those that have failed too
 * @param advertised where a client is told to connect
 * @param diskPool where a handler does what waits for the disk
 */
public record BrokerParts(
        BrokerConfig config,
        DynamicConfigs dynamicConfigs,
        TopicConfigs topicConfigs,
        MetadataLoop metadata,
        LogManager logs,
        List<Path> logDirectories,
        Partitions partitions,
        DirectoryMoves directoryMoves,
        FetchSessions fetchSessions,
        GroupCoordinator groups,
        StreamsTopics streamsTopics,
        TransactionCoordinator transactions,
        ShareCoordinator shares,
        ShareGroups shareGroups,
        ProducerIds producerIds,
        MarkerAppend markerAppend,
        Function<RequestContext.Client, Endpoint> advertised,
        ClientTelemetry telemetry,
        LoggerLevels loggers,
        Executor diskPool) {}
