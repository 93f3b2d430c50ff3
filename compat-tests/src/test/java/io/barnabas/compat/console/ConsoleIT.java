// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Broker;
import io.barnabas.compat.harness.BrokerKind;
import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.Ports;
import io.barnabas.compat.harness.Program;
import io.barnabas.compat.harness.Project;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console of a broker that was started as a user starts it, with stock clients at work. Barnabas only: Apache Kafka has none. */
final class ConsoleIT {
    private static final Path SHOTS = Project.root().resolve("compat-tests/target/console");

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    @Test
    void shouldTellHealthReadinessAndMetrics() throws Exception {
        int port = Ports.free();
        try (var broker = start(port)) {
            fill(broker);

            assertThat(get(port, "/health").statusCode()).isEqualTo(200);
            await().untilAsserted(() -> assertThat(get(port, "/ready").body()).isEqualTo("ready\n"));
            assertThat(get(port, "/metrics").body().lines())
                    .contains(
                            "kafka_server_brokertopicmetrics_messagesin_total{topic=\"orders\"} 101",
                            "kafka_consumergroup_lag_sum{consumergroup=\"billing\",topic=\"orders\"} 71");
        }
    }

    @Test
    void shouldBeReadyAgainOnceTheCoordinatorsAreLoaded() throws Exception {
        int port = Ports.free();
        try (var broker = start(port)) {
            fill(broker);
            broker.restart();

            await().until(() -> answers(port));
            await().untilAsserted(
                            () -> assertThat(get(port, "/ready").statusCode()).isEqualTo(200));

            assertThat(get(port, "/api/groups/billing").body()).contains("\"lag\":71");
        }
    }

    @Test
    @Tag("third-party")
    void shouldServeItsPageToABrowser() throws Exception {
        int port = Ports.free();
        Files.createDirectories(SHOTS);
        try (var broker = start(port)) {
            fill(broker);

            Program.of(
                            Project.clients().resolve("browser/page.mjs").toString(),
                            "http://localhost:" + port,
                            SHOTS.toString())
                    .within(Duration.ofMinutes(2))
                    .run()
                    .succeeded();
        }
        assertThat(SHOTS.resolve("records-dark.png")).isNotEmptyFile();
    }

    @Test
    @Tag("third-party")
    void shouldAnswerPythonsOwnClient() throws Exception {
        int port = Ports.free();
        try (var broker = start(port)) {
            fill(broker);

            var printed = Program.of("/usr/bin/python3", "-c", """
                            import json, sys, urllib.request
                            base = sys.argv[1] + '/api/topics/orders/records'
                            body = json.dumps({'key': 'p', 'value': 'from Python'}).encode()
                            urllib.request.urlopen(urllib.request.Request(base, body, {'Content-Type': 'application/json'})).read()
                            page = json.load(urllib.request.urlopen(base + '?limit=1'))
                            print(page['records'][0]['value']['text'])
                            """, "http://127.0.0.1:" + port)
                    .run()
                    .succeeded();

            assertThat(printed.lines()).containsExactly("from Python");
        }
    }

    private Broker start(int port) throws IOException, InterruptedException {
        var broker = BrokerKind.BARNABAS.start(
                directory.resolve("data"), Map.of("barnabas.console", Integer.toString(port)));
        await().until(() -> answers(port)); // It opens once the broker is ready.
        return broker;
    }

    private boolean answers(int port) throws IOException, InterruptedException {
        try {
            return get(port, "/health").statusCode() == 200;
        } catch (ConnectException e) {
            return false;
        }
    }

    /** 101 records, of which the group has done with 30. */
    private static void fill(Broker broker) {
        var orders = new TopicPartition("orders", 0);
        try (var producer = Clients.producer(broker.bootstrap())) {
            Clients.send(
                    producer,
                    IntStream.range(0, 100)
                            .mapToObj(i -> new ProducerRecord<>(
                                    "orders",
                                    0,
                                    "c" + i,
                                    "{\"text\":\"order %d\",\"customer\":{\"name\":\"Ada\"}}".formatted(i))));
            Clients.get(producer.send(new ProducerRecord<>("orders", 0, "x", "<img src=x onerror='window.hacked=1'>")));
        }
        try (var consumer = Clients.consumer(broker.bootstrap(), "group.id=billing")) {
            consumer.assign(List.of(orders));
            consumer.commitSync(Map.of(orders, new OffsetAndMetadata(30)));
        }
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
