// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.record.AppendOrigin;
import io.barnabas.log.record.Compression;
import io.barnabas.log.record.RecordBatchBuilder;
import io.barnabas.log.record.RecordBatches;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Fills a log from a seed: plain, compressed, idempotent and transactional batches, commits, aborts and new epochs. */
final class RandomLog {
    private static final int PRODUCERS = 4;
    private static final List<Compression> CODECS = List.of(Compression.values());

    final Random random;
    final PartitionLog log;
    private final int[] sequences = new int[PRODUCERS];
    private final boolean[] open = new boolean[PRODUCERS];
    private int epoch;
    private boolean gathering;
    private long time = TestLogs.NOW;

    RandomLog(long seed, PartitionLog log) {
        System.out.println("seed " + seed);
        this.random = new Random(seed);
        this.log = log;
    }

    void append(int batches) throws IOException {
        for (int i = 0; i < batches; i++) {
            appendOne();
        }
    }

    /** The same batches as {@link #append}, written now and then. */
    void appendGathering(int batches) throws IOException {
        Random turns = new Random(batches);
        gathering = true;
        for (int i = 0; i < batches; i++) {
            appendOne();
            if (turns.nextInt(6) == 0) {
                log.writeGathered();
            }
        }
        gathering = false;
        log.writeGathered();
    }

    private void appendOne() throws IOException {
        time += random.nextInt(50);
        epoch += random.nextInt(20) == 0 ? 1 : 0;
        int producer = random.nextInt(PRODUCERS * 2);
        if (producer < PRODUCERS && open[producer] && random.nextInt(3) == 0) {
            log.append(TestLogs.marker(producer, random.nextBoolean()), epoch, AppendOrigin.COORDINATOR, time);
            open[producer] = false;
            return;
        }
        RecordBatchBuilder builder = new RecordBatchBuilder();
        if (random.nextInt(3) == 0) {
            builder.compression(CODECS.get(random.nextInt(CODECS.size())));
        }
        int count = 1 + random.nextInt(4);
        if (producer < PRODUCERS) {
            builder.producer(producer, (short) 0, sequences[producer]);
            sequences[producer] += count;
            if (producer % 2 == 0) {
                builder.transactional();
                open[producer] = true;
            }
        }
        for (int i = 0; i < count; i++) {
            byte[] value = random.nextInt(8) == 0 ? null : TestLogs.bytes("v".repeat(random.nextInt(60)) + time);
            builder.append(time - random.nextInt(20), TestLogs.bytes("k" + i), value);
        }
        if (gathering) {
            log.gather(builder.build(), epoch, AppendOrigin.CLIENT, time);
        } else {
            log.append(builder.build(), epoch, AppendOrigin.CLIENT, time);
        }
    }

    /** What kill -9 leaves of a folder that is in use. */
    static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Recovers a copied folder and opens it, as a start would. */
    static LogState recoverAndLoad(Path folder, long recoveryPoint) throws IOException {
        long end = LogRecovery.recover(
                        TestLogs.NAME, folder, recoveryPoint, 0, TestLogs.SMALL.indexLimits(), Long.MAX_VALUE)
                .endOffset();
        LogState state = new LogLoader(TestLogs.NAME, folder, 0, TestLogs.SMALL, Long.MAX_VALUE, null).load();
        if (state.endOffset != end) {
            throw new AssertionError("recovery says " + end + ", the loader " + state.endOffset);
        }
        return state;
    }

    static List<String> lines(LogState state) throws IOException {
        List<String> lines = new ArrayList<>();
        for (long next = state.startOffset; next < state.endOffset; ) {
            LogSlice slice = LogReader.read(state.segments, next, 1000, state.endOffset, true);
            if (slice.isEmpty()) {
                return lines;
            }
            for (var batch : RecordBatches.of(slice.toBuffer())) {
                TestLogs.describe(batch, lines);
                next = batch.nextOffset();
            }
        }
        return lines;
    }

    static void close(LogState state) throws IOException {
        for (var segment : state.segments.asList()) {
            segment.close();
        }
    }
}
