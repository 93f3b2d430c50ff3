// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import kafka.network.SocketServer;
import kafka.server.KafkaBroker;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.coordinator.group.GroupCoordinator;
import org.apache.kafka.metadata.BrokerState;
import org.apache.kafka.metadata.MetadataCache;

/**
 * What tests may ask a broker's object although the broker is elsewhere: its config, its port and
 * what clients can see as well. Public, as its methods are found by name.
 */
public final class BrokerStub {
    private final ExternalCluster cluster;
    private final int port;
    private final KafkaConfig config;

    private BrokerStub(ExternalCluster cluster, int port, Map<String, String> properties) {
        this.cluster = cluster;
        this.port = port;
        var values = new Properties();
        values.putAll(properties);
        this.config = KafkaConfig.fromProps(values);
    }

    static KafkaBroker of(ExternalCluster cluster, int port, Map<String, String> properties) {
        return Stub.of(KafkaBroker.class, new BrokerStub(cluster, port, properties));
    }

    public KafkaConfig config() {
        return config;
    }

    public int boundPort(ListenerName listener) {
        if (!listener.equals(cluster.clientListener())) {
            throw new OutOfReach("the port of " + listener.value());
        }
        return port;
    }

    public SocketServer socketServer() {
        return SocketServerStub.on(port);
    }

    public MetadataCache metadataCache() {
        return Stub.of(MetadataCache.class, new MetadataStub(cluster.view()));
    }

    public GroupCoordinator groupCoordinator() {
        return Stub.of(GroupCoordinator.class, new GroupCoordinatorStub(config));
    }

    public String clusterId() {
        return cluster.clusterId();
    }

    public BrokerState brokerState() {
        return cluster.isAlive() ? BrokerState.RUNNING : BrokerState.NOT_RUNNING;
    }

    public boolean isShutdown() {
        return !cluster.isAlive();
    }

    public void shutdown() {
        cluster.shutdownBroker(config.nodeId());
    }

    public void shutdown(Duration timeout) {
        shutdown();
    }

    public void startup() {
        cluster.startBroker(config.nodeId());
    }

    /** A stop returns when the broker has stopped. */
    public void awaitShutdown() {}
}
