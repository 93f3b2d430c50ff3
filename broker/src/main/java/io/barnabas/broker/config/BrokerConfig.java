// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import io.barnabas.broker.StartupException;
import io.barnabas.broker.metadata.MetadataConfig;
import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.coordinator.share.ShareCoordinatorConfig;
import io.barnabas.coordinator.share.partition.SharePartitionLimits;
import io.barnabas.coordinator.transaction.TransactionConfig;
import io.barnabas.wire.server.SocketConfig;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one broker was told at its start: a properties file, with single properties set over it, checked and sorted into
 * the typed values of each component. A mistake in them is one clear line.
 *
 * @param values every property as it stands, for those who ask by name
 * @param logDirs one or more; the first also holds the metadata log
 */
public record BrokerConfig(
        ConfigValues values,
        int nodeId,
        ListenerConfig listeners,
        List<Path> logDirs,
        SocketConfig socket,
        MetadataConfig metadata,
        GroupConfig groups,
        TransactionConfig transactions,
        ShareCoordinatorConfig shareCoordinator,
        SharePartitionLimits sharePartitions) {

    public BrokerConfig {
        logDirs = List.copyOf(logDirs);
    }

    /** The first of the directories; {@code metadata.log.dir} puts the one that it names there. */
    public Path metadataLogDir() {
        return logDirs.get(0);
    }

    /** The socket server's values as they are with others set while running. */
    public SocketConfig socketWith(ConfigValues current) {
        return SocketProperties.socketConfig(current, listeners);
    }

    /**
     * Reads a file, if there is one, and puts the overrides over it.
     *
     * @throws StartupException when anything in them is wrong
     */
    public static BrokerConfig load(@Nullable Path file, Map<String, String> overrides) {
        Map<String, String> properties = file == null ? new HashMap<>() : ConfigFile.read(file);
        properties.putAll(overrides);
        return of(properties);
    }

    /** The same from properties by name. */
    public static BrokerConfig of(Map<String, String> properties) {
        try {
            ConfigFile.checkNames(properties);
            ConfigValues values = ConfigValues.of(withNodeId(properties));
            return of(values);
        } catch (InvalidConfigException | IllegalArgumentException e) {
            // A component's own check says the same kind of thing in an IllegalArgumentException.
            throw new StartupException(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private static BrokerConfig of(ConfigValues values) {
        BrokerRules.check(values);
        ListenerConfig listeners = ListenerConfig.of(values);
        return new BrokerConfig(
                values,
                values.integer("node.id"),
                listeners,
                logDirs(values),
                SocketProperties.socketConfig(values, listeners),
                MetadataProperties.metadataConfig(values),
                GroupProperties.groupConfig(values),
                TransactionProperties.transactionConfig(values),
                ShareProperties.coordinatorConfig(values),
                ShareProperties.partitionLimits(values));
    }

    /** {@code node.id} and {@code broker.id} are two names of one value, as in Kafka. */
    private static Map<String, String> withNodeId(Map<String, String> properties) {
        String nodeId = properties.get("node.id");
        String brokerId = properties.get("broker.id");
        if (nodeId != null && brokerId != null && !nodeId.trim().equals(brokerId.trim())) {
            throw InvalidConfigException.of("broker.id", brokerId, "Expected the same value as node.id, " + nodeId);
        }
        Map<String, String> result = new HashMap<>(properties);
        if (nodeId != null) {
            result.put("broker.id", nodeId);
        } else if (brokerId != null) {
            result.put("node.id", brokerId);
        }
        return result;
    }

    private static List<Path> logDirs(ConfigValues values) {
        Set<Path> dirs = new LinkedHashSet<>();
        for (String dir : values.list(values.find("log.dirs") != null ? "log.dirs" : "log.dir")) {
            dirs.add(path("log.dirs", dir));
        }
        String text = values.find("metadata.log.dir");
        if (text == null || text.isEmpty()) {
            return List.copyOf(dirs);
        }
        Path metadataDir = path("metadata.log.dir", text);
        if (!dirs.remove(metadataDir)) {
            throw InvalidConfigException.of("metadata.log.dir", text, "Expected one of the directories of log.dirs");
        }
        List<Path> ordered = new ArrayList<>(dirs);
        ordered.add(0, metadataDir);
        return ordered;
    }

    private static Path path(String name, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw InvalidConfigException.of(name, text, "Expected a path: " + e.getReason());
        }
    }
}
