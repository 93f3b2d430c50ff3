// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import io.barnabas.broker.config.BrokerConfig;
import io.barnabas.broker.config.DynamicConfigs;
import io.barnabas.broker.metadata.AssignDirectory;
import io.barnabas.broker.metadata.ConfigResource;
import io.barnabas.broker.metadata.MetadataException;
import io.barnabas.broker.metadata.MetadataLoop;
import io.barnabas.log.LogManager;
import io.barnabas.log.LogManagerConfig;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the broker keeps on disk, opened together: the logs of all directories and the metadata among them. Closed last, when
 * nothing writes any more; then the directories get their clean-shutdown marker.
 */
final class Storage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Storage.class);

    private final List<Path> directories;
    private final LogManager logs;
    private final MetadataLoop metadata;

    private Storage(List<Path> directories, LogManager logs, MetadataLoop metadata) {
        this.directories = directories;
        this.logs = logs;
        this.metadata = metadata;
    }

    /**
     * Locks the directories, recovers what a crash left behind, and reads the metadata.
     *
     * @param clusterId which the directories must belong to, and new ones do; null takes any
     * @param dynamic takes on what the metadata says of the broker's own config
     * @throws StartupException when a directory cannot be used, in words for the one who started the broker
     */
    static Storage open(
            BrokerConfig config,
            @Nullable String clusterId,
            DynamicConfigs dynamic,
            Executor diskPool,
            InstantSource clock) {
        List<Path> directories = config.logDirs().stream()
                .map(directory -> directory.toAbsolutePath().normalize())
                .toList();
        LogManager logs;
        try {
            logs = LogManager.open(
                    new LogManagerConfig(
                            directories,
                            config.nodeId(),
                            clusterId,
                            config.values().number("producer.id.expiration.ms"),
                            -1),
                    diskPool,
                    (directory, cause) -> LOG.error("Log directory {} has failed and is offline", directory, cause));
        } catch (IOException e) {
            throw new StartupException("Cannot use the data directory: " + reasonOf(e));
        }
        try {
            MetadataLoop metadata = openMetadata(config, logs, clock);
            metadata.addListener((delta, image) -> {
                if (delta.changedConfigs().stream().anyMatch(r -> r.type() == ConfigResource.Type.BROKER)) {
                    dynamic.update(image.defaultBrokerConfig(), image.brokerConfig());
                }
            });
            dynamic.update(
                    metadata.image().defaultBrokerConfig(), metadata.image().brokerConfig());
            return new Storage(directories, logs, metadata);
        } catch (IOException | MetadataException e) {
            logs.abandon();
            throw new StartupException("Cannot use the metadata in " + directories.get(0) + ": " + reasonOf(e));
        }
    }

    private static MetadataLoop openMetadata(BrokerConfig config, LogManager logs, InstantSource clock)
            throws IOException {
        return MetadataLoop.open(
                logs,
                config.metadataLogDir().toAbsolutePath().normalize(),
                config.nodeId(),
                config.metadata(),
                clock,
                () -> LOG.error("The metadata cannot be changed until the broker is started again"));
    }

    /** Most file system exceptions say only the path; their kind says the rest. */
    private static String reasonOf(Exception e) {
        String message = e.getMessage() == null ? "" : e.getMessage();
        if (e instanceof AccessDeniedException) {
            return "user " + System.getProperty("user.name") + " has no right to write " + message;
        }
        return e.getClass() == IOException.class || e instanceof MetadataException
                ? message
                : message + " (" + e.getClass().getSimpleName() + ")";
    }

    /** Notes where a partition is; with one directory there is nothing to note. */
    void placed(UUID topicId, int partition, UUID directoryId) {
        if (directories.size() > 1) {
            CompletableFuture<?> unused = metadata.submit(new AssignDirectory(topicId, partition, directoryId))
                    .whenComplete((noted, failure) -> {
                        if (failure != null) {
                            LOG.warn(
                                    "The directory of partition {} could not be noted: {}",
                                    partition,
                                    failure.toString());
                        }
                    });
        }
    }

    List<Path> directories() {
        return directories;
    }

    LogManager logs() {
        return logs;
    }

    MetadataLoop metadata() {
        return metadata;
    }

    @Override
    public void close() {
        metadata.close();
        logs.close(metadata.image().brokerEpoch());
    }
}
