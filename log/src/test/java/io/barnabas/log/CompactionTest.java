// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import static io.barnabas.log.TestLogs.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.log.checkpoint.OffsetCheckpoint;
import io.barnabas.log.record.AppendOrigin;
import io.barnabas.log.record.Compression;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.record.RecordBatchBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {
    @TempDir
    private Path directory;

    private CompactedLog log;

    @BeforeEach
    void open() throws IOException {
        log = new CompactedLog(directory);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void shouldKeepTheLastRecordOfEachKeyAtItsOffset() throws IOException {
        for (int i = 0; i < 100; i++) {
            log.append(NOW, "k" + i % 3, "v" + i);
        }
        log.roll(NOW);
        long bytes = log.log().sizeInBytes();

        assertThat(log.clean(NOW)).isPositive();

        Map<Long, String> left = log.committed();
        assertThat(left)
                .containsEntry(97L, "k1=v97")
                .containsEntry(98L, "k2=v98")
                .containsEntry(99L, "k0=v99");
        assertThat(left.keySet()).allMatch(offset -> offset >= 97);
        assertThat(log.log().sizeInBytes()).isLessThan(bytes);
        assertThat(OffsetCheckpoint.CLEANER_OFFSETS.read(directory)).hasSize(1);
        assertThat(log.clean(NOW)).isZero();
    }

    @Test
    void shouldGoOnWhereItWasAfterARestart() throws IOException {
        for (int i = 0; i < 60; i++) {
            log.append(NOW, "k" + i % 3, "v" + i);
        }
        log.roll(NOW);
        log.clean(NOW);
        Map<Long, String> left = log.committed();

        log.restart();

        assertThat(log.committed()).isEqualTo(left);
        assertThat(log.clean(NOW)).isZero();
        log.append(NOW, "k0", "newer");
        log.roll(NOW);
        assertThat(log.clean(NOW)).isPositive();
        assertThat(log.lastValues()).containsEntry("k0", "newer").containsEntry("k1", "v58");
    }

    @Test
    void shouldKeepATombstoneForItsTimeAndThenForgetTheKey() throws IOException {
        log.append(NOW, "k", "v");
        log.append(NOW, "k", null);
        log.roll(NOW);
        log.clean(NOW);
        assertThat(log.committed()).containsEntry(1L, "k=null").doesNotContainKey(0L);
        RecordBatch tombstone = log.batches().get(0);
        assertThat(tombstone.hasDeleteHorizon()).isTrue();
        assertThat(tombstone.baseTimestamp()).isEqualTo(NOW + CompactedLog.DELETE_RETENTION_MS);
        assertThat(tombstone.records().next().timestamp()).isEqualTo(NOW);

        log.roll(NOW);
        log.clean(NOW + CompactedLog.DELETE_RETENTION_MS - 1);
        assertThat(log.committed()).containsKey(1L);
        log.roll(NOW);
        log.clean(NOW + CompactedLog.DELETE_RETENTION_MS);

        assertThat(log.committed()).doesNotContainKey(1L);
    }

    @Test
    void shouldDropWhatWasAbortedAtOnceAndTheMarkerLater() throws IOException {
        transaction(7, 0, "k", "aborted");
        log.end(7, false, NOW);
        transaction(8, 0, "k", "committed");
        log.end(8, true, NOW);
        log.roll(NOW);

        log.clean(NOW);

        assertThat(log.committed().values()).contains("k=committed").doesNotContain("k=aborted");
        assertThat(log.batches()).filteredOn(RecordBatch::isControl).hasSize(2);
        // A header stays of the data as long as the producer is known, and the marker with it.
        log.log().expireProducers(NOW + LogManagerConfig.DEFAULT_PRODUCER_ID_EXPIRATION_MS);
        for (int i = 0; i < 2; i++) {
            log.roll(NOW);
            log.clean(NOW);
        }
        log.roll(NOW);
        log.clean(NOW + CompactedLog.DELETE_RETENTION_MS);
        assertThat(log.batches())
                .filteredOn(RecordBatch::isControl)
                .extracting(RecordBatch::producerId)
                .containsExactly(8L);
        assertThat(log.lastValues()).containsEntry("k", "committed");
    }

    @Test
    void shouldNotTouchWhatIsInAnOpenTransaction() throws IOException {
        transaction(7, 0, "k", "open");
        for (int i = 0; i < 20; i++) {
            log.append(NOW, "k", "v" + i);
        }
        log.roll(NOW);

        assertThat(log.clean(NOW)).isZero();

        log.end(7, true, NOW);
        log.roll(NOW);
        assertThat(log.clean(NOW)).isPositive();
        assertThat(log.lastValues()).containsEntry("k", "v19");
    }

    @Test
    void shouldKeepTheLastSequenceOfAProducerInAHeaderAlone() throws IOException {
        log.appendAll(idempotent(9, 0, "k", "v0"), NOW);
        log.append(NOW, "k", "v1");
        log.roll(NOW);

        log.clean(NOW);
        log.restart();

        RecordBatch header = log.batches().get(0);
        assertThat(header.count()).isZero();
        assertThat(header.sizeInBytes()).isEqualTo(RecordBatch.HEADER_SIZE);
        assertThat(header.isValid()).isTrue();
        assertThat(header.producerId()).isEqualTo(9);
        AppendResult again = log.log().append(idempotent(9, 0, "k", "v0"), 0, AppendOrigin.CLIENT, NOW);
        assertThat(again.duplicate()).isTrue();
        assertThat(again.firstOffset()).isZero();
    }

    @Test
    void shouldKeepWhatIsTooYoung() throws IOException {
        log.close();
        log = new CompactedLog(
                directory, CompactedLog.config().minCompactionLagMs(10_000).build());
        log.append(NOW, "k", "v0");
        log.append(NOW, "k", "v1");
        log.roll(NOW);

        assertThat(log.clean(NOW + 9_999)).isZero();
        assertThat(log.clean(NOW + 10_000)).isPositive();
    }

    @Test
    void shouldCleanWhatHasWaitedTooLongHoweverLittleItIs() throws IOException {
        log.close();
        log = new CompactedLog(
                directory,
                CompactedLog.config()
                        .minCleanableDirtyRatio(1)
                        .maxCompactionLagMs(10_000)
                        .build());
        log.append(NOW, "k", "v0");
        log.append(NOW, "k", "v1");
        log.roll(NOW);

        assertThat(log.clean(NOW + 10_000)).isZero();
        assertThat(log.clean(NOW + 10_001)).isPositive();
    }

    @Test
    void shouldWorkWithAMapThatHoldsOnlyAPart() throws IOException {
        for (int i = 0; i < 400; i++) {
            log.append(NOW, "k" + i % 100, "v" + i);
        }
        log.roll(NOW);

        int runs = log.clean(new CleanerConfig(1_024, 0.9, Double.MAX_VALUE), NOW);

        assertThat(runs).isGreaterThan(2);
        assertThat(log.lastValues()).hasSize(101).containsEntry("k0", "v300").containsEntry("k99", "v399");
    }

    @Test
    void shouldKeepCompressedBatchesReadable() throws IOException {
        for (var codec : Compression.values()) {
            RecordBatchBuilder batch = new RecordBatchBuilder().compression(codec);
            for (int i = 0; i < 50; i++) {
                batch.append(NOW + i, TestLogs.bytes("k" + i % 5), TestLogs.bytes(codec + "-" + i));
            }
            log.appendAll(batch.build(), NOW);
        }
        log.roll(NOW);

        log.clean(NOW);

        List<RecordBatch> batches = log.batches();
        assertThat(batches).allMatch(RecordBatch::isValid);
        assertThat(log.lastValues().get("k4")).endsWith("-49");
        assertThat(log.lastValues()).hasSize(6);
    }

    private void transaction(long producerId, int sequence, String key, String value) throws IOException {
        log.appendAll(
                new RecordBatchBuilder()
                        .producer(producerId, (short) 0, sequence)
                        .transactional()
                        .append(NOW, TestLogs.bytes(key), TestLogs.bytes(value))
                        .build(),
                NOW);
    }

    private static ByteBuffer idempotent(long producerId, int sequence, String key, String value) {
        return new RecordBatchBuilder()
                .producer(producerId, (short) 0, sequence)
                .append(NOW, TestLogs.bytes(key), TestLogs.bytes(value))
                .build();
    }
}
