// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Apache Kafka itself from its Maven jars: one node, KRaft combined mode, tuned to start fast. Its jars are on a class
 * path of their own, never on the tests'. A directory without meta.properties is formatted first; any other is opened
 * as it is, also one that Barnabas wrote (dynamic quorum, kraft.version 1).
 */
public final class KafkaBroker extends BrokerProcess {
    private static final Path CACHE = Project.root().resolve("compat-tests/target/kafka-reference");

    private static final Path PLUG_INS = Project.root().resolve("compat-tests/target/test-classes");

    private final int controllerPort;
    private final Path configFile;
    private final Map<String, String> properties;

    private KafkaBroker(Path dataDirectory, int port, int controllerPort, Map<String, String> properties) {
        super(BrokerKind.KAFKA, dataDirectory, port);
        this.controllerPort = controllerPort;
        this.configFile = beside(".properties");
        this.properties = new LinkedHashMap<>(defaults());
        this.properties.putAll(properties);
    }

    public static KafkaBroker start(Path dataDirectory, Map<String, String> properties) {
        return start(dataDirectory, Ports.free(), properties);
    }

    public static KafkaBroker start(Path dataDirectory, int port, Map<String, String> properties) {
        var broker = new KafkaBroker(dataDirectory, port, Ports.free(), properties);
        broker.launch();
        return broker;
    }

    private Map<String, String> defaults() {
        var defaults = new LinkedHashMap<String, String>();
        defaults.put("process.roles", "broker,controller");
        defaults.put("node.id", "1");
        var listeners = "PLAINTEXT://localhost:" + port() + ",CONTROLLER://localhost:" + controllerPort;
        defaults.put("listeners", listeners);
        defaults.put("advertised.listeners", listeners);
        defaults.put("inter.broker.listener.name", "PLAINTEXT");
        defaults.put("controller.listener.names", "CONTROLLER");
        defaults.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
        defaults.put("controller.quorum.bootstrap.servers", "localhost:" + controllerPort);
        defaults.put("log.dirs", dataDirectory().toString());
        defaults.put("offsets.topic.replication.factor", "1");
        defaults.put("offsets.topic.num.partitions", "1");
        defaults.put("transaction.state.log.replication.factor", "1");
        defaults.put("transaction.state.log.min.isr", "1");
        defaults.put("transaction.state.log.num.partitions", "1");
        defaults.put("share.coordinator.state.topic.replication.factor", "1");
        defaults.put("share.coordinator.state.topic.min.isr", "1");
        defaults.put("share.coordinator.state.topic.num.partitions", "1");
        defaults.put("num.network.threads", "1");
        defaults.put("num.io.threads", "2");
        defaults.put("num.recovery.threads.per.data.dir", "2");
        defaults.put("background.threads", "2");
        defaults.put("log.cleaner.dedupe.buffer.size", "4194304");
        // Retention first looks after 30 s otherwise.
        defaults.put("log.initial.task.delay.ms", "200");
        defaults.put("controller.quorum.append.linger.ms", "0");
        defaults.put("broker.heartbeat.interval.ms", "200");
        defaults.put("broker.session.timeout.ms", "6000");
        return defaults;
    }

    @Override
    List<String> command() throws IOException {
        Files.write(
                configFile,
                properties.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList());
        if (!Files.exists(dataDirectory().resolve("meta.properties"))) {
            format();
        }
        var command = new ArrayList<>(List.of(
                Project.java(),
                "-Xmx320m",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:disable",
                "-Xlog:all=error"));
        // The first orderly run leaves an archive of loaded classes behind; every later start takes a third of the
        // time.
        command.add(
                Files.exists(archive())
                        ? "-XX:SharedArchiveFile=" + archive()
                        : "-XX:ArchiveClassesAtExit=" + archiveInTheMaking());
        command.addAll(List.of(
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
                "-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info",
                "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.common.utils.AppInfoParser=info",
                "-cp",
                classPath(),
                "kafka.Kafka",
                configFile.toString()));
        return command;
    }

    /** With our plug-ins, where a test has configured one. */
    private String classPath() {
        return properties.containsKey("metric.reporters")
                ? KafkaJars.classPath() + File.pathSeparator + PLUG_INS
                : KafkaJars.classPath();
    }

    /** Without eligible leader replicas, which would put min.insync.replicas among the dynamic configs. */
    private void format() {
        KafkaJars.run(
                "format",
                "kafka.tools.StorageTool",
                List.of(
                        "format",
                        "--standalone",
                        "--cluster-id",
                        "BarnabasCompatTests00w",
                        "--feature",
                        "eligible.leader.replicas.version=0",
                        "--config",
                        configFile.toString()));
    }

    /** The broker's part logs this last, once its listeners are open and it is unfenced. */
    @Override
    boolean saysReady(String output) {
        return output.contains("Kafka Server started");
    }

    @Override
    void stopped() throws IOException {
        if (Files.exists(archiveInTheMaking())) {
            Files.move(archiveInTheMaking(), archive(), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static Path archive() throws IOException {
        Files.createDirectories(CACHE);
        return CACHE.resolve("classes-" + Runtime.version() + ".jsa");
    }

    private Path archiveInTheMaking() {
        return beside(".jsa");
    }
}
