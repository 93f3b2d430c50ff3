// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.cleaner.Throttle;
import io.barnabas.log.record.AppendOrigin;
import io.barnabas.log.record.EndTransactionMarker;
import io.barnabas.log.record.Record;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.record.RecordBatchBuilder;
import io.barnabas.log.record.RecordBatches;
import io.barnabas.log.segment.AbortedTransaction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A log that is compacted, with its cleaner, and the eyes of a reader of committed data on it. */
final class CompactedLog implements AutoCloseable {
    static final long DELETE_RETENTION_MS = 1_000;

    private final Path directory;
    private final LogConfig config;
    private LogManager manager;
    private PartitionLog log;
    private LogCleaner cleaner;

    CompactedLog(Path directory) throws IOException {
        this(directory, config().build());
    }

    CompactedLog(Path directory, LogConfig config) throws IOException {
        this.directory = directory;
        this.config = config;
        open();
    }

    static LogConfigBuilder config() {
        return LogConfig.builder()
                .segmentBytes(2_000)
                .indexIntervalBytes(150)
                .segmentIndexBytes(1 << 12)
                .compact(true)
                .delete(false)
                .deleteRetentionMs(DELETE_RETENTION_MS)
                .minCleanableDirtyRatio(0.01);
    }

    private void open() throws IOException {
        manager = TestLogs.open(directory);
        log = TestLogs.orders(manager, config);
        cleaner = new LogCleaner(manager, owner -> Runnable::run, rate -> Throttle.NONE);
    }

    PartitionLog log() {
        return log;
    }

    Path folder() {
        return log.folder();
    }

    /** Stops in order and starts again. */
    void restart() throws IOException {
        manager.close();
        open();
        log.logStartOffset();
    }

    int clean(long nowMs) {
        return clean(CleanerConfig.DEFAULT, nowMs);
    }

    int clean(CleanerConfig cleanerConfig, long nowMs) {
        return cleaner.runAll(cleanerConfig, nowMs);
    }

    void append(long nowMs, String key, @Nullable String value) throws IOException {
        ByteBuffer batch = new RecordBatchBuilder()
                .append(nowMs, TestLogs.bytes(key), value == null ? null : TestLogs.bytes(value))
                .build();
        log.append(batch, 0, AppendOrigin.CLIENT, nowMs);
    }

    void appendAll(ByteBuffer batch, long nowMs) throws IOException {
        log.append(batch, 0, AppendOrigin.CLIENT, nowMs);
    }

    void end(long producerId, boolean commit, long nowMs) throws IOException {
        log.appendMarker(new EndTransactionMarker(commit, 1), producerId, (short) 0, (short) 0, 0, nowMs);
    }

    /** Rolls, so that everything before can be cleaned. */
    void roll(long nowMs) throws IOException {
        String filler = "f".repeat(1_850);
        append(nowMs, "filler", filler);
        append(nowMs, "filler", filler);
    }

    /** Every batch there is, in order. */
    List<RecordBatch> batches() throws IOException {
        List<RecordBatch> batches = new ArrayList<>();
        long next = log.logStartOffset();
        while (next < log.logEndOffset()) {
            LogSlice slice = log.read(next, 10_000, log.logEndOffset(), true);
            if (slice.isEmpty()) {
                break;
            }
            for (RecordBatch batch : RecordBatches.of(slice.toBuffer())) {
                batches.add(batch);
                next = batch.nextOffset();
            }
        }
        return batches;
    }

    /** What a reader of committed data makes of the log from its start: the last value of each key, without tombstones. */
    Map<String, String> lastValues() throws IOException {
        Map<String, String> values = new TreeMap<>();
        forEachCommitted(record -> {
            String key = text(record.key());
            String value = text(record.value());
            if (value == null) {
                values.remove(key);
            } else {
                values.put(key, value);
            }
        });
        return values;
    }

    /** Offset, key and value of each committed record. */
    Map<Long, String> committed() throws IOException {
        Map<Long, String> found = new TreeMap<>();
        forEachCommitted(record -> found.put(record.offset(), text(record.key()) + "=" + text(record.value())));
        return found;
    }

    @FunctionalInterface
    private interface Reader {
        void read(Record record);
    }

    private void forEachCommitted(Reader reader) throws IOException {
        List<AbortedTransaction> aborts =
                new ArrayList<>(log.abortedTransactions(log.logStartOffset(), log.logEndOffset()));
        Map<Long, Long> abortedFrom = new HashMap<>();
        Set<AbortedTransaction> begun = new HashSet<>();
        long stable = log.lastStableOffset();
        for (RecordBatch batch : batches()) {
            if (batch.lastOffset() >= stable) {
                break;
            }
            for (AbortedTransaction abort : aborts) {
                if (abort.firstOffset() <= batch.lastOffset() && begun.add(abort)) {
                    abortedFrom.put(abort.producerId(), abort.firstOffset());
                }
            }
            if (batch.isControl()) {
                abortedFrom.remove(batch.producerId());
            } else if (!batch.isTransactional() || !abortedFrom.containsKey(batch.producerId())) {
                batch.records().forEachRemaining(reader::read);
            }
        }
    }

    static @Nullable String text(@Nullable ByteBuffer bytes) {
        return bytes == null
                ? null
                : StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    @Override
    public void close() {
        manager.close();
    }
}
