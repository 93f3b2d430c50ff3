// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.BarnabasBroker;
import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.Ports;
import io.barnabas.compat.harness.Program;
import io.barnabas.compat.harness.ProgramResult;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/barnabas start}: one line when it is ready, one line when it cannot be. */
final class StartIT {
    private static final String LAUNCHER = BarnabasBroker.launcher();

    @TempDir
    Path directory;

    @Test
    void shouldSayInOneLineThatItIsReadyAndStopFast() {
        try (var broker = BarnabasBroker.start(directory.resolve("data"), Map.of())) {
            assertThat(broker.output().lines())
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .contains(broker.bootstrap(), broker.dataDirectory().toString())
                            .containsPattern("[0-9]+ ms"));

            var started = System.nanoTime();
            broker.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
        }
        assertThat(directory.resolve("data/.kafka_cleanshutdown")).exists();
    }

    @Test
    void shouldStartWithAStockServerProperties() throws IOException {
        var port = Ports.free();
        var stock = Files.writeString(
                directory.resolve("server.properties"), """
                process.roles=broker,controller
                node.id=1
                controller.quorum.bootstrap.servers=localhost:9093
                listeners=PLAINTEXT://:%d,CONTROLLER://:9093
                inter.broker.listener.name=PLAINTEXT
                advertised.listeners=PLAINTEXT://localhost:%d,CONTROLLER://localhost:9093
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL
                num.network.threads=3
                num.io.threads=8
                socket.send.buffer.bytes=102400
                socket.receive.buffer.bytes=102400
                socket.request.max.bytes=104857600
                log.dirs=%s
                num.partitions=1
                num.recovery.threads.per.data.dir=1
                offsets.topic.replication.factor=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                log.retention.hours=168
                log.segment.bytes=1073741824
                log.retention.check.interval.ms=300000
                """.formatted(port, port, directory.resolve("stock")));

        try (var running =
                Program.of(LAUNCHER, "start", "--config", stock.toString()).start()) {
            running.awaitLine("ready");
            try (var producer = Clients.producer("localhost:" + port)) {
                Clients.send(producer, new ProducerRecord<>("stock", "works"));
            }
            assertThat(Clients.values(Clients.readAll("localhost:" + port, "stock")))
                    .containsExactly("works");
        }
        assertThat(directory.resolve("stock/stock-0")).isDirectory();
    }

    @Test
    void shouldRefuseInOneLineAPortThatIsTaken() {
        try (var first = BarnabasBroker.start(directory.resolve("first"), Map.of())) {
            var port = first.bootstrap().substring("localhost:".length());

            assertThat(refusal(
                            "--port",
                            port,
                            "--data",
                            directory.resolve("second").toString()))
                    .contains(port, "process " + first.pid() + " (java -jar barnabas-console.jar start", "--port 0");
        }
    }

    @Test
    void shouldTakeAnyFreePortAndSayWhich() {
        try (var running =
                Program.of(LAUNCHER, "start", "--port", "0", "--data", data()).start()) {
            running.awaitLine("ready");
            var address = Pattern.compile("ready on (localhost:[1-9][0-9]*)").matcher(running.out());
            assertThat(address.find()).isTrue();

            assertThat(nodes(address.group(1))).containsExactly(address.group(1));
        }
    }

    @Test
    void shouldTellEachClientTheAddressThatItCameInBy() throws SocketException {
        var port = Ports.free();
        var properties = Map.of("listeners", "PLAINTEXT://:" + port);
        try (var broker = BarnabasBroker.start(directory.resolve("data"), port, properties)) {
            assertThat(nodes("127.0.0.1:" + port)).containsExactly(broker.bootstrap());
            for (var address : addressesOfThisMachine()) {
                assertThat(nodes(address + ":" + port)).containsExactly(address + ":" + port);
            }
        }
    }

    private static List<String> nodes(String bootstrap) {
        try (var admin = Clients.admin(bootstrap)) {
            return Clients.get(admin.describeCluster().nodes()).stream()
                    .map(node -> node.host() + ":" + node.port())
                    .toList();
        }
    }

    private static List<String> addressesOfThisMachine() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .toList();
    }

    @Test
    void shouldRefuseInOneLineADirectoryThatAnotherBrokerHas() {
        try (var first = BarnabasBroker.start(directory.resolve("locked"), Map.of())) {
            assertThat(refusal(
                            "--port",
                            freePort(),
                            "--data",
                            first.dataDirectory().toString()))
                    .contains(first.dataDirectory().toString());
        }
    }

    @Test
    void shouldRefuseInOneLineAValueThatIsNone() {
        assertThat(refusal("--port", freePort(), "--data", data(), "--set", "num.partitions=many"))
                .contains("num.partitions", "many");
    }

    @Test
    void shouldRefuseInOneLineAConfigThatKafkaDoesNotHave() {
        assertThat(refusal("--port", freePort(), "--data", data(), "--set", "no.such.config=1"))
                .contains("no.such.config");
    }

    @Test
    void shouldRefuseInOneLineADirectoryThatCannotBe() throws IOException {
        var file = Files.writeString(directory.resolve("file"), "not a directory");

        assertThat(refusal("--port", freePort(), "--data", file.resolve("data").toString()))
                .contains(file.toString());
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private static String freePort() {
        return Integer.toString(Ports.free());
    }

    /** The one line that says why it did not start. */
    private static String refusal(String... options) {
        var command = new ArrayList<>(List.of(LAUNCHER, "start"));
        command.addAll(List.of(options));
        ProgramResult result = Program.of(command).named("bin/barnabas").run();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        var lines = result.err().lines().toList();
        assertThat(lines).as("one line, and no stack trace").hasSize(1);
        return lines.get(0);
    }
}
