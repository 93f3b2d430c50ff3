// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import kafka.network.SocketServer;
import kafka.server.BrokerServer;
import kafka.server.KafkaApis;
import kafka.server.KafkaConfig;
import kafka.server.SharedServer;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.coordinator.group.GroupCoordinator;
import org.apache.kafka.image.loader.MetadataLoader;
import org.apache.kafka.metadata.BrokerState;
import org.apache.kafka.metadata.KRaftMetadataCache;

/**
 * What tests may ask a broker's object although the broker is elsewhere: its config, its port and
 * what clients can see as well. Public, as its methods are found by name.
 */
public final class BrokerStub {
    private final ExternalCluster cluster;
    private final KafkaConfig config;

    private BrokerStub(ExternalCluster cluster, KafkaConfig config) {
        this.cluster = cluster;
        this.config = config;
    }

    static BrokerServer of(ExternalCluster cluster, Map<String, String> properties) {
        var values = new Properties();
        values.putAll(properties);
        return of(cluster, KafkaConfig.fromProps(values));
    }

    static BrokerServer of(ExternalCluster cluster, KafkaConfig config) {
        return Stub.of(BrokerServer.class, new BrokerStub(cluster, config));
    }

    public KafkaConfig config() {
        return config;
    }

    public int boundPort(ListenerName listener) {
        if (!listener.equals(cluster.clientListener())) {
            throw new OutOfReach("the port of " + listener.value());
        }
        return cluster.brokerBoundPorts().get(0);
    }

    public SocketServer socketServer() {
        return SocketServerStub.on(cluster.brokerBoundPorts().get(0));
    }

    public KRaftMetadataCache metadataCache() {
        return Stub.of(KRaftMetadataCache.class, new MetadataStub(cluster.view()));
    }

    public GroupCoordinator groupCoordinator() {
        return Stub.of(GroupCoordinator.class, new GroupCoordinatorStub(config));
    }

    public KafkaApis dataPlaneRequestProcessor() {
        return Stub.of(KafkaApis.class, this);
    }

    public SharedServer sharedServer() {
        return Stub.of(SharedServer.class, new UpToDate());
    }

    /** Has seen all that any controller has written. */
    public static final class UpToDate {
        public MetadataLoader loader() {
            return Stub.of(MetadataLoader.class, this);
        }

        public long lastAppliedOffset() {
            return Long.MAX_VALUE;
        }
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
