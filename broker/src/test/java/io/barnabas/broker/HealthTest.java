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
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void shouldSayWhetherABrokerAnswersOnOneOfTheListeners() throws IOException {
        String address;
        try (BrokerServer broker = BrokerServer.start(
                Map.of("listeners", "PLAINTEXT://localhost:0", "log.dirs", directory.toString()),
                InstantSource.system())) {
            address = broker.address();

            assertThat(run("health", "--set", "listeners=CONTROLLER://localhost:" + freePort() + ",A://" + address))
                    .isZero();
            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("A broker answers on " + address + "\n");
        }

        err.reset();
        assertThat(run("health", "--set", "listeners=A://" + address)).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("barnabas: no broker answers on " + address + ": ")
                .hasLineCount(1);
    }

    private int run(String... arguments) {
        return new Barnabas(
                        InstantSource.system(),
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(arguments));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
