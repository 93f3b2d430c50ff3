// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import static io.barnabas.log.TestLogs.NOW;
import static io.barnabas.log.TestLogs.SMALL;
import static io.barnabas.log.TestLogs.append;
import static io.barnabas.log.TestLogs.batch;
import static io.barnabas.log.TestLogs.orders;
import static io.barnabas.log.TestLogs.readAll;
import static io.barnabas.log.TestLogs.scanFiles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.log.record.AppendError;
import io.barnabas.log.record.AppendOrigin;
import io.barnabas.log.record.EndTransactionMarker;
import io.barnabas.log.record.InvalidBatchException;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.segment.AbortedTransaction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionLogTest {
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

    private void restart() throws IOException {
        manager.close();
        manager = TestLogs.open(directory);
    }

    @Test
    void shouldGiveOffsetsAndReadBackWhatWasAppended() throws IOException {
        PartitionLog log = orders(manager, SMALL);

        AppendResult first = append(log, batch(NOW, 3, "a"));
        AppendResult second = append(log, batch(NOW + 5, 2, "b"));

        assertThat(first).isEqualTo(new AppendResult(0, 2, -1, 0, false));
        assertThat(second).isEqualTo(new AppendResult(3, 4, -1, 0, false));
        assertThat(log.logEndOffset()).isEqualTo(5);
        assertThat(log.highWatermark()).isEqualTo(5);
        assertThat(log.lastStableOffset()).isEqualTo(5);
        assertThat(readAll(log, 10_000)).hasSize(5).isEqualTo(scanFiles(log.folder()));
    }

    @Test
    void shouldReadOnAfterACleanRestart() throws IOException {
        PartitionLog log = orders(manager, SMALL);
        for (int i = 0; i < 60; i++) {
            append(log, batch(NOW + i, 1 + i % 3, "value-" + i));
        }
        List<String> before = readAll(log, 1000);

        restart();
        PartitionLog again = orders(manager, SMALL);

        assertThat(again.logEndOffset()).isEqualTo(before.size());
        assertThat(readAll(again, 1000)).isEqualTo(before);
        assertThat(append(again, batch(NOW, 1, "next")).firstOffset()).isEqualTo(before.size());
    }

    @Test
    void shouldRespectTheByteLimitAndTheUpperOffset() throws IOException {
        PartitionLog log = orders(manager, LogConfig.DEFAULTS);
        int size = batch(NOW, 1, "x").remaining();
        for (int i = 0; i < 10; i++) {
            append(log, batch(NOW, 1, "x"));
        }

        assertThat(log.read(2, 3 * size, 10, true).sizeInBytes()).isEqualTo(3 * size);
        assertThat(log.read(2, 1000 * size, 4, true).sizeInBytes()).isEqualTo(2 * size);
        assertThat(log.read(2, 1, 10, true).sizeInBytes()).isEqualTo(size);
        assertThat(log.read(2, 1, 10, false).isEmpty()).isTrue();
        assertThat(log.read(10, 100, 10, true).isEmpty()).isTrue();
        assertThat(log.read(4, 100, 4, true).isEmpty()).isTrue();
        assertThatThrownBy(() -> log.read(11, 100, 10, true)).isInstanceOf(OffsetOutOfRangeException.class);
    }

    @Test
    void shouldStartReadingAtTheBatchThatHoldsTheOffset() throws IOException {
        PartitionLog log = orders(manager, SMALL);
        for (int i = 0; i < 40; i++) {
            append(log, batch(NOW, 5, "abcdefgh"));
        }

        for (long offset = 0; offset < 200; offset++) {
            assertThat(log.read(offset, 100, 200, true).firstOffset()).isEqualTo(offset - offset % 5);
        }
    }

    @Test
    void shouldRollBySizeTimeAndIndexSpace() throws IOException {
        PartitionLog bySize = manager.log(TestLogs.TOPIC_ID, new LogName("size", 0), SMALL);
        LogConfig minute = LogConfig.builder().segmentMs(60_000).build();
        PartitionLog byTime = manager.log(TestLogs.TOPIC_ID, new LogName("time", 0), minute);
        LogConfig narrow =
                LogConfig.builder().segmentIndexBytes(36).indexIntervalBytes(0).build();
        PartitionLog byIndex = manager.log(TestLogs.TOPIC_ID, new LogName("index", 0), narrow);

        for (int i = 0; i < 30; i++) {
            append(bySize, batch(NOW, 1, "0123456789".repeat(10)));
        }
        append(byTime, batch(NOW, 1, "a"));
        append(byTime, batch(NOW + 60_000, 1, "b"));
        append(byTime, batch(NOW + 60_001, 1, "c"));
        for (int i = 0; i < 9; i++) {
            append(byIndex, batch(NOW + i, 1, "d"));
        }

        for (Path file : TestLogs.files(bySize.folder(), ".log")) {
            assertThat(Files.size(file)).isLessThanOrEqualTo(2000);
        }
        assertThat(TestLogs.files(bySize.folder(), ".log")).hasSizeGreaterThan(2);
        assertThat(TestLogs.files(byTime.folder(), ".log"))
                .extracting(file -> file.getFileName().toString())
                .containsExactly("00000000000000000000.log", "00000000000000000002.log");
        // Three slots in the time index, one kept for the end, and the first batch gets no entry: three batches a
        // segment.
        assertThat(TestLogs.files(byIndex.folder(), ".log")).hasSize(3);
    }

    @Test
    void shouldRecogniseARepeatedBatchAlsoAfterARestart() throws IOException {
        PartitionLog log = orders(manager, SMALL);
        append(log, TestLogs.idempotent(9, 0, 2));
        append(log, TestLogs.idempotent(9, 2, 3));

        AppendResult repeated = append(log, TestLogs.idempotent(9, 2, 3));
        restart();
        PartitionLog again = orders(manager, SMALL);
        AppendResult afterRestart = append(again, TestLogs.idempotent(9, 2, 3));

        assertThat(repeated.duplicate()).isTrue();
        assertThat(repeated.firstOffset()).isEqualTo(2);
        assertThat(afterRestart.duplicate()).isTrue();
        assertThat(afterRestart.lastOffset()).isEqualTo(4);
        assertThat(again.logEndOffset()).isEqualTo(5);
        assertThatThrownBy(() -> append(again, TestLogs.idempotent(9, 7, 1)))
                .isInstanceOf(InvalidBatchException.class)
                .hasMessageContaining("sequence 7");
    }

    @Test
    void shouldKnowWhichTransactionsHaveRecordsHere() throws IOException {
        PartitionLog log = orders(manager, SMALL);
        append(log, TestLogs.transactional(1, 0, 2));

        assertThat(log.hasOpenTransaction(1, (short) 0)).isTrue();
        assertThat(log.hasOpenTransaction(1, (short) 1)).isFalse();
        assertThat(log.hasOpenTransaction(2, (short) 0)).isFalse();
        restart();
        assertThat(orders(manager, SMALL).hasOpenTransaction(1, (short) 0)).isTrue();
    }

    @Test
    void shouldEndATransactionWithAMarkerOfTheNextEpoch() throws IOException {
        PartitionLog log = orders(manager, SMALL);
        append(log, TestLogs.transactional(1, 0, 2));
        EndTransactionMarker commit = new EndTransactionMarker(true, 5);

        assertThatThrownBy(() -> log.appendMarker(commit, 1, (short) 0, (short) 2, 0, NOW))
                .isInstanceOf(InvalidBatchException.class);
        log.appendMarker(commit, 1, (short) 1, (short) 2, 0, NOW);

        assertThat(log.hasOpenTransaction(1, (short) 0)).isFalse();
        assertThat(log.lastStableOffset()).isEqualTo(3);
        assertThatThrownBy(() -> append(log, TestLogs.transactional(1, 2, 1)))
                .isInstanceOf(InvalidBatchException.class);
        assertThatThrownBy(() -> log.appendMarker(new EndTransactionMarker(true, 4), 1, (short) 2, (short) 2, 0, NOW))
                .extracting(e -> ((InvalidBatchException) e).error())
                .isEqualTo(AppendError.TRANSACTION_COORDINATOR_FENCED);
    }

    @Test
    void shouldHoldTheLastStableOffsetAtTheOldestOpenTransaction() throws IOException {
        PartitionLog log = orders(manager, SMALL);
        append(log, TestLogs.transactional(1, 0, 2));
        append(log, TestLogs.transactional(2, 0, 2));
        long bothOpen = log.lastStableOffset();
        TestLogs.appendMarker(log, 1, false);
        long oneOpen = log.lastStableOffset();
        TestLogs.appendMarker(log, 2, true);

        assertThat(bothOpen).isZero();
        assertThat(oneOpen).isEqualTo(2);
        assertThat(log.lastStableOffset()).isEqualTo(6);
        assertThat(log.abortedTransactions(0, 6)).containsExactly(new AbortedTransaction(1, 0, 4, 2));
        assertThat(log.abortedTransactions(5, 6)).isEmpty();

        restart();
        assertThat(orders(manager, SMALL).abortedTransactions(0, 6)).hasSize(1);
    }

    @Test
    void shouldFindRecordsByTime() throws IOException {
        PartitionLog log = orders(manager, SMALL);
        for (int i = 0; i < 50; i++) {
            append(log, batch(NOW + 100L * i, 4, "value"));
        }
        append(log, batch(NOW, 1, "late"));

        assertThat(log.offsetForTimestamp(0)).isEqualTo(new TimestampAndOffset(NOW, 0, 0));
        assertThat(log.offsetForTimestamp(NOW + 2002)).isEqualTo(new TimestampAndOffset(NOW + 2002, 82, 0));
        assertThat(log.offsetForTimestamp(NOW + 2004)).isEqualTo(new TimestampAndOffset(NOW + 2100, 84, 0));
        assertThat(log.offsetForTimestamp(NOW + 5000)).isNull();
        assertThat(log.offsetOfMaxTimestamp()).isEqualTo(new TimestampAndOffset(NOW + 4903, 199, 0));
    }

    @Test
    void shouldKnowWhereEpochsEnd() throws IOException {
        PartitionLog log = orders(manager, SMALL);
        log.append(batch(NOW, 3, "a"), 0, AppendOrigin.CLIENT, NOW);
        log.append(batch(NOW, 3, "b"), 4, AppendOrigin.CLIENT, NOW);

        restart();
        PartitionLog again = orders(manager, SMALL);

        assertThat(again.latestEpoch()).hasValue(4);
        assertThat(again.endOffsetForEpoch(0).endOffset()).isEqualTo(3);
        assertThat(again.endOffsetForEpoch(4).endOffset()).isEqualTo(6);
    }

    @Test
    void shouldDeleteRecordsBelowAnOffsetForGood() throws IOException {
        PartitionLog log = orders(manager, SMALL);
        for (int i = 0; i < 40; i++) {
            append(log, batch(NOW, 5, "abcdefgh"));
        }

        assertThat(log.deleteRecordsBefore(123)).isEqualTo(123);
        assertThat(log.deleteRecordsBefore(50)).isEqualTo(123);
        assertThatThrownBy(() -> log.deleteRecordsBefore(201)).isInstanceOf(OffsetOutOfRangeException.class);
        assertThatThrownBy(() -> log.read(122, 100, 200, true)).isInstanceOf(OffsetOutOfRangeException.class);
        int dropped = log.applyRetention(NOW);
        restart();
        PartitionLog again = orders(manager, SMALL);

        assertThat(dropped).isPositive();
        assertThat(again.logStartOffset()).isEqualTo(123);
        assertThat(again.read(123, 100, 200, true).firstOffset()).isEqualTo(120);
        assertThat(again.deleteRecordsBefore(-1)).isEqualTo(200);
    }

    @Test
    void shouldTruncateAndGoOnFromThere() throws IOException {
        PartitionLog log = orders(manager, SMALL);
        for (int i = 0; i < 40; i++) {
            append(log, TestLogs.idempotent(3, 5 * i, 5));
        }
        List<String> all = readAll(log, 1000);

        log.truncateTo(60);
        AppendResult next = append(log, TestLogs.idempotent(3, 60, 5));

        assertThat(next.firstOffset()).isEqualTo(60);
        assertThat(readAll(log, 1000)).isEqualTo(all.subList(0, 65)).isEqualTo(scanFiles(log.folder()));
        restart();
        assertThat(readAll(orders(manager, SMALL), 1000)).isEqualTo(all.subList(0, 65));
    }

    @Test
    void shouldBeginAnewAtAnOffset() throws IOException {
        PartitionLog log = orders(manager, SMALL);
        append(log, batch(NOW, 5, "a"));

        log.restartAt(1000);

        assertThat(log.logStartOffset()).isEqualTo(1000);
        assertThat(append(log, batch(NOW, 1, "b")).firstOffset()).isEqualTo(1000);
        restart();
        PartitionLog again = orders(manager, SMALL);
        assertThat(again.logStartOffset()).isEqualTo(1000);
        assertThat(again.logEndOffset()).isEqualTo(1001);
    }

    @Test
    void shouldHoldTheHighWatermarkUntilTheFlush() throws IOException {
        PartitionLog log = orders(manager, LogConfig.builder().flushMessages(1).build());

        append(log, batch(NOW, 2, "a"));
        boolean mustFlush = log.mustFlush();
        long before = log.highWatermark();
        long durable = log.flush().toCompletableFuture().join();
        log.advanceHighWatermark(durable);

        assertThat(mustFlush).isTrue();
        assertThat(before).isZero();
        assertThat(durable).isEqualTo(2);
        assertThat(log.highWatermark()).isEqualTo(2);
        assertThat(log.mustFlush()).isFalse();
    }

    @Test
    void shouldPatchTheGivenBufferInPlace() throws IOException {
        PartitionLog log = orders(manager, LogConfig.DEFAULTS);
        append(log, batch(NOW, 4, "a"));
        ByteBuffer direct = ByteBuffer.allocateDirect(1000);
        direct.position(13).put(batch(NOW, 2, "b")).limit(direct.position()).position(13);

        log.append(direct, 6, AppendOrigin.CLIENT, NOW);

        RecordBatch patched = RecordBatch.at(direct, 13);
        assertThat(patched.baseOffset()).isEqualTo(4);
        assertThat(patched.partitionLeaderEpoch()).isEqualTo(6);
    }

    @Test
    void shouldChangeNothingWhenABatchIsRefused() throws IOException {
        PartitionLog log = orders(manager, SMALL);
        ByteBuffer damaged = batch(NOW, 1, "abc");
        damaged.put(damaged.limit() - 2, (byte) 77);

        assertThatThrownBy(() -> append(log, damaged)).isInstanceOf(InvalidBatchException.class);
        assertThatThrownBy(() -> append(log, batch(NOW, 1, "x".repeat(3000))))
                .isInstanceOf(InvalidBatchException.class)
                .hasMessageContaining("exceeds the segment size");

        assertThat(log.logEndOffset()).isZero();
        assertThat(log.folder()).doesNotExist();
    }

    @Test
    void shouldTakeAWholeBatchAwayWhenTruncatedInsideIt() throws IOException {
        PartitionLog log = orders(manager, SMALL);
        append(log, batch(NOW, 5, "a"));
        append(log, batch(NOW, 5, "b"));

        log.truncateTo(7);

        assertThat(log.logEndOffset()).isEqualTo(5);
        assertThat(append(log, batch(NOW, 1, "c")).firstOffset()).isEqualTo(5);
    }

    @Test
    void shouldTakeOnChangedConfigs() throws IOException {
        PartitionLog log = orders(manager, SMALL);
        append(log, batch(NOW, 1, "x".repeat(500)));

        log.configure(SMALL.toBuilder().maxMessageBytes(200).build());

        assertThatThrownBy(() -> append(log, batch(NOW, 1, "x".repeat(500))))
                .isInstanceOf(InvalidBatchException.class)
                .hasMessageContaining("max.message.bytes");
    }

    @Test
    void shouldMoveTheRecoveryPointToEachNewSegment() throws IOException {
        PartitionLog log = orders(manager, SMALL);
        for (int i = 0; i < 40; i++) {
            append(log, batch(NOW, 5, "abcdefgh"));
        }

        List<Path> segments = TestLogs.files(log.folder(), ".log");
        String active = segments.get(segments.size() - 1).getFileName().toString();
        assertThat(log.recoveryPoint())
                .isPositive()
                .isEqualTo(Long.parseLong(active.substring(0, active.indexOf('.'))));
    }
}
