// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.application;

import static io.barnabas.compat.harness.Clients.readAll;
import static io.barnabas.compat.harness.Clients.unique;
import static io.barnabas.compat.harness.Clients.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Application;
import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.Ports;
import io.barnabas.compat.harness.TestBroker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Kafka Connect workers, unchanged: lines of a file become records, and records lines. */
final class ConnectIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int CREATED = 201;

    @RegisterExtension
    static final TestBroker BROKER = TestBroker.own();

    @TempDir
    Path temp;

    private final int port = Ports.free();

    @Test
    void shouldCarryLinesFromFileToFileByAStandaloneWorker() throws IOException {
        var topic = Clients.createTopic(BROKER.bootstrap(), "lines", 1);
        var in = temp.resolve("in.txt");
        var out = temp.resolve("out.txt");
        var worker = properties(
                "worker",
                List.of("offset.storage.file.filename=" + temp.resolve("offsets"), "offset.flush.interval.ms=200"));
        var source = properties(
                "source",
                List.of(
                        "name=source",
                        "connector.class=FileStreamSource",
                        "tasks.max=1",
                        "file=" + in,
                        "topic=" + topic));
        var sink = properties(
                "sink",
                List.of(
                        "name=sink",
                        "connector.class=FileStreamSink",
                        "tasks.max=1",
                        "file=" + out,
                        "topics=" + topic));
        var connect = Application.tool("connect-standalone", worker, source, sink);
        var lines = new ArrayList<String>();

        try (var running = connect.start()) {
            append(in, lines, 0, 100);
            awaitLines(out, lines);
            running.stop();
        }
        append(in, lines, 100, 100);
        try (var running = connect.start()) {
            awaitLines(out, lines);
            running.stop();
        }

        assertThat(values(readAll(BROKER.bootstrap(), topic))).isEqualTo(lines);
    }

    @Test
    void shouldCarryEachLineOnceByADistributedWorkerThatIsKilled() throws Exception {
        var topic = Clients.createTopic(BROKER.bootstrap(), "once", 1);
        var in = temp.resolve("in.txt");
        var name = unique("connect");
        var worker = properties(
                "worker",
                List.of(
                        "group.id=" + name,
                        "config.storage.topic=" + name + "-configs",
                        "offset.storage.topic=" + name + "-offsets",
                        "offset.storage.partitions=3",
                        "status.storage.topic=" + name + "-status",
                        "status.storage.partitions=1",
                        "config.storage.replication.factor=1",
                        "offset.storage.replication.factor=1",
                        "status.storage.replication.factor=1",
                        "exactly.once.source.support=enabled",
                        "session.timeout.ms=6000",
                        "heartbeat.interval.ms=500",
                        "scheduled.rebalance.max.delay.ms=0"));
        var connect = Application.tool("connect-distributed", worker);
        var lines = new ArrayList<String>();
        append(in, lines, 0, 50);

        try (var running = connect.start()) {
            create("{\"name\":\"source\",\"config\":{\"connector.class\":\"FileStreamSource\",\"tasks.max\":\"1\","
                    + "\"exactly.once.support\":\"required\",\"file\":\"" + in + "\",\"topic\":\"" + topic + "\"}}");
            awaitRecords(topic, lines);
            append(in, lines, 50, 50);
            running.kill();
        }
        append(in, lines, 100, 50);
        try (var running = connect.start()) {
            awaitRecords(topic, lines);
            append(in, lines, 150, 50);
            awaitRecords(topic, lines);
            running.stop();
        }
    }

    private String properties(String name, List<String> own) throws IOException {
        var all = new ArrayList<>(List.of(
                "bootstrap.servers=" + BROKER.bootstrap(),
                "listeners=http://localhost:" + port,
                "key.converter=org.apache.kafka.connect.storage.StringConverter",
                "value.converter=org.apache.kafka.connect.storage.StringConverter",
                "plugin.discovery=service_load"));
        all.addAll(own);
        var file = temp.resolve(name + ".properties");
        Files.write(file, name.equals("worker") ? all : own);
        return file.toString();
    }

    private static void append(Path file, List<String> lines, int from, int count) throws IOException {
        var more = new StringBuilder();
        for (var i = from; i < from + count; i++) {
            lines.add("line " + i);
            more.append("line ").append(i).append('\n');
        }
        Files.writeString(file, more, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void awaitLines(Path file, List<String> lines) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(file).exists();
            assertThat(Files.readAllLines(file)).isEqualTo(lines);
        });
    }

    private static void awaitRecords(String topic, List<String> lines) {
        await().atMost(PATIENCE)
                .ignoreException(UnknownTopicOrPartitionException.class)
                .untilAsserted(
                        () -> assertThat(values(readAll(BROKER.bootstrap(), topic, "isolation.level=read_committed")))
                                .isEqualTo(lines));
    }

    /** The worker's own interface; it refuses while it is still joining its group. */
    private void create(String connector) {
        var client = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/connectors"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(connector))
                .build();
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> client.send(request, HttpResponse.BodyHandlers.ofString())
                                .statusCode()
                        == CREATED);
    }
}
