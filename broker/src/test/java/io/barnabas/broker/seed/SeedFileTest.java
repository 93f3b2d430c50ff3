// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.broker.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedFileTest {
    @TempDir
    Path directory;

    @Test
    void shouldReadAll() throws IOException {
        SeedPlan plan = read("""
                topics:
                  orders:
                    partitions: 3
                    replicas: 1
                    configs:
                      retention.ms: -1
                    records:
                      - key: alice
                        value: { item: "a \\"coffee\\"", price: 2.50, hot: true, notes: null, tags: [1, two], none: {} }
                        headers: { source: seed, n: 1 }
                        timestamp: 2026-01-31T12:00:00Z
                      - { key: [1, 2], value: tea, partition: 2, timestamp: 17 }
                      - value: 42
                  empty:
                groups:
                  shop:
                    orders: { 0: earliest, 1: latest, 2: 5 }
                users:
                  alice: { password: wonderland, mechanism: SCRAM-SHA-256, iterations: 4096 }
                  bob: { password: 123456 }
                """);

        assertThat(plan.topics())
                .containsExactly(
                        new TopicSeed("orders", 3, (short) 1, Map.of("retention.ms", "-1"), "seed.yaml:2"),
                        new TopicSeed("empty", -1, (short) -1, Map.of(), "seed.yaml:14"));
        assertThat(plan.records())
                .containsExactly(
                        new RecordSeed(
                                "orders",
                                -1,
                                "alice",
                                "{\"item\":\"a \\\"coffee\\\"\",\"price\":2.50,\"hot\":true,\"notes\":null,\"tags\":[1,\"two\"],\"none\":{}}",
                                Map.of("source", "seed", "n", "1"),
                                1_769_860_800_000L,
                                "seed.yaml:8"),
                        new RecordSeed("orders", 2, "[1,2]", "tea", Map.of(), 17L, "seed.yaml:12"),
                        new RecordSeed("orders", -1, null, "42", Map.of(), null, "seed.yaml:13"));
        assertThat(plan.offsets())
                .containsExactly(
                        new OffsetSeed("shop", "orders", 0, OffsetSeed.EARLIEST, "seed.yaml:17"),
                        new OffsetSeed("shop", "orders", 1, OffsetSeed.LATEST, "seed.yaml:17"),
                        new OffsetSeed("shop", "orders", 2, 5, "seed.yaml:17"));
        assertThat(plan.users())
                .containsExactly(
                        new UserSeed("alice", "wonderland", "SCRAM-SHA-256", 4096, "seed.yaml:19"),
                        new UserSeed("bob", "123456", "SCRAM-SHA-512", 8192, "seed.yaml:20"));
        assertThat(plan.users()).asString().doesNotContain("wonderland");
    }

    @Test
    void shouldTakeAnEmptyFileForNothing() throws IOException {
        assertThat(read("# nothing yet\n").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            topic:                                   | 1: topic: no such name here; there are groups, topics, users
            topics: [orders]                         | 1: topics: expected names with values, not a list
            topics:\\n  a: 3                          | 2: topics.a: expected names with values, not '3'
            topics:\\n  a:\\n    partitions: three     | 3: topics.a.partitions: expected a number from 1 to 10000, not 'three'
            topics:\\n  a:\\n    partitions:           | 3: topics.a.partitions: expected a number from 1 to 10000, not nothing
            topics:\\n  a:\\n    partitons: 3          | 3: topics.a.partitons: no such name here; there are configs, partitions, records, replicas
            topics:\\n  a:\\n  a:                      | 3: topics.a: named already in line 2
            topics:\\n  a:\\n    configs: {x: [1]}     | 3: topics.a.configs.x: expected a text, not a list
            topics:\\n  a:\\n    records:\\n      - 5   | 4: topics.a.records[0]: expected names with values, not '5'
            topics:\\n  a:\\n    records: {key: 1}     | 3: topics.a.records: expected a list, not names with values
            topics: {a: {records: [{timestamp: x}]}} | 1: topics.a.records[0].timestamp: expected milliseconds or a time like 2026-01-31T12:00:00Z, not 'x'
            groups:\\n  g:\\n    t: {x: 1}             | 3: groups.g.t.x: expected the number of a partition, not 'x'
            groups:\\n  g:\\n    t: {0: -5}            | 3: groups.g.t.0: expected a number from 0 to 9223372036854775807, not '-5'
            users:\\n  alice:                         | 2: users.alice: expected a password
            users: {a: {password: x, mechanism: MD5}} | 1: users.a.mechanism: expected one of SCRAM-SHA-256, SCRAM-SHA-512, not 'MD5'
            topics:\\n  a: [1\\n b: 2                  | 3: not YAML: expected ',' or ']', but got :
            """)
    void shouldNameTheLineOfAMistake(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml.replace("\\n", "\n")))
                .isInstanceOf(StartupException.class)
                .hasMessage("seed.yaml:" + message);
    }

    @Test
    void shouldSayThatThereIsNoFile() {
        assertThatThrownBy(() -> SeedPlan.read(directory.resolve("none.yaml")))
                .isInstanceOf(StartupException.class)
                .hasMessage("No such seed file: " + directory.resolve("none.yaml"));
    }

    private SeedPlan read(String yaml) throws IOException {
        return SeedPlan.read(Files.writeString(directory.resolve("seed.yaml"), yaml));
    }
}
