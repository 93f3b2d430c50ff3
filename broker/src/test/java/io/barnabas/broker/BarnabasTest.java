// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user's mistake looks like: one line on stderr that says what to change, and exit code 1. */
class BarnabasTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void shouldSayThatThePortIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            String port = Integer.toString(taken.getLocalPort());

            assertFails(
                    List.of("start", "--port", port, "--data", directory.toString()),
                    "localhost:" + port,
                    "taken by process " + ProcessHandle.current().pid(),
                    "--port 0");
        }
    }

    @Test
    void shouldSayThatAnotherBrokerUsesTheDirectory() {
        try (BrokerServer first = BrokerServer.start(
                Map.of("listeners", "PLAINTEXT://127.0.0.1:0", "log.dirs", directory.toString()),
                InstantSource.system())) {
            assertThat(first.dataDirectory()).isEqualTo(directory);

            assertFails(
                    List.of("start", "--port", "0", "--data", directory.toString()),
                    directory.toString(),
                    "locked by another broker");
        }
    }

    @Test
    void shouldSayThatTheDirectoryIsNone() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertFails(List.of("start", "--port", "0", "--data", file.toString()), file.toString());
    }

    @Test
    void shouldSayWhichValueIsBad() {
        assertFails(
                List.of("start", "--data", directory.toString(), "--set", "num.partitions=zero"),
                "num.partitions",
                "zero");
        assertFails(List.of("start", "--data", directory.toString(), "--set", "no.such.name=1"), "no.such.name");
        assertFails(List.of("start", "--fast"), "--fast");
    }

    @Test
    void shouldPrintHelpAndVersion() {
        assertThat(run(List.of("--help"))).isZero();
        assertThat(run(List.of("--version"))).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Usage: barnabas COMMAND", "Barnabas ");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private void assertFails(List<String> arguments, String... said) {
        err.reset();

        int exitCode = run(arguments);

        assertThat(exitCode).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("barnabas: ")
                .contains(said)
                .hasLineCount(1);
    }

    private int run(List<String> arguments) {
        var barnabas = new Barnabas(
                InstantSource.system(),
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return barnabas.run(arguments);
    }
}
