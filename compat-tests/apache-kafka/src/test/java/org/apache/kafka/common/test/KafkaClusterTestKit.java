// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.common.test;

import io.barnabas.conformance.cluster.ExternalCluster;
import io.barnabas.conformance.cluster.OutOfReach;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.test.api.ClusterConfig;
import org.apache.kafka.common.test.api.Type;
import org.apache.kafka.controller.Controller;

/**
 * Stands in for the class of this name in Kafka's test kit, earlier on the class path, for tests that make their cluster
 * themselves: those of Kafka Streams do.
 */
public final class KafkaClusterTestKit implements AutoCloseable {
    /** What the test wants of its cluster. */
    public static final class Builder {
        private final TestKitNodes nodes;
        private final Map<String, String> properties = new HashMap<>();
        private boolean standalone;
        private Map<Integer, Uuid> voters = Map.of();

        public Builder(TestKitNodes nodes) {
            this.nodes = nodes;
        }

        public Builder setConfigProp(String name, Object value) {
            properties.put(name, text(value));
            return this;
        }

        private static String text(Object value) {
            if (value instanceof Password password) {
                return password.value();
            }
            return value instanceof List<?> list
                    ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                    : String.valueOf(value);
        }

        public Builder setStandalone(boolean alone) {
            this.standalone = alone;
            return this;
        }

        public Builder setInitialVoterSet(Map<Integer, Uuid> voters) {
            this.voters = Map.copyOf(voters);
            return this;
        }

        /** Its directory is always deleted. */
        public Builder setDeleteOnClose(boolean delete) {
            return this;
        }

        public KafkaClusterTestKit build() {
            if (voters.size() > 1) {
                throw new OutOfReach("several voters");
            }
            var perServer = new TreeMap<Integer, Map<String, String>>();
            nodes.brokerNodes().forEach((id, node) -> perServer.put(id, node.propertyOverrides()));
            var config = ClusterConfig.defaultBuilder()
                    .setTypes(Set.of(Type.CO_KRAFT))
                    .setBrokers(nodes.brokerNodes().size())
                    .setDisksPerBroker(nodes.brokerNodes().values().stream()
                            .mapToInt(node -> node.logDataDirectories().size())
                            .max()
                            .orElse(1))
                    .setBrokerListenerName(nodes.brokerListenerName())
                    .setBrokerSecurityProtocol(nodes.brokerListenerProtocol())
                    .setControllerListenerName(nodes.controllerListenerName())
                    .setControllerSecurityProtocol(nodes.controllerListenerProtocol())
                    .setServerProperties(properties)
                    .setPerServerProperties(perServer)
                    .setMetadataVersion(nodes.bootstrapMetadata().metadataVersion())
                    .setStandalone(standalone)
                    .build();
            return new KafkaClusterTestKit(nodes, new ExternalCluster(config, true));
        }
    }

    private final TestKitNodes nodes;
    private final ExternalCluster cluster;
    private final MockFaultHandler fatal = new MockFaultHandler("fatal");
    private final MockFaultHandler nonFatal = new MockFaultHandler("nonFatal");

    private KafkaClusterTestKit(TestKitNodes nodes, ExternalCluster cluster) {
        this.nodes = nodes;
        this.cluster = cluster;
    }

    /** The start does. */
    public void format() {}

    public void startup() {
        cluster.start();
    }

    public void waitForReadyBrokers() throws InterruptedException {
        cluster.waitForReadyBrokers();
    }

    public Admin admin() {
        return admin(Map.of());
    }

    public Admin admin(Map<String, Object> configs) {
        return admin(configs, false);
    }

    public Admin admin(Map<String, Object> configs, boolean usingBootstrapControllers) {
        return cluster.admin(configs, usingBootstrapControllers);
    }

    public String bootstrapServers() {
        return cluster.bootstrapServers();
    }

    public String bootstrapControllers() {
        return cluster.bootstrapControllers();
    }

    /** All are the one that there is. */
    public Map<Integer, BrokerServer> brokers() {
        var broker = (BrokerServer) cluster.brokers().values().iterator().next();
        var brokers = new TreeMap<Integer, BrokerServer>();
        nodes.brokerNodes().keySet().forEach(id -> brokers.put(id, broker));
        return brokers;
    }

    public Map<Integer, ControllerServer> controllers() {
        return cluster.controllers();
    }

    public Controller waitForActiveController() {
        return Objects.requireNonNull(cluster.controllers().get(0)).controller();
    }

    public Map<Integer, ?> raftManagers() {
        return Map.of();
    }

    public TestKitNodes nodes() {
        return nodes;
    }

    public MockFaultHandler fatalFaultHandler() {
        return fatal;
    }

    public MockFaultHandler nonFatalFaultHandler() {
        return nonFatal;
    }

    @Override
    public void close() {
        cluster.stop();
    }
}
