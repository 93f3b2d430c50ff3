// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import static io.barnabas.log.TestLogs.SMALL;
import static io.barnabas.log.TestLogs.files;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.log.producer.ProducerStateEntry;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.record.RecordBatches;
import io.barnabas.log.segment.AbortedTransaction;
import io.barnabas.log.segment.BatchPosition;
import io.barnabas.log.segment.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After any damage the log is a prefix of what was acknowledged, and everything derived from it is as in an undamaged one. */
class LogRecoveryTest {
    @TempDir
    private Path directory;

    private LogManager manager;
    private int copies;

    @BeforeEach
    void open() throws IOException {
        manager = TestLogs.open(directory.resolve("live"));
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private Path crash(PartitionLog log) throws IOException {
        Path folder = directory.resolve("crashed-" + copies++).resolve("orders-0");
        RandomLog.copy(log.folder(), folder);
        return folder;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldFindEverythingAgainWhenNothingIsDamaged(long seed) throws IOException {
        RandomLog random = new RandomLog(seed, TestLogs.orders(manager, SMALL));
        random.append(150);

        LogState recovered = RandomLog.recoverAndLoad(crash(random.log), 0);

        assertSameAs(random.log, recovered);
        RandomLog.close(recovered);
    }

    @Test
    void shouldCutAtAnyByteOfTheLastBatches() throws IOException {
        RandomLog random = new RandomLog(11, TestLogs.orders(manager, SMALL));
        random.append(25);
        List<String> all = TestLogs.readAll(random.log, 1000);
        Path crashed = crash(random.log);
        Path last = lastLog(crashed);
        byte[] bytes = Files.readAllBytes(last);
        byte[] pristine = bytes.clone();

        int from = Math.max(0, bytes.length - 350);
        for (int length = bytes.length; length >= from; length--) {
            Files.write(last, Arrays.copyOf(pristine, length));
            LogState recovered = RandomLog.recoverAndLoad(crashed, 0);

            assertPrefix(all, recovered);
            RandomLog.close(recovered);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void shouldSurviveFlippedBitsAnywhereInTheRecords(long seed) throws IOException {
        RandomLog random = new RandomLog(seed, TestLogs.orders(manager, SMALL));
        random.append(60);
        List<String> all = TestLogs.readAll(random.log, 1000);
        Path pristine = crash(random.log);
        Random dice = new Random(seed);

        for (int i = 0; i < 60; i++) {
            Path crashed = directory.resolve("flip-" + i).resolve("orders-0");
            RandomLog.copy(pristine, crashed);
            List<Path> logs = files(crashed, ".log");
            flipOneBitOfABatch(logs.get(dice.nextInt(logs.size())), dice);

            LogState recovered = RandomLog.recoverAndLoad(crashed, 0);

            assertPrefix(all, recovered);
            RandomLog.close(recovered);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".index", ".timeindex", ".txnindex", ".snapshot", "leader-epoch-checkpoint"})
    void shouldRebuildWhatIsMissingOrDamagedBesideTheRecords(String suffix) throws IOException {
        RandomLog random = new RandomLog(31, TestLogs.orders(manager, SMALL));
        random.append(120);
        random.log.flush().toCompletableFuture().join();
        Random dice = new Random(32);

        Path missing = crash(random.log);
        for (Path file : files(missing, suffix)) {
            Files.delete(file);
        }
        Path damaged = crash(random.log);
        for (Path file : files(damaged, suffix)) {
            if (Files.size(file) > 0) {
                flipOneBit(file, dice);
                Files.write(file, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
            }
        }

        for (Path folder : List.of(missing, damaged)) {
            LogState recovered = RandomLog.recoverAndLoad(folder, 0);
            assertSameAs(random.log, recovered);
            RandomLog.close(recovered);
        }
    }

    @Test
    void shouldRebuildAllBesideTheRecordsAlsoAfterACleanStop() throws IOException {
        RandomLog random = new RandomLog(41, TestLogs.orders(manager, SMALL));
        random.append(120);
        Path folder = crash(random.log);
        for (Path file : files(folder, "")) {
            if (!file.toString().endsWith(".log")) {
                Files.delete(file);
            }
        }

        LogState loaded = new LogLoader(TestLogs.NAME, folder, 0, SMALL, Long.MAX_VALUE, null).load();

        assertSameAs(random.log, loaded);
        RandomLog.close(loaded);
    }

    @Test
    void shouldTrustWhatLiesBelowTheRecoveryPoint() throws IOException {
        RandomLog random = new RandomLog(51, TestLogs.orders(manager, SMALL));
        random.append(120);
        Path folder = crash(random.log);
        long lastBase = Long.parseLong(lastLog(folder).getFileName().toString().substring(0, 20));
        Path first = files(folder, ".log").get(0);
        byte[] bytes = Files.readAllBytes(first);
        bytes[bytes.length - 1] ^= 1;
        Files.write(first, bytes);

        LogState recovered = RandomLog.recoverAndLoad(folder, lastBase);

        assertThat(recovered.endOffset).isEqualTo(random.log.logEndOffset());
        RandomLog.close(recovered);
    }

    @Test
    void shouldBeginAnewWhenTheLogEndsBelowItsStart() throws IOException {
        RandomLog random = new RandomLog(61, TestLogs.orders(manager, SMALL));
        random.append(20);
        Path folder = crash(random.log);

        long end = LogRecovery.recover(TestLogs.NAME, folder, 0, 5000, SMALL.indexLimits(), Long.MAX_VALUE)
                .endOffset();

        assertThat(end).isEqualTo(5000);
        assertThat(files(folder, ".log"))
                .extracting(path -> path.getFileName().toString())
                .containsExactly("00000000000000005000.log");
    }

    @Test
    void shouldFinishACompactionThatWasReadyAndForgetOneThatWasNot() throws IOException {
        RandomLog random = new RandomLog(71, TestLogs.orders(manager, SMALL));
        random.append(120);
        List<String> all = TestLogs.readAll(random.log, 1000);
        Path folder = crash(random.log);
        List<Path> logs = files(folder, ".log");
        Path ready = logs.get(1);
        Files.copy(ready, Path.of(ready + ".swap"));
        Path unfinished = logs.get(3);
        Files.write(Path.of(unfinished + ".cleaned"), new byte[] {1, 2, 3});
        Files.write(Path.of(unfinished + ".swap"), new byte[] {1, 2, 3});
        Files.write(Path.of(logs.get(0) + ".deleted"), new byte[] {1, 2, 3});

        LogState recovered = RandomLog.recoverAndLoad(folder, 0);

        assertThat(RandomLog.lines(recovered)).isEqualTo(all);
        assertThat(files(folder, ".swap")).isEmpty();
        assertThat(files(folder, ".cleaned")).isEmpty();
        assertThat(files(folder, ".deleted")).isEmpty();
        RandomLog.close(recovered);
    }

    private static void assertPrefix(List<String> all, LogState recovered) throws IOException {
        List<String> lines = RandomLog.lines(recovered);
        assertThat(lines).isEqualTo(all.subList(0, lines.size()));
        assertThat(lines).isEqualTo(TestLogs.scanFiles(recovered.folder));
        assertThat(recovered.endOffset).isEqualTo(lines.size());
        assertLookupsMatchAScan(recovered);
    }

    private static void assertSameAs(PartitionLog expected, LogState recovered) throws IOException {
        assertThat(RandomLog.lines(recovered)).isEqualTo(TestLogs.readAll(expected, 1000));
        assertThat(producers(recovered.producers.entries())).isEqualTo(producers(expected.activeProducers()));
        assertThat(recovered.lastStableOffset).isEqualTo(expected.lastStableOffset());
        assertThat(recovered.epochs.latestEpoch()).isEqualTo(expected.latestEpoch());
        for (int epoch = 0; epoch <= expected.latestEpoch().orElse(-1); epoch++) {
            assertThat(recovered.epochs.endOffsetFor(epoch, recovered.endOffset))
                    .isEqualTo(expected.endOffsetForEpoch(epoch));
        }
        List<AbortedTransaction> aborted = expected.abortedTransactions(0, expected.logEndOffset());
        assertThat(LogReader.abortedTransactions(recovered.segments, 0, recovered.endOffset))
                .isEqualTo(aborted);
        for (long time = TestLogs.NOW - 30; time < TestLogs.NOW + 6000; time += 97) {
            assertThat(TimestampSearch.firstAtOrAfter(recovered.segments, time, 0))
                    .isEqualTo(expected.offsetForTimestamp(time));
        }
        assertLookupsMatchAScan(recovered);
    }

    private static List<ProducerStateEntry> producers(List<ProducerStateEntry> entries) {
        return entries.stream()
                .sorted(Comparator.comparingLong(ProducerStateEntry::producerId))
                .toList();
    }

    /** Each offset is found where walking from the beginning finds it. */
    private static void assertLookupsMatchAScan(LogState state) throws IOException {
        for (Segment segment : state.segments.asList()) {
            int position = 0;
            while (position < segment.sizeInBytes()) {
                BatchPosition batch = segment.firstWithTimestamp(Long.MIN_VALUE, position);
                assertThat(batch).isNotNull();
                assertThat(segment.find(batch.baseOffset())).isEqualTo(batch);
                assertThat(segment.find(batch.lastOffset())).isEqualTo(batch);
                position = batch.end();
            }
        }
    }

    private static void flipOneBit(Path file, Random dice) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length > 0) {
            bytes[dice.nextInt(bytes.length)] ^= (byte) (1 << dice.nextInt(8));
            Files.write(file, bytes);
        }
    }

    /** Base offset and leader epoch lie outside the checksum, as Kafka's format has it: damage there may go unseen. */
    private static void flipOneBitOfABatch(Path file, Random dice) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        List<RecordBatch> batches = new ArrayList<>();
        RecordBatches.of(ByteBuffer.wrap(bytes)).forEach(batches::add);
        if (batches.isEmpty()) {
            return;
        }
        RecordBatch batch = batches.get(dice.nextInt(batches.size()));
        int at = 8 + dice.nextInt(batch.sizeInBytes() - 8);
        bytes[batch.position() + (at >= 12 && at < 16 ? 16 : at)] ^= (byte) (1 << dice.nextInt(8));
        Files.write(file, bytes);
    }

    private static Path lastLog(Path folder) throws IOException {
        List<Path> logs = files(folder, ".log");
        return logs.get(logs.size() - 1);
    }
}
