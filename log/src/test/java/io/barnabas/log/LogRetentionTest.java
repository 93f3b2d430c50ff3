// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import static io.barnabas.log.TestLogs.NOW;
import static io.barnabas.log.TestLogs.append;
import static io.barnabas.log.TestLogs.batch;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRetentionTest {
    private static final LogConfig KEEP_ALL =
            TestLogs.SMALL.toBuilder().retentionMs(-1).build();

    @TempDir
    private Path directory;

    private LogManager manager;

    @BeforeEach
    void open() throws IOException {
        manager = TestLogs.open(directory);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** Segments of ten records, one second apart. */
    private PartitionLog tenSegments(LogConfig config) throws IOException {
        PartitionLog log = TestLogs.orders(manager, config);
        for (int i = 0; i < 100; i++) {
            append(log, batch(NOW + 1000L * i, 1, "x".repeat(120)));
        }
        return log;
    }

    private static List<Long> bases(PartitionLog log) throws IOException {
        return TestLogs.files(log.folder(), ".log").stream()
                .map(file -> Long.parseLong(file.getFileName().toString().substring(0, 20)))
                .toList();
    }

    @Test
    void shouldKeepEverythingWithoutLimits() throws IOException {
        PartitionLog log = tenSegments(KEEP_ALL);

        assertThat(log.applyRetention(Long.MAX_VALUE / 2)).isZero();
        assertThat(bases(log)).hasSizeGreaterThan(5);
    }

    @Test
    void shouldDropSegmentsWhoseNewestRecordIsTooOld() throws IOException {
        PartitionLog log = tenSegments(KEEP_ALL);
        long secondBase = bases(log).get(1);
        long thirdBase = bases(log).get(2);
        log.configure(KEEP_ALL.toBuilder().retentionMs(10_000).build());

        long newestOfSecond = NOW + 1000 * (thirdBase - 1);
        int early = log.applyRetention(newestOfSecond + 10_000);
        long startEarly = log.logStartOffset();
        int later = log.applyRetention(newestOfSecond + 10_001);

        assertThat(early).isEqualTo(1);
        assertThat(startEarly).isEqualTo(secondBase);
        assertThat(later).isEqualTo(1);
        assertThat(log.logStartOffset()).isEqualTo(thirdBase);
        assertThat(bases(log).get(0)).isEqualTo(thirdBase);
    }

    @Test
    void shouldDropTheActiveSegmentTooAndGoOnAtTheSameOffset() throws IOException {
        PartitionLog log = tenSegments(KEEP_ALL.toBuilder().retentionMs(10_000).build());

        log.applyRetention(NOW + 1_000_000);

        assertThat(log.logStartOffset()).isEqualTo(100);
        assertThat(log.logEndOffset()).isEqualTo(100);
        assertThat(bases(log)).containsExactly(100L);
        assertThat(log.applyRetention(NOW + 2_000_000)).isZero();
        assertThat(append(log, batch(NOW, 1, "next")).firstOffset()).isEqualTo(100);
    }

    @Test
    void shouldDropTheOldestBeyondTheSize() throws IOException {
        PartitionLog log = tenSegments(KEEP_ALL);
        long size = log.sizeInBytes();
        log.configure(KEEP_ALL.toBuilder().retentionBytes(size / 2).build());

        int dropped = log.applyRetention(NOW);

        assertThat(dropped).isPositive();
        assertThat(log.sizeInBytes()).isGreaterThanOrEqualTo(size / 2).isLessThan(size / 2 + 2000);
        assertThat(log.applyRetention(NOW)).isZero();
    }

    @Test
    void shouldOnlyDropWhatNobodyCanReadWhenTheTopicIsCompacted() throws IOException {
        PartitionLog log = tenSegments(KEEP_ALL);
        log.configure(KEEP_ALL.toBuilder()
                .delete(false)
                .retentionMs(1)
                .retentionBytes(1)
                .build());
        long secondBase = bases(log).get(1);
        log.deleteRecordsBefore(secondBase);

        assertThat(log.applyRetention(NOW + 1_000_000)).isEqualTo(1);
        assertThat(bases(log).get(0)).isEqualTo(secondBase);
    }

    @Test
    void shouldKeepFilesOfDroppedSegmentsUntilTheDelayIsOver() throws IOException {
        PartitionLog log = tenSegments(KEEP_ALL.toBuilder().retentionMs(10_000).build());
        LogSlice inFlight = log.read(0, 500, 100, true);

        log.applyRetention(NOW + 1_000_000);

        assertThat(inFlight.toBuffer().remaining()).isEqualTo(inFlight.sizeInBytes());
        assertThat(TestLogs.files(log.folder(), ".log.deleted")).isNotEmpty();
        manager.removeDeleted(NOW + 1_059_999);
        assertThat(TestLogs.files(log.folder(), ".log.deleted")).isNotEmpty();
        manager.removeDeleted(NOW + 1_060_000);
        assertThat(TestLogs.files(log.folder(), ".deleted")).isEmpty();
    }

    @Test
    void shouldOpenALogOnlyWhenRetentionMayHaveSomethingToDrop() throws IOException {
        LogConfig config = KEEP_ALL.toBuilder().retentionMs(10_000).build();
        long size = tenSegments(config).sizeInBytes();
        manager.close();
        manager = TestLogs.open(directory);
        PartitionLog log = TestLogs.orders(manager, config);

        int early = log.applyRetention(NOW + 10_000);
        boolean openedEarly = log.lazy().ifOpen() != null;
        long sizeClosed = log.sizeInBytes();
        int late = log.applyRetention(NOW + 50_000);

        assertThat(early).isZero();
        assertThat(openedEarly).isFalse();
        assertThat(sizeClosed).isEqualTo(size);
        assertThat(late).isPositive();
        assertThat(log.lazy().ifOpen()).isNotNull();
    }
}
