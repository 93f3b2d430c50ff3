// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import static io.barnabas.log.TestLogs.NOW;
import static io.barnabas.log.TestLogs.SMALL;
import static io.barnabas.log.TestLogs.append;
import static io.barnabas.log.TestLogs.batch;
import static io.barnabas.log.TestLogs.idempotent;
import static io.barnabas.log.TestLogs.orders;
import static io.barnabas.log.TestLogs.readAll;
import static io.barnabas.log.TestLogs.scanFiles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.log.record.AppendOrigin;
import io.barnabas.log.record.InvalidBatchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatheredAppendTest {
    @TempDir
    private Path directory;

    private static AppendResult gather(PartitionLog log, ByteBuffer batches) throws IOException {
        return log.gather(batches, 0, AppendOrigin.CLIENT, NOW);
    }

    @Test
    void shouldShowGatheredBatchesTogetherOnceTheyAreWritten() throws IOException {
        try (LogManager manager = TestLogs.open(directory)) {
            PartitionLog log = orders(manager, LogConfig.DEFAULTS);
            append(log, batch(NOW, 1, "first"));

            assertThat(gather(log, batch(NOW, 2, "a")).firstOffset()).isEqualTo(1);
            assertThat(gather(log, batch(NOW, 3, "b")).firstOffset()).isEqualTo(3);
            assertThat(log.logEndOffset()).isEqualTo(1);
            assertThat(log.highWatermark()).isEqualTo(1);
            assertThat(readAll(log, 10_000)).hasSize(1).isEqualTo(scanFiles(log.folder()));

            log.writeGathered();
            assertThat(log.logEndOffset()).isEqualTo(6);
            assertThat(log.highWatermark()).isEqualTo(6);
            assertThat(readAll(log, 10_000)).hasSize(6).isEqualTo(scanFiles(log.folder()));
        }
    }

    @Test
    void shouldWriteWhatWasGatheredBeforeAnythingElseHappensToTheLog() throws IOException {
        try (LogManager manager = TestLogs.open(directory)) {
            PartitionLog log = orders(manager, LogConfig.DEFAULTS);
            append(log, batch(NOW, 1, "first"));

            gather(log, batch(NOW, 1, "a"));
            assertThat(append(log, batch(NOW, 1, "b")).firstOffset()).isEqualTo(2);
            assertThat(log.logEndOffset()).isEqualTo(3);

            gather(log, batch(NOW, 1, "c"));
            log.beginEpoch(1);
            assertThat(log.endOffsetForEpoch(0).endOffset()).isEqualTo(4);

            gather(log, batch(NOW, 1, "d"));
            log.truncateTo(4);
            log.writeGathered();
            assertThat(log.logEndOffset()).isEqualTo(4);
            assertThat(readAll(log, 10_000)).hasSize(4).isEqualTo(scanFiles(log.folder()));
        }
    }

    @Test
    void shouldKnowAProducersBatchThatIsGathered() throws IOException {
        try (LogManager manager = TestLogs.open(directory)) {
            PartitionLog log = orders(manager, LogConfig.DEFAULTS);
            append(log, batch(NOW, 1, "first"));

            gather(log, idempotent(5, 0, 2));
            AppendResult again = gather(log, idempotent(5, 0, 2));
            assertThatThrownBy(() -> gather(log, idempotent(5, 7, 1))).isInstanceOf(InvalidBatchException.class);
            gather(log, idempotent(5, 2, 1));
            log.writeGathered();

            assertThat(again.duplicate()).isTrue();
            assertThat(again.firstOffset()).isEqualTo(1);
            assertThat(readAll(log, 10_000)).hasSize(4);
        }
    }

    @Test
    void shouldNotWaitWithMoreThanOneWriteIsGoodFor() throws IOException {
        try (LogManager manager = TestLogs.open(directory)) {
            PartitionLog log = orders(manager, LogConfig.DEFAULTS);
            append(log, batch(NOW, 1, "first"));

            gather(log, batch(NOW, 1, "a".repeat(100 << 10)));
            assertThat(log.logEndOffset()).isEqualTo(1);
            gather(log, batch(NOW, 1, "b".repeat(200 << 10)));
            assertThat(log.logEndOffset()).isEqualTo(3);
        }
    }

    /** The same batches, one by one into one log and gathered at random into another, leave the same bytes in all files. */
    @Test
    void shouldLeaveTheSameFilesAsSingleAppends() throws IOException {
        for (int round = 0; round < 20; round++) {
            long seed = new Random().nextLong();
            Path single = fill("single-" + round, seed, false);
            Path gathered = fill("gathered-" + round, seed, true);
            assertThat(contents(gathered)).as("seed %d", seed).isEqualTo(contents(single));
        }
    }

    private Path fill(String name, long seed, boolean gathering) throws IOException {
        Path home = Files.createDirectory(directory.resolve(name));
        try (LogManager manager = TestLogs.open(home)) {
            RandomLog random = new RandomLog(seed, orders(manager, SMALL));
            if (gathering) {
                random.appendGathering(120);
            } else {
                random.append(120);
            }
            return random.log.folder();
        }
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (Path file : TestLogs.files(folder, "")) {
            contents.put(file.getFileName().toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
        return contents;
    }
}
