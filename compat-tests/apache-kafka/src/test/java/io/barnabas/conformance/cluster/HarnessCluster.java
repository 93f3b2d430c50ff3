// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import kafka.server.ControllerServer;
import kafka.server.KafkaBroker;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.test.api.ClusterConfig;
import org.apache.kafka.common.test.api.Type;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/** The cluster of a test that makes broker after broker from a config each: the first config counts, and all brokers are one. */
public final class HarnessCluster {
    /** What names nodes, directories and ports; the cluster has its own. */
    private static final Set<String> ITS_OWN = Set.of(
            "advertised.listeners",
            "broker.id",
            "controller.listener.names",
            "early.start.listeners",
            "inter.broker.listener.name",
            "listener.security.protocol.map",
            "listeners",
            "log.dir",
            "log.dirs",
            "metadata.log.dir",
            "node.id",
            "process.roles",
            "security.inter.broker.protocol");

    private final int brokers;
    private final Properties controllerConfig;
    private final MetadataVersion metadataVersion;
    private @Nullable ExternalCluster cluster;

    public HarnessCluster(int brokers, Properties controllerConfig, MetadataVersion metadataVersion) {
        this.brokers = brokers;
        this.controllerConfig = controllerConfig;
        this.metadataVersion = metadataVersion;
    }

    public KafkaBroker broker(KafkaConfig config, boolean startup) {
        if (cluster == null) {
            if (config.interBrokerSecurityProtocol() != SecurityProtocol.PLAINTEXT) {
                throw new OutOfReach("listeners of " + config.interBrokerSecurityProtocol());
            }
            cluster = new ExternalCluster(clusterConfig(config), true);
        }
        if (startup) {
            cluster.start();
        }
        return BrokerStub.of(cluster, config);
    }

    private ClusterConfig clusterConfig(KafkaConfig config) {
        var properties = new HashMap<String, String>();
        controllerConfig.forEach((name, value) -> properties.put(name.toString(), value.toString()));
        config.originals().forEach((name, value) -> properties.put(name, String.valueOf(value)));
        properties.keySet().removeAll(ITS_OWN);
        properties.keySet().removeIf(name -> name.startsWith("controller.quorum."));
        return ClusterConfig.defaultBuilder()
                .setTypes(Set.of(Type.CO_KRAFT))
                .setBrokers(brokers)
                .setDisksPerBroker(config.logDirs().size())
                .setBrokerListenerName(config.interBrokerListenerName())
                .setServerProperties(Map.copyOf(properties))
                .setMetadataVersion(metadataVersion)
                .build();
    }

    public ControllerServer controller() {
        if (cluster == null) {
            throw new OutOfReach("the controller, without a broker");
        }
        return ControllerStub.of(cluster);
    }

    public void stop() {
        if (cluster != null) {
            cluster.stop();
        }
    }
}
