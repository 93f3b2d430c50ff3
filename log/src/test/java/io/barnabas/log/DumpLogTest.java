// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.tools.DumpLogSegments;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Kafka's own kafka-dump-log reads what we wrote and finds no fault. */
@Isolated("it takes System.out")
class DumpLogTest {
    @TempDir
    private Path directory;

    private Path folder;

    @BeforeEach
    void write() throws IOException {
        folder = directory.resolve("orders-0");
        try (LogManager manager = TestLogs.open(directory)) {
            new RandomLog(5, TestLogs.orders(manager, TestLogs.SMALL)).append(150);
        }
        try (LogManager manager = TestLogs.open(directory)) {
            PartitionLog log = TestLogs.orders(manager, TestLogs.SMALL);
            for (int i = 0; i < 20; i++) {
                TestLogs.append(log, TestLogs.batch(TestLogs.NOW + 100_000 + i, 3, "after the restart"));
            }
        }
    }

    @Test
    void shouldIterateDeeplyThroughTheRecords() throws Exception {
        String dump = dump(TestLogs.files(folder, ".log"), "--deep-iteration");

        assertThat(dump).contains("offset: 0 ", "isvalid: true").doesNotContain("isvalid: false");
        assertFaultless(dump);
    }

    @Test
    void shouldFindTheIndexesSane() throws Exception {
        List<Path> indexes = new ArrayList<>(TestLogs.files(folder, ".index"));
        indexes.addAll(TestLogs.files(folder, ".timeindex"));

        String dump = dump(indexes, "--index-sanity-check");

        assertThat(dump.split("passed sanity check", -1)).hasSize(indexes.size() + 1);
        assertFaultless(dump);
    }

    @Test
    void shouldFindTheIndexesMatchTheRecords() throws Exception {
        List<Path> indexes = new ArrayList<>(TestLogs.files(folder, ".index"));
        indexes.addAll(TestLogs.files(folder, ".timeindex"));

        assertFaultless(dump(indexes, "--verify-index-only"));
    }

    @Test
    void shouldReadSnapshotsAndTransactionIndexes() throws Exception {
        String snapshots = dump(TestLogs.files(folder, ".snapshot"), "--deep-iteration");
        String aborted = dump(TestLogs.files(folder, ".txnindex"), "--deep-iteration");

        assertThat(snapshots).contains("producerId: 0");
        assertThat(aborted).contains("version: 0 producerId: ");
        assertFaultless(snapshots + aborted);
    }

    private static void assertFaultless(String dump) {
        assertThat(dump)
                .doesNotContainIgnoringCase("mismatch")
                .doesNotContainIgnoringCase("found")
                .doesNotContainIgnoringCase("non-consecutive")
                .doesNotContainIgnoringCase("corrupt")
                .doesNotContainIgnoringCase("invalid bytes");
    }

    private static String dump(List<Path> files, String option) throws Exception {
        String names = files.stream().map(Path::toString).collect(Collectors.joining(","));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            DumpLogSegments.main(new String[] {"--files", names, option});
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
