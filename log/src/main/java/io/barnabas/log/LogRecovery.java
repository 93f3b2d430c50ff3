// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.checkpoint.CorruptCheckpointException;
import io.barnabas.log.epoch.EpochEntry;
import io.barnabas.log.epoch.LeaderEpochCache;
import io.barnabas.log.epoch.LeaderEpochCheckpoint;
import io.barnabas.log.producer.CompletedTransaction;
import io.barnabas.log.producer.ProducerStateTable;
import io.barnabas.log.record.CorruptRecordException;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.segment.AbortedTransaction;
import io.barnabas.log.segment.IndexLimits;
import io.barnabas.log.segment.Segment;
import io.barnabas.log.segment.SegmentFiles;
import io.barnabas.log.segment.SegmentScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one partition's folder what a clean stop would have left, after a stop that was not.
 *
 * <pre>
 * leftovers of deletion and compaction -> gone or finished
 * segments below the recovery point    -> trusted; read only as far as producer state and epochs are not known
 * each segment from there on           -> every batch checked, its three indexes made anew
 * first bad batch                      -> cut there, later segments dropped, done
 * then: epochs cut to the log, producer snapshot at the end; if the end fell below the log start, all begins anew there
 * </pre>
 *
 * <p>It opens and closes its own files and runs on the disk pool, before anybody has the log.
 */
final class LogRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(LogRecovery.class);

    private final LogName name;
    private final Path folder;
    private final long logStart;
    private final ProducerStateTable producers;
    private final ProducerSnapshots snapshots;
    private final LeaderEpochCache epochs;
    private final List<Segment> segments = new ArrayList<>();
    private boolean epochsLost;

    private LogRecovery(LogName name, Path folder, long logStart, IndexLimits limits, long producerIdExpirationMs)
            throws IOException {
        this.name = name;
        this.folder = folder;
        this.logStart = logStart;
        LogFolder files = LogFolder.tidyAndList(folder);
        for (long base : files.segments()) {
            segments.add(Segment.at(folder, base, limits));
        }
        producers = new ProducerStateTable(name.toString(), producerIdExpirationMs);
        snapshots = new ProducerSnapshots(folder, files.snapshots());
        epochs = new LeaderEpochCache(readEpochs(), null);
    }

    /**
     * What was recovered.
     *
     * @param producers with the last batches of each producer, where a snapshot file keeps only one: a producer that got no
     *     answer before the crash sends them all again
     */
    record Recovered(long endOffset, ProducerStateTable producers) {}

    /**
     * Recovers a folder.
     *
     * @param recoveryPoint offset below which the log is known to be on the disk
     * @param logStart the checkpointed log start offset, 0 when there is none
     */
    static Recovered recover(
            LogName name,
            Path folder,
            long recoveryPoint,
            long logStart,
            IndexLimits limits,
            long producerIdExpirationMs)
            throws IOException {
        LogRecovery recovery = new LogRecovery(name, folder, logStart, limits, producerIdExpirationMs);
        try {
            long end = recovery.run(recoveryPoint, limits);
            return new Recovered(end, recovery.producers);
        } finally {
            for (Segment segment : recovery.segments) {
                segment.close();
            }
        }
    }

    private long run(long recoveryPoint, IndexLimits limits) throws IOException {
        int first = firstToCheck(recoveryPoint);
        long checkedFrom = first < segments.size() ? segments.get(first).baseOffset() : endOf(segments.size() - 1);
        snapshots.dropAbove(checkedFrom);
        replayTrusted(first, checkedFrom);
        long end = checkedFrom;
        for (int i = first; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (i > first) {
                snapshots.write(segment.baseOffset(), producers, false);
            }
            boolean whole = rebuild(segment, i);
            end = segment.nextOffset();
            if (!whole) {
                break;
            }
        }
        if (end < logStart || segments.isEmpty()) {
            return beginAnew(Math.max(logStart, 0), limits);
        }
        epochs.truncateFromEnd(end);
        epochs.truncateFromStart(Math.max(logStart, segments.get(0).baseOffset()));
        snapshots.write(end, producers, false);
        new LeaderEpochCheckpoint(folder).write(epochs.entries(), false);
        return end;
    }

    /** The first segment that holds offsets at or above the recovery point or lacks an index; the number of them if none. */
    private int firstToCheck(long recoveryPoint) throws IOException {
        for (int i = 0; i < segments.size(); i++) {
            long base = segments.get(i).baseOffset();
            boolean last = i + 1 == segments.size();
            boolean indexed = Files.exists(SegmentFiles.offsetIndex(folder, base))
                    && Files.exists(SegmentFiles.timeIndex(folder, base));
            if (last
                    || segments.get(i + 1).baseOffset() > recoveryPoint
                    || !indexed
                    || !segments.get(i).indexesAreSane()) {
                return i;
            }
        }
        return segments.size();
    }

    private long endOf(int index) throws IOException {
        return index < 0 ? 0 : segments.get(index).openForAppend();
    }

    /** Brings producers and epochs up to where checking begins, from the newest snapshot on. */
    private void replayTrusted(int first, long checkedFrom) throws IOException {
        long known = snapshots.loadNewest(checkedFrom, producers);
        long from = epochsLost ? -1 : known;
        for (int i = 0; i < first; i++) {
            Segment segment = segments.get(i);
            long next = i + 1 < segments.size() ? segments.get(i + 1).baseOffset() : checkedFrom;
            if (next <= from) {
                continue;
            }
            SegmentScan scan = new SegmentScan(segment, false);
            try {
                for (RecordBatch batch = scan.next(); batch != null; batch = scan.next()) {
                    noteEpoch(batch);
                    if (batch.baseOffset() >= known) {
                        producers.apply(batch);
                    }
                }
            } catch (CorruptRecordException e) {
                LOG.error(
                        "{}: damage below the recovery point, kept as it is: {} at position {}: {}",
                        name,
                        segment.file().getFileName(),
                        scan.position(),
                        e.getMessage());
            }
        }
    }

    /** Checks a segment's batches and rebuilds its indexes; false when it had to be cut. */
    private boolean rebuild(Segment segment, int index) throws IOException {
        segment.beginRebuild();
        SegmentScan scan = new SegmentScan(segment, true);
        String reason = null;
        try {
            int position = 0;
            for (RecordBatch batch = scan.next(); batch != null; batch = scan.next()) {
                note(segment, batch, position);
                position = scan.position();
                segment.publish(scan.nextOffset(), position);
            }
        } catch (CorruptRecordException e) {
            reason = e.getMessage();
        }
        if (reason != null) {
            cut(segment, index, reason);
        }
        segment.seal();
        return reason == null;
    }

    private void note(Segment segment, RecordBatch batch, int position) throws IOException {
        noteEpoch(batch);
        CompletedTransaction completed = producers.apply(batch);
        segment.track(batch.baseOffset(), batch.lastOffset(), batch.maxTimestamp(), position, batch.sizeInBytes());
        AbortedTransaction aborted = aborted(completed);
        if (aborted != null) {
            segment.appendAborted(aborted);
        }
    }

    /** The entry of the transaction index for a transaction, if it was aborted. */
    static @Nullable AbortedTransaction aborted(@Nullable CompletedTransaction completed) {
        return completed == null || !completed.aborted()
                ? null
                : new AbortedTransaction(
                        completed.producerId(),
                        completed.firstOffset(),
                        completed.lastOffset(),
                        completed.lastStableOffset());
    }

    private void noteEpoch(RecordBatch batch) throws IOException {
        int epoch = batch.partitionLeaderEpoch();
        if (epoch >= 0 && epoch > epochs.latestEpoch().orElse(-1)) {
            epochs.assign(epoch, batch.baseOffset());
        }
    }

    private void cut(Segment segment, int index, String reason) throws IOException {
        long bytes = segment.cutAfterEnd();
        List<Segment> later = segments.subList(index + 1, segments.size());
        for (Segment dropped : later) {
            bytes += dropped.sizeInBytes();
            dropped.remove();
        }
        LOG.warn(
                "{}: cut {} bytes from offset {} on ({} position {}) and {} later segments: {}",
                name,
                bytes,
                segment.nextOffset(),
                segment.file().getFileName(),
                segment.sizeInBytes(),
                later.size(),
                reason);
        later.clear();
    }

    private long beginAnew(long start, IndexLimits limits) throws IOException {
        if (!segments.isEmpty()) {
            LOG.warn(
                    "{}: the log ends below its start offset {}; all segments dropped, it begins anew there",
                    name,
                    start);
        }
        for (Segment segment : segments) {
            segment.remove();
        }
        segments.clear();
        producers.clear();
        epochs.clear();
        snapshots.dropAbove(-1);
        Segment fresh = Segment.create(folder, start, limits);
        segments.add(fresh);
        fresh.seal();
        snapshots.write(start, producers, false);
        new LeaderEpochCheckpoint(folder).write(List.of(), false);
        return start;
    }

    private List<EpochEntry> readEpochs() throws IOException {
        boolean missing = !Files.exists(folder.resolve(LeaderEpochCheckpoint.FILE_NAME));
        try {
            epochsLost = missing;
            return missing ? List.of() : new LeaderEpochCheckpoint(folder).read();
        } catch (CorruptCheckpointException e) {
            LOG.warn("{}; finding the epochs in the records", e.getMessage());
            epochsLost = true;
            return List.of();
        }
    }
}
