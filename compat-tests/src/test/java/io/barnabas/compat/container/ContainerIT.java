// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.container;

import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.readAll;
import static io.barnabas.compat.harness.Clients.unique;
import static io.barnabas.compat.harness.Clients.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.barnabas.compat.harness.Application;
import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.Container;
import io.barnabas.compat.harness.Podman;
import io.barnabas.compat.harness.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a word about addresses, a container serves the host and its neighbours; and it does what apache/kafka's container does. */
@Tag("third-party")
final class ContainerIT {
    private static final String NETWORK = unique("barnabas-net");
    private static final int COLD_STARTS = Integer.getInteger("container.starts", 20);

    @TempDir
    Path directory;

    @BeforeAll
    static void makeNetwork() {
        Podman.run("network", "create", NETWORK);
    }

    @AfterAll
    static void removeNetwork() {
        Podman.run("network", "rm", "--force", NETWORK);
    }

    @Test
    void shouldServeTheHostAndItsNeighboursAtTheSameTime() {
        var port = Integer.toString(Ports.free());
        try (var broker = Container.start(
                "--network=" + NETWORK,
                "--publish=" + port + ":" + port,
                "--env=KAFKA_LISTENERS=PLAINTEXT://:" + port)) {
            var onTheHost = "localhost:" + port;
            var topic = Clients.createTopic(onTheHost, "orders", 1);
            try (var producer = Clients.producer(onTheHost)) {
                get(producer.send(new ProducerRecord<>(topic, "from the host")));
            }

            // A container that has the files of this machine, so that it has a client.
            var neighbour = Podman.tried(
                    "run",
                    "--rm",
                    "--network=" + NETWORK,
                    "--rootfs",
                    "/:O",
                    "kcat",
                    "-C",
                    "-b",
                    broker.name() + ":" + port,
                    "-t",
                    topic,
                    "-o",
                    "beginning",
                    "-e",
                    "-q");

            assertThat(neighbour.succeeded().lines()).containsExactly("from the host");
            assertThat(values(readAll("127.0.0.1:" + port, topic))).containsExactly("from the host");
            assertThat(broker.logs())
                    .contains("Clients are told localhost:" + port)
                    .contains("To publish another port");
        }
    }

    @Test
    void shouldKeepItsDataInAVolumeOnAReadOnlySystemAndStopAtOnce() {
        var volume = "--volume=" + unique("barnabas-data") + ":/var/lib/kafka/data";
        var port = Integer.toString(Ports.free());
        var options = new String[] {
            "--read-only",
            "--read-only-tmpfs=false",
            "--cap-drop=ALL",
            "--memory=256m",
            volume,
            "--publish=" + port + ":" + port,
            "--env=KAFKA_LISTENERS=PLAINTEXT://:" + port
        };
        var bootstrap = "localhost:" + port;
        try (var first = Container.start(options)) {
            Clients.createTopic(bootstrap, "kept", 1);
            for (var compression : List.of("none", "gzip", "snappy", "lz4", "zstd")) {
                try (var producer = Clients.producer(bootstrap, "compression.type=" + compression)) {
                    get(producer.send(new ProducerRecord<>("kept", compression)));
                }
            }
            assertThat(first.exec("/opt/barnabas/bin/barnabas", "health")
                            .succeeded()
                            .out())
                    .contains("A broker answers");
            assertThat(first.exec("cat", "/proc/1/comm").succeeded().out()).isEqualTo("java\n");

            assertThat(first.stop()).isLessThan(Duration.ofSeconds(3));
        }
        try (var second = Container.start(options)) {
            assertThat(second.logs()).doesNotContain("WARN");
            assertThat(values(readAll(bootstrap, "kept"))).containsExactly("none", "gzip", "snappy", "lz4", "zstd");
        }
    }

    @Test
    void shouldTakeTheEnvironmentOfKafkasImage() {
        var port = Integer.toString(Ports.free());
        try (var broker = Container.start(
                        "--publish=" + port + ":9092",
                        "--env=CLUSTER_ID=4L6g3nShT-eMCtK--X86sw",
                        "--env=KAFKA_NODE_ID=7",
                        "--env=KAFKA_PROCESS_ROLES=broker,controller",
                        "--env=KAFKA_LISTENERS=PLAINTEXT://:9092,CONTROLLER://:9093",
                        "--env=KAFKA_ADVERTISED_LISTENERS=PLAINTEXT://localhost:" + port,
                        "--env=KAFKA_LISTENER_SECURITY_PROTOCOL_MAP=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
                        "--env=KAFKA_CONTROLLER_LISTENER_NAMES=CONTROLLER",
                        "--env=KAFKA_CONTROLLER_QUORUM_VOTERS=7@localhost:9093",
                        "--env=KAFKA_INTER_BROKER_LISTENER_NAME=PLAINTEXT",
                        "--env=KAFKA_LOG_RETENTION_HOURS=5",
                        "--env=KAFKA_HEAP_OPTS=-Xmx128m -Xms16m",
                        "--env=KAFKA_CREATE_TOPICS=orders:3:1,users:1:1:compact",
                        "--env=KAFKA_NO_SUCH_THING=1");
                var admin = Clients.admin("localhost:" + port)) {
            assertThat(get(admin.describeCluster().clusterId())).isEqualTo("4L6g3nShT-eMCtK--X86sw");
            assertThat(get(admin.describeCluster().nodes()))
                    .extracting(node -> node.idString() + " " + node.host() + ":" + node.port())
                    .containsExactly("7 localhost:" + port);
            assertThat(get(admin.describeTopics(Set.of("orders")).allTopicNames())
                            .values())
                    .extracting(topic -> topic.partitions().size())
                    .containsExactly(3);
            var users = new ConfigResource(ConfigResource.Type.TOPIC, "users");
            assertThat(get(admin.describeConfigs(Set.of(users)).all()).values())
                    .extracting(
                            config -> config.get("cleanup.policy").value(),
                            config -> config.get("retention.ms").value())
                    .containsExactly(tuple("compact", "18000000"));
            assertThat(broker.logs())
                    .contains("Ignored KAFKA_NO_SUCH_THING")
                    .contains("Transitioning from RECOVERY to RUNNING")
                    .doesNotContain("Clients are told");
        }
    }

    @Test
    void shouldSayInOneLineWhatIsWrongWithTheEnvironment() {
        var refused = Podman.tried("run", "--rm", "--env=KAFKA_CREATE_TOPICS=orders", Podman.IMAGE);

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err().lines().filter(line -> line.startsWith("barnabas:")))
                .singleElement()
                .asString()
                .contains("KAFKA_CREATE_TOPICS has 'orders'", "name:partitions:replicas");
    }

    @Test
    void shouldSayThatADirectoryOfTheHostBelongsToAnotherUser() {
        var refused = Podman.tried("run", "--rm", "--volume=" + directory + ":/var/lib/kafka/data", Podman.IMAGE);

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains("barnabas: Cannot use the data directory: user appuser has no right to write"
                        + " /var/lib/kafka/data");
    }

    @Test
    void shouldAnswerAfterEachColdStart() {
        var port = Integer.toString(Ports.free());
        var slowest = Duration.ZERO;
        for (var start = 0; start < COLD_STARTS; start++) {
            var began = System.nanoTime();
            try (var broker = Container.start(
                            "--publish=" + port + ":" + port, "--env=KAFKA_LISTENERS=PLAINTEXT://:" + port);
                    var admin = Clients.admin("localhost:" + port)) {
                assertThat(get(admin.describeCluster().nodes()))
                        .as(broker.name())
                        .hasSize(1);
                var took = Duration.ofNanos(System.nanoTime() - began);
                slowest = took.compareTo(slowest) > 0 ? took : slowest;
            }
        }
        System.out.println(COLD_STARTS + " cold starts of the container, the slowest in " + slowest.toMillis() + " ms");
    }

    @Test
    void shouldStandInForKafkasImageInTestcontainers() {
        var socket = directory.resolve("podman.sock");
        try (var engine = Podman.serveDockerApi(socket)) {
            var test = Application.on("testcontainers", "ContainerShop", Podman.IMAGE)
                    .with("DOCKER_HOST", "unix://" + socket)
                    .with("TESTCONTAINERS_RYUK_DISABLED", "true");

            assertThat(test.run().succeeded().lines())
                    .as(engine.err())
                    .anyMatch(line -> line.startsWith("STARTED"))
                    .contains("PARTITIONS 3", "READ alice coffee");
        }
    }
}
