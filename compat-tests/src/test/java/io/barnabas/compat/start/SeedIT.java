// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.start;

import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.readAll;
import static io.barnabas.compat.harness.Clients.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.BarnabasBroker;
import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.Ports;
import io.barnabas.compat.harness.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/barnabas start --seed}: what the file asks for is there once, from the first moment on. */
final class SeedIT {
    @TempDir
    Path directory;

    @Test
    void shouldBeginWithWhatTheFileAsksFor() throws IOException {
        var port = Integer.toString(Ports.free());
        var seed = seed("""
            topics:
              orders:
                partitions: 2
                configs: { retention.ms: -1 }
                records:
                  - { key: alice, value: { item: coffee, price: 2.50 }, headers: { source: seed } }
                  - { key: alice, value: paid }
            groups:
              billing:
                orders: { 0: latest, 1: latest }
            users:
              alice: { password: wonderland }
            """);
        var command = new String[] {
            BarnabasBroker.launcher(),
            "start",
            "--port",
            port,
            "--data",
            directory.resolve("data").toString(),
            "--seed",
            seed
        };
        for (var start = 0; start < 2; start++) {
            try (var running = Program.of(command).start().awaitLine("ready");
                    var admin = Clients.admin("localhost:" + port)) {
                assertThat(get(admin.listTopics().names())).contains("orders");
                var records = readAll("localhost:" + port, "orders");
                assertThat(values(records)).containsExactly("{\"item\":\"coffee\",\"price\":2.50}", "paid");
                assertThat(records.get(0).headers())
                        .extracting(header -> header.key())
                        .containsExactly("source");
                assertThat(get(admin.listConsumerGroupOffsets("billing").partitionsToOffsetAndMetadata())
                                .values())
                        .extracting(committed -> committed.offset())
                        .containsExactlyInAnyOrder(0L, 2L);
                assertThat(get(admin.describeUserScramCredentials().all()).keySet())
                        .isEqualTo(Set.of("alice"));
                running.stop();
            }
        }
    }

    @Test
    void shouldNameTheLineOfAMistakeAndNotStart() throws IOException {
        var seed = seed("topics:\n  orders:\n    partitions: three\n");

        var refused = Program.of(
                        BarnabasBroker.launcher(),
                        "start",
                        "--port",
                        "0",
                        "--data",
                        directory.resolve("data").toString(),
                        "--seed",
                        seed)
                .run();

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .isEqualTo("barnabas: seed.yaml:3: topics.orders.partitions: expected a number from 1 to 10000, not"
                        + " 'three'\n");
    }

    private String seed(String yaml) throws IOException {
        return Files.writeString(directory.resolve("seed.yaml"), yaml).toString();
    }
}
