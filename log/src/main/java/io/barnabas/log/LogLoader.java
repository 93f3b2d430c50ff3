// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.checkpoint.CorruptCheckpointException;
import io.barnabas.log.epoch.EpochEntry;
import io.barnabas.log.epoch.LeaderEpochCache;
import io.barnabas.log.epoch.LeaderEpochCheckpoint;
import io.barnabas.log.producer.ProducerStateTable;
import io.barnabas.log.record.CorruptRecordException;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.segment.CorruptIndexException;
import io.barnabas.log.segment.IndexLimits;
import io.barnabas.log.segment.Segment;
import io.barnabas.log.segment.SegmentFiles;
import io.barnabas.log.segment.SegmentList;
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
 * Opens a log whose folder a clean stop or {@link LogRecovery} left: one listing, the tail of the last segment, the newest
 * producer snapshot and the epochs. Where a file is missing or damaged all the same, recovery mends the folder first.
 */
final class LogLoader {
    private static final Logger LOG = LoggerFactory.getLogger(LogLoader.class);

    private final LogName name;
    private final Path folder;
    private final long logStart;
    private final IndexLimits limits;
    private final long producerIdExpirationMs;
    private @Nullable ProducerStateTable recovered;

    /** @param recovered the producers at the log end, when a recovery knows them; else they are read from the files */
    LogLoader(
            LogName name,
            Path folder,
            long logStart,
            LogConfig config,
            long producerIdExpirationMs,
            @Nullable ProducerStateTable recovered) {
        this.recovered = recovered;
        this.name = name;
        this.folder = folder;
        this.logStart = logStart;
        this.limits = config.indexLimits();
        this.producerIdExpirationMs = producerIdExpirationMs;
    }

    LogState load() throws IOException {
        if (!Files.isDirectory(folder)) {
            LogState planned = state(List.of(Segment.planned(folder, 0, limits)), List.of(), List.of());
            planned.moveHighWatermark(0);
            return planned;
        }
        LogFolder files = LogFolder.tidyAndList(folder);
        if (needsRecovery(files)) {
            return mendAndLoad(Long.MAX_VALUE);
        }
        try {
            return load(files);
        } catch (CorruptRecordException | CorruptIndexException | CorruptCheckpointException e) {
            LOG.warn("{}: damaged although it was stopped cleanly: {}", name, e.getMessage());
            return mendAndLoad(files.segments().get(files.segments().size() - 1));
        }
    }

    private LogState mendAndLoad(long recoveryPoint) throws IOException {
        recovered = LogRecovery.recover(name, folder, recoveryPoint, logStart, limits, producerIdExpirationMs)
                .producers();
        return load(LogFolder.tidyAndList(folder));
    }

    private boolean needsRecovery(LogFolder files) throws IOException {
        if (files.segments().isEmpty()) {
            return true;
        }
        for (long base : files.segments()) {
            if (!files.has(SegmentFiles.offsetIndex(folder, base))
                    || !files.has(SegmentFiles.timeIndex(folder, base))) {
                return true;
            }
            if (files.has(SegmentFiles.txnIndex(folder, base))
                    && !Segment.at(folder, base, limits).indexesAreSane()) {
                return true;
            }
        }
        boolean empty = Files.size(SegmentFiles.log(folder, files.segments().get(0))) == 0;
        return !empty && !files.has(folder.resolve(LeaderEpochCheckpoint.FILE_NAME));
    }

    private LogState load(LogFolder files) throws IOException {
        List<Segment> segments = new ArrayList<>();
        for (long base : files.segments()) {
            segments.add(Segment.at(folder, base, limits));
        }
        LogState state = state(segments, files.snapshots(), new LeaderEpochCheckpoint(folder).read());
        state.folderExists = true;
        state.endOffset = state.active().openForAppend();
        state.startOffset = Math.max(logStart, segments.get(0).baseOffset());
        if (state.endOffset < state.startOffset) {
            throw new CorruptRecordException(
                    "it ends at " + state.endOffset + ", below its start at " + state.startOffset);
        }
        state.recoveryPoint = state.endOffset;
        state.snapshots.dropAbove(state.endOffset);
        if (recovered == null) {
            loadProducers(state, state.endOffset);
        }
        state.moveHighWatermark(state.endOffset);
        return state;
    }

    private LogState state(List<Segment> segments, List<Long> snapshots, List<EpochEntry> epochs) {
        return new LogState(
                name,
                folder,
                recovered != null ? recovered : new ProducerStateTable(name.toString(), producerIdExpirationMs),
                new ProducerSnapshots(folder, snapshots),
                new LeaderEpochCache(epochs, null),
                SegmentList.of(segments));
    }

    /** Brings the producer table up to an offset: the newest snapshot, then the batches behind it. */
    static void loadProducers(LogState state, long end) throws IOException {
        long known = state.snapshots.loadNewest(end, state.producers);
        // Unlike Kafka, which takes producers for unknown when a clean log has no snapshot at all.
        SegmentList segments = state.segments;
        for (int i = Math.max(0, segments.floor(known)); i < segments.size() && known < end; i++) {
            SegmentScan scan = new SegmentScan(segments.get(i), false);
            for (RecordBatch batch = scan.next(); batch != null && batch.baseOffset() < end; batch = scan.next()) {
                if (batch.baseOffset() >= known) {
                    state.producers.apply(batch);
                }
            }
        }
    }
}
