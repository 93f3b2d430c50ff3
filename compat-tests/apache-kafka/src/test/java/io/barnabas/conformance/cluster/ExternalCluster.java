// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import kafka.server.ControllerServer;
import kafka.server.KafkaBroker;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.test.ClusterInstance;
import org.apache.kafka.common.test.api.ClusterConfig;
import org.apache.kafka.common.test.api.Type;
import org.apache.kafka.server.authorizer.Authorizer;
import org.apache.kafka.server.fault.FaultHandlerException;
import org.jspecify.annotations.Nullable;

/**
 * The cluster of one test: a fresh directory and a broker process on it. What Kafka's own cluster knows from inside its
 * brokers, such as that a topic is everywhere, this one asks as a client ({@link ExternalView}).
 */
public final class ExternalCluster implements ClusterInstance {
    static final int BROKER_ID = 0;

    private final BrokerKind kind = BrokerKind.chosen();
    private final ClusterConfig config;
    private final boolean combined;
    private final ExternalView view = new ExternalView(this);
    private @Nullable Path directory;
    private @Nullable BrokerProcess process;
    private Map<String, String> properties = new TreeMap<>();
    private int port;
    private int controllerPort;
    private boolean started;
    private boolean stopped;

    public ExternalCluster(ClusterConfig config, boolean combined) {
        this.config = config;
        this.combined = combined;
    }

    private void prepare() throws Exception {
        port = Ports.free();
        controllerPort = Ports.free();
        Files.createDirectories(Project.target());
        var created = Files.createTempDirectory(Project.target(), "cluster-");
        directory = created;
        var disks = IntStream.range(0, Math.max(1, config.numDisksPerBroker()))
                .mapToObj(disk -> created.resolve("broker_0_data" + disk).toString())
                .toList();
        for (var disk : disks) {
            Files.createDirectories(Path.of(disk));
        }
        properties = ServerProperties.of(config, BROKER_ID, port, controllerPort, String.join(",", disks));
        if (Formatting.isNeeded(kind, config)) {
            Formatting.format(kind, config, BROKER_ID, disks);
        }
        process = new BrokerProcess(kind, created);
    }

    private BrokerProcess process() {
        if (process == null) {
            throw new IllegalStateException("the cluster has not been started");
        }
        return process;
    }

    @Override
    public void start() {
        if (started) {
            return;
        }
        try {
            Replicas.ofBrokers(config.numBrokers());
            prepare();
            started = true;
            process().start(properties);
            view.awaitAnswers();
        } catch (Exception e) {
            throw new IllegalStateException("the broker did not start: " + e.getMessage(), e);
        }
    }

    @Override
    public void stop() {
        if (stopped || !started) {
            return;
        }
        stopped = true;
        try {
            view.close();
            process().end();
            delete();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void delete() throws IOException {
        if (directory != null && !Boolean.getBoolean("keep")) {
            try (var files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }

    @Override
    public void shutdownBroker(int brokerId) {
        try {
            if (isAlive()) {
                process().stop();
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void startBroker(int brokerId) {
        if (!started || isAlive()) {
            start();
            return;
        }
        try {
            process().start(properties);
            view.awaitAnswers();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the broker has said since its last start. */
    public String output() {
        try {
            return process == null ? "" : process.output();
        } catch (IOException e) {
            return e.toString();
        }
    }

    ExternalView view() {
        return view;
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    @Override
    public boolean started() {
        return started;
    }

    @Override
    public boolean stopped() {
        return stopped;
    }

    @Override
    public Type type() {
        return combined ? Type.CO_KRAFT : Type.KRAFT;
    }

    @Override
    public ClusterConfig config() {
        return config;
    }

    @Override
    public Set<Integer> brokerIds() {
        return Set.of(BROKER_ID);
    }

    @Override
    public Set<Integer> controllerIds() {
        return Set.of(BROKER_ID);
    }

    @Override
    public Map<Integer, KafkaBroker> brokers() {
        // Some tests change the map that they are given.
        var brokers = new TreeMap<Integer, KafkaBroker>();
        brokers.put(BROKER_ID, BrokerStub.of(this, properties));
        return brokers;
    }

    @Override
    public Map<Integer, ControllerServer> controllers() {
        return ControllerStub.allOf(this);
    }

    @Override
    public List<Authorizer> authorizers() {
        throw new OutOfReach("authorizers");
    }

    @Override
    public ListenerName clientListener() {
        return config.brokerListenerName();
    }

    @Override
    public ListenerName controllerListenerName() {
        return config.controllerListenerName();
    }

    @Override
    public String bootstrapServers() {
        return "localhost:" + port;
    }

    @Override
    public String bootstrapControllers() {
        throw new OutOfReach("the controller's listener");
    }

    @Override
    public List<Integer> brokerBoundPorts() {
        return List.of(port);
    }

    @Override
    public List<Integer> controllerBoundPorts() {
        throw new OutOfReach("the controller's listener");
    }

    @Override
    public String clusterId() {
        return view.clusterId();
    }

    @Override
    public Set<GroupProtocol> supportedGroupProtocols() {
        var protocols = properties.getOrDefault("group.coordinator.rebalance.protocols", "classic,consumer");
        return protocols.contains("consumer")
                ? Set.of(GroupProtocol.CLASSIC, GroupProtocol.CONSUMER)
                : Set.of(GroupProtocol.CLASSIC);
    }

    @Override
    public Optional<FaultHandlerException> firstFatalException() {
        return Optional.empty();
    }

    @Override
    public Optional<FaultHandlerException> firstNonFatalException() {
        return Optional.empty();
    }

    @Override
    public void waitForReadyBrokers() throws InterruptedException {
        view.awaitAnswers();
    }

    @Override
    public void waitTopicCreation(String topic, int partitions) throws InterruptedException {
        view.awaitTopic(topic, partitions);
    }

    @Override
    public void waitTopicDeletion(String topic) throws InterruptedException {
        view.awaitNoTopic(topic);
    }

    @Override
    public void ensureConsistentMetadata() {
        // One broker agrees with itself.
    }

    @Override
    public void ensureConsistentMetadata(Collection<KafkaBroker> brokers, Collection<ControllerServer> controllers) {
        // One broker agrees with itself.
    }

    @Override
    public void waitAcls(
            org.apache.kafka.common.acl.AclBindingFilter filter,
            Collection<org.apache.kafka.common.acl.AccessControlEntry> entries)
            throws InterruptedException {
        view.awaitAcls(filter, new ArrayList<>(entries));
    }
}
