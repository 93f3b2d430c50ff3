// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask the console what, and what it bears. */
class ConsoleTest {
    @TempDir
    private Path data;

    @Test
    void shouldSayThatItLivesAndIsReady() {
        try (var console = RunningConsole.on(data)) {
            assertThat(console.get("/health").body()).isEqualTo("alive\n");
            assertThat(console.get("/ready").body()).isEqualTo("ready\n");
            assertThat(console.get("/nothing").statusCode()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"attacker.example", "attacker.example:9080", "localhost.attacker.example", "10.0.0.1", ""})
    void shouldAnswerToNamesOfThisMachineOnly(String host) {
        try (var console = RunningConsole.on(data)) {
            assertThat(console.raw("GET /health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 421 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:1", "127.0.0.1:9080", "[::1]:9080", "kafka.localhost"})
    void shouldKnowNamesOfThisMachine(String host) {
        try (var console = RunningConsole.on(data)) {
            assertThat(console.raw("GET /health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void shouldChangeNothingForAFormOrAForeignPage() {
        try (var console = RunningConsole.on(data)) {
            String form = request("Content-Type: text/plain", "Content-Length: 2") + "{}";

            assertThat(console.raw(form)).startsWith("HTTP/1.1 415 ");
            assertThat(console.post("/api/topics", Map.of(), "Origin", "http://attacker.example")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(console.post("/api/topics", Map.of(), "Sec-Fetch-Site", "cross-site")
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void shouldWantItsTokenButForProbes() {
        try (var console = RunningConsole.on(data, Map.of("console.token", "secret"))) {
            assertThat(console.get("/health").statusCode()).isEqualTo(200);
            assertThat(console.get("/ready").statusCode()).isEqualTo(200);
            assertThat(console.get("/metrics").statusCode()).isEqualTo(401);
            assertThat(console.get("/metrics", "Authorization", "Bearer guessed")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(console.get("/metrics", "Authorization", "Bearer secret").statusCode())
                    .isEqualTo(200);
            assertThat(console.get("/metrics", "Cookie", "barnabas-console=secret")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void shouldMakeACookieOfATokenInTheAddress() {
        try (var console = RunningConsole.on(data, Map.of("console.token", "secret"))) {
            var response = console.get("/?token=secret");

            assertThat(response.statusCode()).isEqualTo(303);
            assertThat(response.headers().firstValue("Location")).contains("/");
            assertThat(response.headers().firstValue("Set-Cookie").orElseThrow())
                    .contains("barnabas-console=secret", "HttpOnly", "SameSite=Strict");
        }
    }

    @Test
    void shouldMakeUpATokenWhenOthersCanReachIt() {
        assertThat(ConsoleSettings.of(Map.of("console", "9080")).token()).isNull();
        assertThat(ConsoleSettings.of(Map.of("console", "127.0.0.1:9080")).token())
                .isNull();
        assertThat(ConsoleSettings.of(Map.of("console", "0.0.0.0:9080")).token())
                .hasSizeGreaterThan(20);
        assertThat(ConsoleSettings.of(Map.of("console", "0.0.0.0:9080", "console.token", "mine"))
                        .token())
                .isEqualTo("mine");
    }

    @Test
    void shouldRefuseWhatIsTooLarge() {
        try (var console = RunningConsole.on(data)) {
            String header = "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX: " + "x".repeat(20_000)
                    + "\r\n\r\n";
            String line = "GET /" + "x".repeat(10_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
            String body = request("Content-Type: application/json", "Content-Length: 999999999");

            assertThat(console.raw(header)).startsWith("HTTP/1.1 4");
            assertThat(console.raw(line)).startsWith("HTTP/1.1 4");
            assertThat(console.raw(body)).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void shouldBearRubbish() {
        try (var console = RunningConsole.on(data)) {
            assertThat(console.raw("\0\1\2\3\r\n\r\n")).startsWith("HTTP/1.1 400 ");
            assertThat(console.raw("GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 ");
            assertThat(console.get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldAnswerPipelinedRequestsInTurn() {
        try (var console = RunningConsole.on(data)) {
            String one = "GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\n";
            String last = "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

            String answers = console.raw(one + one + last);

            assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(4);
            assertThat(answers).endsWith("alive\n");
        }
    }

    @Test
    void shouldBoundConnections() throws IOException {
        List<Socket> open = new ArrayList<>();
        try (var console = RunningConsole.on(data)) {
            for (int i = 0; i < 64; i++) {
                open.add(new Socket(InetAddress.getLoopbackAddress(), console.port()));
            }
            try (var tooMany = new Socket(InetAddress.getLoopbackAddress(), console.port())) {
                tooMany.setSoTimeout(10_000);
                assertThat(tooMany.getInputStream().read()).isEqualTo(-1);
            }

            var oneOfThem = open.get(0);
            oneOfThem
                    .getOutputStream()
                    .write("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(oneOfThem.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .contains("alive");
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void shouldLeaveTheBrokerAloneWhenThePortIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var console = RunningConsole.on(data, Map.of("console", Integer.toString(taken.getLocalPort())))) {
            assertThat(console.port()).isEqualTo(-1);

            console.produce("orders", "one");
        }
    }

    private static String request(String... headers) {
        return "POST /api/topics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + String.join("\r\n", headers)
                + "\r\n\r\n";
    }
}
