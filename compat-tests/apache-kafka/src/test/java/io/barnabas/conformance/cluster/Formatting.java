// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance.cluster;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.test.api.ClusterConfig;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.DynamicVoters;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * What {@code kafka-storage format} does before a cluster's first start. Barnabas needs it only where a test names a
 * metadata version or features; it knows versions up to the last that is for production.
 */
final class Formatting {
    private Formatting() {}

    static boolean isNeeded(BrokerKind kind, ClusterConfig config) {
        return kind == BrokerKind.KAFKA
                || !config.features().isEmpty()
                || config.metadataVersion() != MetadataVersion.latestTesting();
    }

    static void format(BrokerKind kind, ClusterConfig config, int nodeId, List<String> directories) throws Exception {
        var version = config.metadataVersion();
        if (kind == BrokerKind.BARNABAS && version.compareTo(MetadataVersion.LATEST_PRODUCTION) > 0) {
            version = MetadataVersion.LATEST_PRODUCTION;
        }
        try (var silence = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            var formatter = new Formatter()
                    .setPrintStream(silence)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(nodeId)
                    .setDirectories(directories)
                    .setMetadataLogDirectory(directories.get(0))
                    .setReleaseVersion(version)
                    .setUnstableFeatureVersionsEnabled(true)
                    .setControllerListenerName(config.controllerListenerName().value());
            if (config.standalone()) {
                var voter = nodeId + "@localhost:1:" + Uuid.randomUuid();
                formatter.setHasDynamicQuorum(true).setInitialControllers(DynamicVoters.parse(voter));
            }
            config.features().forEach((feature, level) -> formatter.setFeatureLevel(feature.featureName(), level));
            formatter.run();
        }
    }
}
