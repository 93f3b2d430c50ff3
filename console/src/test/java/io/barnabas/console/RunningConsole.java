// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console;

import io.barnabas.broker.BrokerServer;
import io.barnabas.console.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A broker with a console, as a user meets them: by HTTP and by Kafka's client. */
public final class RunningConsole implements AutoCloseable {
    private final BrokerServer broker;
    private final Console console;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningConsole(BrokerServer broker, Console console) {
        this.broker = broker;
        this.console = console;
    }

    public static RunningConsole on(Path data) {
        return on(data, Map.of());
    }

    static RunningConsole on(Path data, Map<String, String> settings) {
        var properties = Map.of(
                "listeners", "PLAINTEXT://localhost:0",
                "log.dirs", data.toString(),
                "offsets.topic.num.partitions", "2",
                "group.initial.rebalance.delay.ms", "0");
        var broker = BrokerServer.start(properties, InstantSource.system());
        var withPort = new HashMap<>(settings);
        withPort.putIfAbsent("console", "0");
        var console = new Console(ConsoleSettings.of(withPort), broker.view());
        console.open();
        return new RunningConsole(broker, console);
    }

    public String bootstrap() {
        return broker.address();
    }

    public int port() {
        return console.port();
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET().build());
    }

    public HttpResponse<String> post(String path, @Nullable Object body, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(body)))
                .build());
    }

    public HttpResponse<String> delete(String path) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .DELETE()
                .build());
    }

    /** The answer of a GET that must succeed, as an object. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> json(String path) {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
        }
        return (Map<String, Object>)
                Objects.requireNonNull(Json.read(response.body().getBytes(StandardCharsets.UTF_8)));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What comes back for these bytes, until the console ends the connection. */
    String raw(String request) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends values to a topic, which is made by that. */
    public void produce(String topic, String... values) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrap());
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                var unused = producer.send(new ProducerRecord<>(topic, value));
            }
            producer.flush();
        }
    }

    @Override
    public void close() {
        console.close();
        broker.close();
    }
}
