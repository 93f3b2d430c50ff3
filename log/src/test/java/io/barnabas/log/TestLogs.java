// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.record.AppendOrigin;
import io.barnabas.log.record.EndTransactionMarker;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.record.RecordBatchBuilder;
import io.barnabas.log.record.RecordBatches;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Logs in a temporary directory, with everything on the calling thread, and batches to fill them. */
final class TestLogs {
    static final UUID TOPIC_ID = new UUID(7, 7);
    static final LogName NAME = new LogName("orders", 0);
    static final long NOW = 1_700_000_000_000L;

    /** Small enough that a handful of batches exercises rolls and index entries. */
    static final LogConfig SMALL = LogConfig.builder()
            .segmentBytes(2000)
            .indexIntervalBytes(150)
            .segmentIndexBytes(1 << 12)
            .build();

    private TestLogs() {}

    static LogManager open(Path directory) throws IOException {
        return LogManager.open(new LogManagerConfig(List.of(directory), 1), Runnable::run, (path, cause) -> {});
    }

    static PartitionLog orders(LogManager manager, LogConfig config) {
        return manager.log(TOPIC_ID, NAME, config);
    }

    /** A plain batch of records with the value {@code text} and timestamps from {@code timestamp} on. */
    static ByteBuffer batch(long timestamp, int records, String text) {
        RecordBatchBuilder builder = new RecordBatchBuilder();
        for (int i = 0; i < records; i++) {
            builder.append(timestamp + i, null, bytes(text));
        }
        return builder.build();
    }

    static ByteBuffer idempotent(long producerId, int sequence, int records) {
        RecordBatchBuilder builder = new RecordBatchBuilder().producer(producerId, (short) 0, sequence);
        for (int i = 0; i < records; i++) {
            builder.append(NOW, null, bytes("p" + producerId + '-' + (sequence + i)));
        }
        return builder.build();
    }

    static ByteBuffer transactional(long producerId, int sequence, int records) {
        RecordBatchBuilder builder = new RecordBatchBuilder()
                .producer(producerId, (short) 0, sequence)
                .transactional();
        for (int i = 0; i < records; i++) {
            builder.append(NOW, null, bytes("t" + producerId + '-' + (sequence + i)));
        }
        return builder.build();
    }

    static ByteBuffer marker(long producerId, boolean committed) {
        return new EndTransactionMarker(committed, 1).toBatch(NOW, producerId, (short) 0);
    }

    static AppendResult append(PartitionLog log, ByteBuffer batch) throws IOException {
        return log.append(batch, 0, AppendOrigin.CLIENT, NOW);
    }

    static AppendResult appendMarker(PartitionLog log, long producerId, boolean committed) throws IOException {
        return log.append(marker(producerId, committed), 0, AppendOrigin.COORDINATOR, NOW);
    }

    /** One line for each record that a reader gets, from the log start to the bound. */
    static List<String> readAll(PartitionLog log, int maxBytes) throws IOException {
        List<String> lines = new ArrayList<>();
        long next = log.logStartOffset();
        while (next < log.logEndOffset()) {
            LogSlice slice = log.read(next, maxBytes, log.logEndOffset(), true);
            if (slice.isEmpty()) {
                break;
            }
            for (RecordBatch batch : RecordBatches.of(slice.toBuffer())) {
                describe(batch, lines);
                next = batch.nextOffset();
            }
        }
        return lines;
    }

    /** The same, straight from the record files in the order of their names. */
    static List<String> scanFiles(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : files(folder, ".log")) {
            for (RecordBatch batch : RecordBatches.of(ByteBuffer.wrap(Files.readAllBytes(file)))) {
                describe(batch, lines);
            }
        }
        return lines;
    }

    static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    static void describe(RecordBatch batch, List<String> lines) {
        batch.records().forEachRemaining(record -> {
            ByteBuffer value = record.value();
            lines.add(record.offset() + " " + record.timestamp() + " e" + batch.partitionLeaderEpoch() + " "
                    + (value == null ? "null" : StandardCharsets.UTF_8.decode(value.duplicate())));
        });
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
