// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.log.checkpoint.CleanShutdownFile;
import io.barnabas.log.checkpoint.PartitionMetadataFile;
import io.barnabas.log.producer.ProducerStateEntry;
import io.barnabas.log.record.EndTransactionMarker;
import io.barnabas.log.record.Record;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.record.RecordBatches;
import io.barnabas.log.record.RecordHeader;
import io.barnabas.log.segment.AbortedTransaction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that Kafka 4.3.1 wrote reads as it does there: {@code golden/README.md} says how it was made. */
class GoldenDirectoryTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final LogName NAME = new LogName("golden", 0);

    /** Kafka forgot the older ones at its restart, their records being years old; a full rebuild finds them again. */
    private static final long FIRST_REMEMBERED = 5;

    @TempDir
    private Path directory;

    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        RandomLog.copy(GOLDEN.resolve("logs"), directory.resolve("logs"));
        directory = directory.resolve("logs");
        folder = directory.resolve("golden-0");
    }

    @Test
    void shouldReadWhatKafkaWroteAsKafkaDoes() throws IOException {
        assertThat(everythingKnown()).containsExactlyElementsOf(Files.readAllLines(GOLDEN.resolve("expected.txt")));
    }

    @Test
    void shouldReadTheSameAfterAnUncleanStop() throws IOException {
        CleanShutdownFile.delete(directory);

        assertThat(everythingKnown()).containsExactlyElementsOf(Files.readAllLines(GOLDEN.resolve("expected.txt")));
    }

    @Test
    void shouldReadTheSameWhenOnlyTheRecordsAreLeft() throws IOException {
        CleanShutdownFile.delete(directory);
        Files.delete(directory.resolve("recovery-point-offset-checkpoint"));
        for (Path file : TestLogs.files(folder, "")) {
            boolean kept = file.toString().endsWith(".log") || file.endsWith(PartitionMetadataFile.FILE_NAME);
            if (!kept) {
                Files.delete(file);
            }
        }

        assertThat(everythingKnown()).containsExactlyElementsOf(Files.readAllLines(GOLDEN.resolve("expected.txt")));
    }

    @Test
    void shouldRebuildIndexesToKafkasVeryBytes() throws IOException {
        List<Path> kafkas = TestLogs.files(GOLDEN.resolve("logs/golden-0"), "index");
        for (Path index : TestLogs.files(folder, "index")) {
            Files.delete(index);
        }

        LogConfig config = LogConfig.builder().indexIntervalBytes(400).build();
        LogRecovery.recover(NAME, folder, 0, 37, config.indexLimits(), Long.MAX_VALUE);

        for (Path expected : kafkas) {
            if (expected.endsWith("00000000000000000312.index")
                    || expected.endsWith("00000000000000000312.timeindex")) {
                // Kafka was restarted in this segment and then counts the bytes since the last entry anew.
                continue;
            }
            assertThat(folder.resolve(expected.getFileName()))
                    .as(expected.getFileName().toString())
                    .hasSameBinaryContentAs(expected);
        }
    }

    @Test
    void shouldGoOnWhereKafkaStopped() throws IOException {
        try (LogManager manager = open()) {
            PartitionLog log = log(manager);
            assertThat(TestLogs.append(log, TestLogs.batch(TestLogs.NOW, 2, "ours"))
                            .firstOffset())
                    .isEqualTo(430);
        }
        try (LogManager manager = open()) {
            assertThat(log(manager).logEndOffset()).isEqualTo(432);
            assertThat(TestLogs.readAll(log(manager), 1000)).last().asString().endsWith("ours");
        }
    }

    private LogManager open() throws IOException {
        return LogManager.open(new LogManagerConfig(List.of(directory), 1), Runnable::run, (path, cause) -> {});
    }

    private PartitionLog log(LogManager manager) throws IOException {
        return manager.log(PartitionMetadataFile.read(folder).orElseThrow(), NAME, LogConfig.DEFAULTS);
    }

    private List<String> everythingKnown() throws IOException {
        try (LogManager manager = open()) {
            PartitionLog log = log(manager);
            List<String> known = new ArrayList<>();
            known.add("start " + log.logStartOffset());
            known.add("end " + log.logEndOffset());
            List<String> committed = records(log, known);
            times(log, known);
            known.addAll(committed);
            TimestampAndOffset max = log.offsetOfMaxTimestamp();
            known.add(max == null ? "max none" : "max " + max.offset() + " " + max.timestamp());
            log.activeProducers().stream()
                    .filter(p -> p.producerId() >= FIRST_REMEMBERED)
                    .sorted(Comparator.comparingLong(ProducerStateEntry::producerId))
                    .forEach(p -> known.add("producer " + p.producerId() + " " + p.producerEpoch() + " "
                            + p.lastSequence() + " " + p.lastTimestamp() + " " + p.coordinatorEpoch() + " "
                            + p.currentTxnFirstOffset()));
            return known;
        }
    }

    private static void times(PartitionLog log, List<String> known) throws IOException {
        for (String line : Files.readAllLines(GOLDEN.resolve("expected.txt"))) {
            if (line.startsWith("time ")) {
                long time = Long.parseLong(line.split(" ", -1)[1]);
                TimestampAndOffset found = log.offsetForTimestamp(time);
                known.add("time " + time + " "
                        + (found == null
                                ? "none"
                                : found.offset() + " " + found.timestamp() + " " + found.leaderEpoch()));
            }
        }
    }

    /** Adds a line for each record; returns those for what a read_committed consumer keeps. */
    private static List<String> records(PartitionLog log, List<String> known) throws IOException {
        List<String> committed = new ArrayList<>();
        long end = log.lastStableOffset();
        Deque<AbortedTransaction> aborted = new ArrayDeque<>(log.abortedTransactions(log.logStartOffset(), end).stream()
                .sorted(Comparator.comparingLong(AbortedTransaction::firstOffset))
                .toList());
        Set<Long> abortedProducers = new HashSet<>();
        for (long next = log.logStartOffset(); next < end; ) {
            for (RecordBatch batch :
                    RecordBatches.of(log.read(next, 700, end, true).toBuffer())) {
                while (!aborted.isEmpty() && aborted.element().firstOffset() <= batch.lastOffset()) {
                    abortedProducers.add(aborted.remove().producerId());
                }
                if (batch.isControl()) {
                    if (!EndTransactionMarker.of(batch).committed()) {
                        abortedProducers.remove(batch.producerId());
                    }
                } else {
                    boolean hidden = batch.isTransactional() && abortedProducers.contains(batch.producerId());
                    batch.records().forEachRemaining(record -> {
                        if (record.offset() >= log.logStartOffset()) {
                            known.add(line(batch, record));
                            if (!hidden) {
                                committed.add("committed " + record.offset());
                            }
                        }
                    });
                }
                next = batch.nextOffset();
            }
        }
        return committed;
    }

    private static String line(RecordBatch batch, Record record) {
        ByteBuffer value = record.value();
        String hash = value == null ? "-" : Integer.toHexString(Arrays.hashCode(array(value)));
        return "record " + record.offset() + " " + record.timestamp() + " " + batch.partitionLeaderEpoch() + " "
                + text(record.key()) + " " + hash + " "
                + record.headers().stream().map(GoldenDirectoryTest::header).collect(Collectors.joining(",", "[", "]"));
    }

    private static String header(RecordHeader header) {
        return header.key() + "=" + text(header.value());
    }

    private static String text(@Nullable ByteBuffer bytes) {
        return bytes == null ? "-" : new String(array(bytes), StandardCharsets.UTF_8);
    }

    private static byte[] array(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }
}
