// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import static io.barnabas.log.TestLogs.NOW;
import static io.barnabas.log.TestLogs.append;
import static io.barnabas.log.TestLogs.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.record.RecordBatches;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers on other threads while the owner appends, rolls and drops segments: they see whole batches at the right offsets. */
class ConcurrentReadTest {
    private static final int APPENDS = 4000;

    @TempDir
    private Path directory;

    @Test
    void shouldServeReadersDuringAppendRollAndRetention() throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        AtomicBoolean done = new AtomicBoolean();
        LogConfig config = TestLogs.SMALL.toBuilder()
                .retentionMs(-1)
                .retentionBytes(20_000)
                .build();
        try (LogManager manager = TestLogs.open(directory)) {
            PartitionLog log = TestLogs.orders(manager, config);
            append(log, batch(NOW, 1, "first"));
            List<CompletableFuture<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                int seed = i;
                readers.add(CompletableFuture.supplyAsync(() -> follow(log, done, new Random(seed)), threads));
            }
            CompletableFuture<Integer> seeker =
                    CompletableFuture.supplyAsync(() -> seek(log, done, new Random(9)), threads);

            for (int i = 1; i <= APPENDS; i++) {
                append(log, batch(NOW + i, 1 + i % 3, "value " + i));
                if (i % 100 == 0) {
                    log.applyRetention(NOW);
                }
            }
            done.set(true);

            for (CompletableFuture<Integer> reader : readers) {
                assertThat(reader.join()).isPositive();
            }
            assertThat(seeker.join()).isPositive();
        } finally {
            threads.shutdownNow();
        }
    }

    /** Reads at the tail, and jumps back now and then. */
    private static int follow(PartitionLog log, AtomicBoolean done, Random random) {
        int batches = 0;
        long next = log.logStartOffset();
        while (!done.get() || next < log.highWatermark()) {
            try {
                long bound = log.highWatermark();
                LogSlice slice = log.read(next, 1 + random.nextInt(2000), bound, true);
                long expected = slice.firstOffset();
                for (RecordBatch found :
                        slice.isEmpty() ? List.<RecordBatch>of() : RecordBatches.of(slice.toBuffer())) {
                    assertThat(found.isValid()).isTrue();
                    assertThat(found.baseOffset()).isEqualTo(expected);
                    assertThat(found.lastOffset()).isLessThan(bound).isGreaterThanOrEqualTo(next);
                    expected = found.nextOffset();
                    next = expected;
                    batches++;
                }
            } catch (OffsetOutOfRangeException e) {
                next = log.logStartOffset();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return batches;
    }

    private static int seek(PartitionLog log, AtomicBoolean done, Random random) {
        int found = 0;
        do {
            try {
                long time = NOW + random.nextInt(APPENDS);
                TimestampAndOffset hit = log.offsetForTimestamp(time);
                if (hit != null) {
                    assertThat(hit.timestamp()).isGreaterThanOrEqualTo(time);
                    found++;
                }
                assertThat(log.offsetOfMaxTimestamp()).isNotNull();
                assertThat(log.sizeInBytes()).isPositive();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        } while (!done.get());
        return found;
    }
}
