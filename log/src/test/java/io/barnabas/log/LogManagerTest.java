// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import static io.barnabas.log.TestLogs.NAME;
import static io.barnabas.log.TestLogs.NOW;
import static io.barnabas.log.TestLogs.SMALL;
import static io.barnabas.log.TestLogs.TOPIC_ID;
import static io.barnabas.log.TestLogs.append;
import static io.barnabas.log.TestLogs.batch;
import static io.barnabas.log.TestLogs.orders;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.log.checkpoint.CleanShutdownFile;
import io.barnabas.log.checkpoint.OffsetCheckpoint;
import io.barnabas.log.checkpoint.PartitionOffset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogManagerTest {
    @TempDir
    private Path directory;

    @Test
    void shouldKeepTheDirectoryToItself() throws IOException {
        try (LogManager manager = TestLogs.open(directory)) {
            assertThatThrownBy(() -> TestLogs.open(directory))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("locked by another broker");
            assertThat(manager.directories()).containsExactly(directory);
        }
        assertThat(directory.resolve(".lock")).doesNotExist();
    }

    @Test
    void shouldKeepItsIdentityAndRefuseAnothers() throws IOException {
        String cluster;
        UUID id;
        try (LogManager manager = TestLogs.open(directory)) {
            cluster = manager.clusterId();
            id = manager.directoryId(directory);
        }
        try (LogManager again = TestLogs.open(directory)) {
            assertThat(again.clusterId()).isEqualTo(cluster).hasSize(22);
            assertThat(again.directoryId(directory)).isEqualTo(id);
        }
        assertThatThrownBy(() -> openAs(2, null)).hasMessageContaining("belongs to node 1");
        assertThatThrownBy(() -> openAs(1, "other")).hasMessageContaining("belongs to cluster");
    }

    private LogManager openAs(int node, @Nullable String cluster) throws IOException {
        return LogManager.open(
                new LogManagerConfig(List.of(directory), node, cluster, 1, -1), Runnable::run, (path, cause) -> {});
    }

    @Test
    void shouldLeaveAWholeKafkaDirectoryBehind() throws IOException {
        try (LogManager manager = TestLogs.open(directory)) {
            append(orders(manager, SMALL), batch(NOW, 3, "a"));
            manager.log(TOPIC_ID, new LogName("orders", 1), SMALL).logEndOffset();
        }

        assertThat(namesIn(directory))
                .containsExactlyInAnyOrder(
                        "meta.properties",
                        ".kafka_cleanshutdown",
                        "recovery-point-offset-checkpoint",
                        "replication-offset-checkpoint",
                        "log-start-offset-checkpoint",
                        "orders-0");
        assertThat(namesIn(directory.resolve("orders-0")))
                .containsExactlyInAnyOrder(
                        "00000000000000000000.log",
                        "00000000000000000000.index",
                        "00000000000000000000.timeindex",
                        "00000000000000000003.snapshot",
                        "leader-epoch-checkpoint",
                        "partition.metadata");
        assertThat(OffsetCheckpoint.RECOVERY_POINTS.read(directory))
                .containsExactly(new PartitionOffset("orders", 0, 3));
        assertThat(OffsetCheckpoint.HIGH_WATERMARKS.read(directory))
                .containsExactly(new PartitionOffset("orders", 0, 3));
        assertThat(OffsetCheckpoint.LOG_START_OFFSETS.read(directory)).isEmpty();
    }

    @Test
    void shouldHaveNoMarkerWhileItRuns() throws IOException {
        TestLogs.open(directory).close();
        try (LogManager manager = TestLogs.open(directory)) {
            assertThat(manager.names()).isEmpty();
            assertThat(CleanShutdownFile.exists(directory)).isFalse();
        }
        assertThat(CleanShutdownFile.exists(directory)).isTrue();
    }

    @Test
    void shouldOpenNothingForTwoThousandPartitionsAfterACleanStop() throws IOException {
        try (LogManager manager = TestLogs.open(directory)) {
            append(manager.log(TOPIC_ID, new LogName("many", 0), SMALL), batch(NOW, 1, "a"));
        }
        List<PartitionOffset> offsets = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            offsets.add(new PartitionOffset("many", i, 1));
            if (i > 0) {
                RandomLog.copy(directory.resolve("many-0"), directory.resolve("many-" + i));
            }
        }
        OffsetCheckpoint.RECOVERY_POINTS.write(directory, offsets);

        long before = openFiles();
        try (LogManager manager = TestLogs.open(directory)) {
            for (int i = 0; i < 2000; i++) {
                PartitionLog log = manager.log(TOPIC_ID, new LogName("many", i), SMALL);
                assertThat(log.logEndOffset()).isEqualTo(1);
                assertThat(log.highWatermark()).isEqualTo(1);
            }
            assertThat(openFiles() - before).isLessThan(10);

            manager.log(TOPIC_ID, new LogName("many", 77), SMALL).read(0, 100, 1, true);
            assertThat(openFiles() - before).isLessThan(15);
        }
        assertThat(OffsetCheckpoint.RECOVERY_POINTS.read(directory)).hasSize(2000);
    }

    @Test
    void shouldMakeNoFolderBeforeTheFirstWrite() throws IOException {
        try (LogManager manager = TestLogs.open(directory)) {
            PartitionLog log = orders(manager, SMALL);
            assertThat(log.logStartOffset()).isZero();
            assertThat(log.logEndOffset()).isZero();
            assertThat(log.read(0, 100, 0, true).isEmpty()).isTrue();
            assertThat(log.offsetForTimestamp(0)).isNull();
            assertThat(log.offsetOfMaxTimestamp()).isNull();
            assertThat(log.sizeInBytes()).isZero();
            assertThat(log.applyRetention(NOW)).isZero();
            assertThat(log.flush().toCompletableFuture().join()).isZero();
        }
        assertThat(directory.resolve("orders-0")).doesNotExist();
    }

    @Test
    void shouldRecoverAfterAKill() throws IOException {
        Path killed = directory.resolve("killed");
        List<String> all;
        try (LogManager manager = TestLogs.open(directory.resolve("live"))) {
            RandomLog random = new RandomLog(5, orders(manager, SMALL));
            random.append(80);
            manager.checkpoint();
            random.append(20);
            all = TestLogs.readAll(random.log, 1000);
            RandomLog.copy(directory.resolve("live"), killed);
        }
        Files.writeString(killed.resolve(OffsetCheckpoint.RECOVERY_POINTS.fileName()), "no checkpoint");

        try (LogManager manager = TestLogs.open(killed)) {
            PartitionLog log = orders(manager, SMALL);
            assertThat(log.logEndOffset()).isEqualTo(all.size());
            assertThat(TestLogs.readAll(log, 1000)).isEqualTo(all);
        }
        try (LogManager manager = TestLogs.open(killed)) {
            assertThat(TestLogs.readAll(orders(manager, SMALL), 1000)).isEqualTo(all);
        }
    }

    /** A producer with five requests under way sends all of them again when their answers were lost. */
    @Test
    void shouldKnowTheLastFiveBatchesOfAProducerAfterAKill() throws IOException {
        Path killed = directory.resolve("killed");
        try (LogManager manager = TestLogs.open(directory.resolve("live"))) {
            for (int sequence = 0; sequence < 10; sequence += 2) {
                append(orders(manager, SMALL), TestLogs.idempotent(9, sequence, 2));
            }
            RandomLog.copy(directory.resolve("live"), killed);
        }

        try (LogManager manager = TestLogs.open(killed)) {
            for (int sequence = 0; sequence < 10; sequence += 2) {
                AppendResult again = append(orders(manager, SMALL), TestLogs.idempotent(9, sequence, 2));

                assertThat(again.duplicate()).isTrue();
                assertThat(again.firstOffset()).isEqualTo(sequence);
            }
        }
    }

    @Test
    void shouldFlushWhatItRecoveredBeforeItCallsTheStopClean() throws IOException {
        Path killed = directory.resolve("killed");
        try (LogManager manager = TestLogs.open(directory.resolve("live"))) {
            append(orders(manager, SMALL), batch(NOW, 3, "a"));
            RandomLog.copy(directory.resolve("live"), killed);
        }

        try (LogManager manager = TestLogs.open(killed)) {
            assertThat(orders(manager, SMALL).recoveryPoint()).isZero();
        }

        assertThat(OffsetCheckpoint.RECOVERY_POINTS.read(killed)).containsExactly(new PartitionOffset("orders", 0, 3));
    }

    @Test
    void shouldDeleteAfterTheDelayWhileSlicesStayReadable() throws IOException {
        try (LogManager manager = TestLogs.open(directory)) {
            PartitionLog log = orders(manager, SMALL);
            append(log, batch(NOW, 3, "abc"));
            LogSlice inFlight = log.read(0, 1000, 3, true);

            manager.delete(TOPIC_ID, NAME, NOW);

            assertThat(directory.resolve("orders-0")).doesNotExist();
            assertThat(deletedFolders()).hasSize(1);
            assertThat(inFlight.toBuffer().remaining()).isEqualTo(inFlight.sizeInBytes());
            assertThatThrownBy(() -> append(log, batch(NOW, 1, "b"))).isInstanceOf(LogOfflineException.class);
            PartitionLog fresh = manager.log(new UUID(8, 8), NAME, SMALL);
            assertThat(append(fresh, batch(NOW, 1, "new")).firstOffset()).isZero();

            manager.removeDeleted(NOW + 59_999);
            assertThat(deletedFolders()).hasSize(1);
            manager.removeDeleted(NOW + 60_000);
            assertThat(deletedFolders()).isEmpty();
            assertThat(TestLogs.readAll(fresh, 100)).hasSize(1);
        }
    }

    @Test
    void shouldSweepFoldersThatADeletionLeft() throws IOException {
        Files.createDirectories(directory.resolve("gone-0.0123456789abcdef0123456789abcdef-delete"));
        try (LogManager manager = TestLogs.open(directory)) {
            manager.removeDeleted(NOW);
            assertThat(deletedFolders()).isEmpty();
        }
    }

    private List<String> deletedFolders() throws IOException {
        return namesIn(directory).stream()
                .filter(name -> name.endsWith("-delete"))
                .toList();
    }

    @Test
    void shouldSetAFolderOfAnotherTopicAside() throws IOException {
        try (LogManager manager = TestLogs.open(directory)) {
            append(orders(manager, SMALL), batch(NOW, 3, "old"));
        }
        try (LogManager manager = TestLogs.open(directory)) {
            PartitionLog log = manager.log(new UUID(9, 9), NAME, SMALL);
            assertThat(append(log, batch(NOW, 1, "new")).firstOffset()).isZero();
        }
        assertThat(namesIn(directory)).anyMatch(name -> name.startsWith("orders-0.") && name.endsWith("-stray"));
    }

    @Test
    void shouldSpreadPartitionsOverDirectoriesAndFindThemAgain() throws IOException {
        List<Path> both = List.of(directory.resolve("a"), directory.resolve("b"));
        LogManagerConfig config = new LogManagerConfig(both, 1);
        try (LogManager manager = LogManager.open(config, Runnable::run, (path, cause) -> {})) {
            for (int i = 0; i < 4; i++) {
                append(manager.log(TOPIC_ID, new LogName("t", i), SMALL), batch(NOW, 1, "p" + i));
            }
        }
        for (Path one : both) {
            assertThat(namesIn(one)).filteredOn(name -> name.startsWith("t-")).hasSize(2);
        }
        try (LogManager manager = LogManager.open(config, Runnable::run, (path, cause) -> {})) {
            for (int i = 0; i < 4; i++) {
                assertThat(TestLogs.readAll(manager.log(TOPIC_ID, new LogName("t", i), SMALL), 100))
                        .hasSize(1);
            }
        }
    }

    @Test
    void shouldTakeTheDirectoryOfflineWhenItFails() throws IOException {
        List<Path> failed = new ArrayList<>();
        LogManagerConfig config = new LogManagerConfig(List.of(directory), 1);
        try (LogManager manager = LogManager.open(config, Runnable::run, (path, cause) -> failed.add(path))) {
            PartitionLog log = orders(manager, SMALL);
            Files.writeString(directory.resolve("orders-0"), "a file where the folder should be");

            assertThatThrownBy(() -> append(log, batch(NOW, 1, "a"))).isInstanceOf(IOException.class);

            assertThat(failed).containsExactly(directory);
            assertThat(manager.directories()).isEmpty();
            assertThat(log.isOffline()).isTrue();
            assertThatThrownBy(() -> append(log, batch(NOW, 1, "a"))).isInstanceOf(LogOfflineException.class);
        }
        assertThat(CleanShutdownFile.exists(directory)).isFalse();
    }

    @Test
    void shouldFlushLogsWhoseTimeIsOver() throws IOException {
        try (LogManager manager = TestLogs.open(directory)) {
            PartitionLog log = orders(manager, SMALL.toBuilder().flushMs(1000).build());
            append(log, batch(NOW, 3, "a"));

            manager.flushDue(NOW);
            long early = log.recoveryPoint();
            manager.flushDue(NOW + 1000);

            assertThat(early).isZero();
            assertThat(log.recoveryPoint()).isEqualTo(3);
        }
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static long openFiles() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return 0;
        }
        try (Stream<Path> open = Files.list(descriptors)) {
            return open.count();
        }
    }
}
