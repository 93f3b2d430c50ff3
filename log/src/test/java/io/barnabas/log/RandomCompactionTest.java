// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import static io.barnabas.log.TestLogs.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.record.RecordBatchBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random records, tombstones, transactions and cleanings, with restarts in between. After any number of cleanings the last value of
 * each key is what a map says, every record that is left stands where it stood, and nothing behind the clean part has changed.
 */
class RandomCompactionTest {
    private static final int STEPS = 800;
    private static final int PRODUCERS = 4;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void shouldLoseNothingThatCounts(long seed) throws IOException {
        try (CompactedLog log = new CompactedLog(directory)) {
            new History(log, seed).run();
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private static final class History {
        private final CompactedLog log;
        private final Random random;
        private final int[] sequences = new int[PRODUCERS];
        private final boolean[] open = new boolean[PRODUCERS];
        private long nowMs = NOW;
        private int cleanings;

        History(CompactedLog log, long seed) {
            this.log = log;
            this.random = new Random(seed);
        }

        void run() throws IOException {
            for (int step = 0; step < STEPS; step++) {
                nowMs += random.nextInt(20);
                int dice = random.nextInt(100);
                if (dice < 50) {
                    log.appendAll(batch(new RecordBatchBuilder()), nowMs);
                } else if (dice < 75) {
                    transaction(random.nextInt(PRODUCERS));
                } else if (dice < 92) {
                    end(random.nextInt(PRODUCERS));
                } else if (dice < 98) {
                    clean();
                } else {
                    log.restart();
                }
            }
            for (int producer = 0; producer < PRODUCERS; producer++) {
                end(producer);
            }
            log.roll(nowMs);
            clean();
            nowMs += CompactedLog.DELETE_RETENTION_MS;
            log.roll(nowMs);
            clean();
            assertThat(cleanings).isGreaterThan(5);
        }

        private ByteBuffer batch(RecordBatchBuilder builder) {
            int count = 1 + random.nextInt(4);
            for (int i = 0; i < count; i++) {
                byte[] value = random.nextInt(5) == 0 ? null : TestLogs.bytes("v" + random.nextInt(1_000_000));
                builder.append(nowMs, TestLogs.bytes("k" + random.nextInt(12)), value);
            }
            return builder.build();
        }

        private void transaction(int producer) throws IOException {
            ByteBuffer batch = batch(new RecordBatchBuilder()
                    .producer(producer, (short) 0, sequences[producer])
                    .transactional());
            sequences[producer] += RecordBatch.at(batch, 0).count();
            log.appendAll(batch, nowMs);
            open[producer] = true;
        }

        private void end(int producer) throws IOException {
            if (open[producer]) {
                log.end(producer, random.nextBoolean(), nowMs);
                open[producer] = false;
            }
        }

        private void clean() throws IOException {
            Map<String, String> values = log.lastValues();
            Map<Long, String> before = log.committed();
            List<String> tail = tail();
            cleanings += log.clean(nowMs);

            assertThat(log.lastValues()).isEqualTo(values);
            Map<Long, String> after = log.committed();
            assertThat(before).containsAllEntriesOf(after);
            assertThat(tail()).endsWith(tail.toArray(String[]::new));
            assertThat(log.batches()).allMatch(RecordBatch::isValid);
        }

        /** What stands at or behind the last stable offset, or in the active segment, to the byte. */
        private List<String> tail() throws IOException {
            if (log.log().logEndOffset() == 0) {
                return List.of();
            }
            long from = Math.max(
                    log.log().lastStableOffset(),
                    TestLogs.files(log.folder(), ".log").stream()
                            .mapToLong(file ->
                                    Long.parseLong(file.getFileName().toString().replace(".log", "")))
                            .max()
                            .orElse(0));
            List<String> tail = new ArrayList<>();
            for (RecordBatch batch : log.batches()) {
                if (batch.baseOffset() >= from) {
                    tail.add(batch.baseOffset() + "/" + batch.crc());
                }
            }
            return tail;
        }
    }
}
