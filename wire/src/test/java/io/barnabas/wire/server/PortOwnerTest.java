// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortOwnerTest {
    private static final String HEADER =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

    @TempDir
    Path proc;

    @BeforeEach
    void makeProcesses() throws IOException {
        Files.createDirectories(proc.resolve("net"));
        Files.writeString(
                proc.resolve("net/tcp"),
                HEADER + "   0: 0100007F:2384 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000  0 777 1\n"
                        + "   1: 0100007F:2385 0100007F:9999 01 00000000:00000000 00:00000000 00000000  1000  0 888"
                        + " 1\n");
        process("12", "socket:[1]", "bash");
        process(
                "4711",
                "socket:[777]",
                "/usr/bin/java\0@/opt/java.options\0-Xmx512m\0--add-opens=a/b=ALL\0-jar\0/opt/app.jar\0start\0");
        process("4712", "socket:[888]", "client");
    }

    private void process(String id, String file, String command) throws IOException {
        Path process = proc.resolve(id);
        Files.createDirectories(process.resolve("fd"));
        Files.createSymbolicLink(process.resolve("fd/0"), Path.of("/dev/null"));
        Files.createSymbolicLink(process.resolve("fd/1"), Path.of(file));
        Files.writeString(process.resolve("cmdline"), command);
    }

    @Test
    void shouldNameTheProcessThatListens() {
        assertThat(new PortOwner(proc).find(9092)).isEqualTo("process 4711 (java -jar app.jar start)");
    }

    @Test
    void shouldNotBlameWhoOnlyHasAConnectionOfThatPort() {
        assertThat(new PortOwner(proc).find(9093)).isNull();
    }

    @Test
    void shouldSayNothingWhereTheSystemDoesNotTell() throws IOException {
        Files.delete(proc.resolve("4711/fd/1"));

        assertThat(new PortOwner(proc).find(9092)).isNull();
        assertThat(new PortOwner(proc.resolve("nothing")).find(9092)).isNull();
    }

    @Test
    void shouldCutALongCommand() throws IOException {
        Files.writeString(proc.resolve("4711/cmdline"), "program\0" + "x".repeat(200));

        assertThat(new PortOwner(proc).find(9092)).endsWith("xxx...)").hasSizeLessThan(130);
    }
}
