// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.epoch.EpochEndOffset;
import io.barnabas.log.producer.ProducerStateEntry;
import io.barnabas.log.record.AppendOrigin;
import io.barnabas.log.record.EndTransactionMarker;
import io.barnabas.log.segment.AbortedTransaction;
import io.barnabas.log.segment.Segment;
import io.barnabas.log.segment.SegmentList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of one partition: append, read, roll, truncate. It opens its files at first use, and a partition nobody has
 * written to has none.
 *
 * <p>One owner thread, the partition's loop, calls what is marked "owner". Everything else may be called from any thread:
 * it reads the immutable segment list and the offsets, which are published by volatile writes. The getters of a log that
 * cannot be opened throw {@link java.io.UncheckedIOException}.
 */
public final class PartitionLog {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionLog.class);

    private final LazyLog lazy;
    private final LogFlusher flusher;
    private volatile LogConfig config;
    private @Nullable LogAppender appender;
    private long retentionNowMs;

    PartitionLog(LazyLog lazy, LogConfig config) {
        this.lazy = lazy;
        this.config = config;
        this.flusher = new LogFlusher(lazy.disk(), lazy::flushToEnd);
    }

    public LogName name() {
        return lazy.name();
    }

    public UUID topicId() {
        return lazy.topicId();
    }

    /** The folder, which need not exist yet. */
    public Path folder() {
        return lazy.folder();
    }

    public LogConfig config() {
        return config;
    }

    /** Owner: takes on changed topic configs; they count from the next append, roll or retention check on. */
    public void configure(LogConfig changed) {
        config = changed;
        appender = null;
    }

    /**
     * Owner: validates the batches, gives them offsets and the epoch in place, and writes them.
     *
     * @param batches one or more whole batches, position to limit; patched in place, not kept
     * @throws io.barnabas.log.record.InvalidBatchException the batches were refused, nothing has changed
     * @throws IOException the disk failed; the log is offline from now on
     */
    public AppendResult append(ByteBuffer batches, int leaderEpoch, AppendOrigin origin, long nowMs)
            throws IOException {
        AppendResult result = gather(batches, leaderEpoch, origin, nowMs);
        LogState state = writtenState();
        if (origin != AppendOrigin.REPLICATION) {
            raiseHighWatermark(state);
        }
        return result;
    }

    /**
     * Owner: as {@link #append}, but the batches are written with others, by the next {@link #writeGathered} at the latest; they
     * are not visible before. The offsets are final, unless that write fails.
     *
     * @param batches whole batches, position to limit; patched in place, and kept until they are written
     */
    public AppendResult gather(ByteBuffer batches, int leaderEpoch, AppendOrigin origin, long nowMs)
            throws IOException {
        LogState state = lazy.open(config);
        try {
            return appender(state).gather(batches, leaderEpoch, origin, nowMs);
        } catch (IOException e) {
            throw lazy.failed(e);
        }
    }

    /**
     * Owner: writes what was gathered, so that readers see it.
     *
     * @throws IOException the disk failed, now or since the batches were gathered; the log is offline
     */
    public void writeGathered() throws IOException {
        raiseHighWatermark(writtenState());
    }

    /** The open log, with nothing gathered. */
    private LogState writtenState() throws IOException {
        LogState state = lazy.open(config);
        try {
            appender(state).write();
            return state;
        } catch (IOException e) {
            throw lazy.failed(e);
        }
    }

    private void raiseHighWatermark(LogState state) {
        if (!mustFlush()) {
            state.moveHighWatermark(state.endOffset);
        }
    }

    /**
     * Owner: writes the control batch that ends a producer's transaction in this partition.
     *
     * @param transactionVersion from 2 on, the epoch is above that of the records it ends (KIP-890)
     * @throws io.barnabas.log.record.InvalidBatchException the producer epoch or the coordinator is fenced, nothing has changed
     * @throws IOException the disk failed; the log is offline from now on
     */
    public AppendResult appendMarker(
            EndTransactionMarker marker,
            long producerId,
            short producerEpoch,
            short transactionVersion,
            int leaderEpoch,
            long nowMs)
            throws IOException {
        LogState state = lazy.open(config);
        AppendResult result;
        try {
            result = appender(state)
                    .gather(
                            marker.toBatch(nowMs, producerId, producerEpoch),
                            leaderEpoch,
                            AppendOrigin.COORDINATOR,
                            nowMs,
                            transactionVersion);
        } catch (IOException e) {
            throw lazy.failed(e);
        }
        writeGathered();
        return result;
    }

    /** Owner: whether records of this producer, in this epoch, stand here that no marker has ended yet. */
    public boolean hasOpenTransaction(long producerId, short producerEpoch) {
        return lazy.opened(config).producers.hasOpenTransaction(producerId, producerEpoch);
    }

    private LogAppender appender(LogState state) {
        LogAppender made = appender;
        if (made == null) {
            made = new LogAppender(state, topicId(), config, lazy::rolled);
            appender = made;
        }
        return made;
    }

    /**
     * Whether {@code flush.messages} asks for an fsync before the last append is answered. The high watermark has not moved
     * then: call {@link #flush()}, and when it completes {@link #advanceHighWatermark} with its offset on the loop.
     */
    public boolean mustFlush() {
        LogState state = lazy.ifOpen();
        return state != null && state.endOffset - state.recoveryPoint >= config.flushMessages();
    }

    /**
     * Makes everything appended so far durable, on the disk pool; calls that come while an fsync runs share the next one.
     *
     * @return completes on a disk thread with the offset below which all is durable
     */
    public CompletionStage<Long> flush() {
        return flusher.flush();
    }

    public long logStartOffset() {
        return lazy.opened(config).startOffset;
    }

    /** Known without opening anything after a clean stop. */
    public long logEndOffset() {
        LogState state = lazy.ifOpen();
        return state == null && lazy.knowsEnd() ? lazy.knownEnd() : lazy.opened(config).endOffset;
    }

    /** After a start it is the log end, as nobody else has to follow. */
    public long highWatermark() {
        LogState state = lazy.ifOpen();
        return state == null && lazy.knowsEnd() ? lazy.knownEnd() : lazy.opened(config).highWatermark;
    }

    /** What a read_committed reader may read up to: the first offset of the oldest open transaction or the high watermark. */
    public long lastStableOffset() {
        return lazy.opened(config).lastStableOffset;
    }

    /** Offset below which all is known to be on the disk. */
    public long recoveryPoint() {
        return lazy.recoveryPoint();
    }

    /** Owner: the offset below which all is durable or replicated; never moves back, never beyond the log end. */
    public void advanceHighWatermark(long offset) {
        LogState state = lazy.opened(config);
        long bounded = Math.min(offset, state.endOffset);
        if (bounded > state.highWatermark) {
            state.moveHighWatermark(bounded);
        }
    }

    /**
     * Finds batches from the one that holds this offset on.
     *
     * @param upTo the first offset not to be read: high watermark, last stable offset or log end
     * @param atLeastOneBatch give the first batch even when it is larger than {@code maxBytes}; else it is left out then
     * @throws OffsetOutOfRangeException below the log start or above the log end
     */
    public LogSlice read(long offset, int maxBytes, long upTo, boolean atLeastOneBatch) throws IOException {
        LogState state = lazy.open(config);
        long end = state.endOffset;
        if (offset < state.startOffset || offset > end) {
            throw new OffsetOutOfRangeException(
                    "offset " + offset + " of " + name() + " is outside " + state.startOffset + " to " + end);
        }
        return onSegments(list -> LogReader.read(list, offset, maxBytes, Math.min(upTo, end), atLeastOneBatch));
    }

    /** The aborted transactions that overlap the offsets from {@code from} on, below {@code to}. */
    public List<AbortedTransaction> abortedTransactions(long from, long to) throws IOException {
        return onSegments(list -> LogReader.abortedTransactions(list, from, to));
    }

    /** The first record whose timestamp is at or above this one; null when there is none. */
    public @Nullable TimestampAndOffset offsetForTimestamp(long timestamp) throws IOException {
        long start = lazy.open(config).startOffset;
        return onSegments(list -> Optional.ofNullable(TimestampSearch.firstAtOrAfter(list, timestamp, start)))
                .orElse(null);
    }

    /** The first record with the largest timestamp; null in an empty log. */
    public @Nullable TimestampAndOffset offsetOfMaxTimestamp() throws IOException {
        return onSegments(list -> Optional.ofNullable(TimestampSearch.ofLargest(list)))
                .orElse(null);
    }

    public OptionalInt latestEpoch() {
        return lazy.opened(config).epochs.latestEpoch();
    }

    public EpochEndOffset endOffsetForEpoch(int epoch) {
        LogState state = lazy.opened(config);
        return state.epochs.endOffsetFor(epoch, state.endOffset);
    }

    /** The leader epoch that an offset was written in; empty when nothing is known of it. */
    public OptionalInt epochForOffset(long offset) {
        return lazy.opened(config).epochs.epochForOffset(offset);
    }

    /** Owner: a new leader epoch begins at the log end, before anything is appended in it. */
    public void beginEpoch(int epoch) throws IOException {
        LogState state = writtenState();
        state.dirty = true;
        state.epochs.assign(epoch, state.endOffset);
    }

    /**
     * Owner: moves the log start up; the segments wholly below it go with the next {@link #applyRetention}.
     *
     * @param offset -1 for the high watermark
     * @return the log start offset now
     * @throws OffsetOutOfRangeException beyond the high watermark
     */
    public long deleteRecordsBefore(long offset) throws IOException {
        LogState state = lazy.open(config);
        LogTruncation.raiseStart(state, offset == -1 ? state.highWatermark : offset);
        return state.startOffset;
    }

    /** Owner: drops the oldest segments that retention by time, size or log start lets go; says how many. */
    public int applyRetention(long nowMs) throws IOException {
        if (lazy.ifOpen() == null && !lazy.mayNeedRetention(config, nowMs)) {
            return 0;
        }
        LogState state = writtenState();
        retentionNowMs = nowMs;
        try {
            int count = LogRetention.deletable(state, config, nowMs);
            if (count == 0) {
                return 0;
            }
            if (count == state.segments.size()) {
                appender(state).roll();
            }
            LogTruncation.dropOldest(state, count, this::removeLater);
            LOG.info("{}: retention dropped {} segments, the log starts at {} now", name(), count, state.startOffset);
            return count;
        } catch (IOException e) {
            throw lazy.failed(e);
        }
    }

    /** Owner: forgets producers that were idle for {@code producer.id.expiration.ms}. */
    public void expireProducers(long nowMs) {
        LogState state = lazy.ifOpen();
        if (state != null && state.producers.removeExpired(nowMs) > 0) {
            state.dirty = true;
        }
    }

    /** Owner: cuts everything from this offset on, as a follower does. */
    public void truncateTo(long offset) throws IOException {
        LogState state = writtenState();
        if (offset >= state.endOffset) {
            return;
        }
        try {
            lazy.truncating();
            if (offset <= state.segments.first().baseOffset()) {
                LogTruncation.restartAt(state, offset, config, this::removeLater);
            } else {
                LogTruncation.cutFrom(state, offset, this::removeLater);
            }
        } catch (IOException e) {
            throw lazy.failed(e);
        }
    }

    /** Owner: drops everything and begins anew, empty, at this offset, as a metadata snapshot does. */
    public void restartAt(long offset) throws IOException {
        LogState state = writtenState();
        try {
            lazy.truncating();
            appender(state).createFolderIfMissing();
            LogTruncation.restartAt(state, offset, config, this::removeLater);
        } catch (IOException e) {
            throw lazy.failed(e);
        }
    }

    /** Owner: what DescribeProducers tells. */
    public List<ProducerStateEntry> activeProducers() {
        return lazy.opened(config).producers.entries();
    }

    public long sizeInBytes() throws IOException {
        if (lazy.ifOpen() == null) {
            return ClosedLog.sizeInBytes(folder(), config.indexLimits());
        }
        return onSegments(list -> {
            long size = 0;
            for (int i = 0; i < list.size(); i++) {
                size += list.get(i).sizeInBytes();
            }
            return size;
        });
    }

    /** The directory failed, or the log was closed or deleted. */
    public boolean isOffline() {
        return lazy.isOffline();
    }

    LogFlusher flusher() {
        return flusher;
    }

    LazyLog lazy() {
        return lazy;
    }

    /** Owner: segments that are no longer in the list get their names of deleted files, and go later. */
    void retire(List<Segment> segments, long nowMs) throws IOException {
        for (Segment segment : segments) {
            segment.markDeleted();
        }
        lazy.removeLater(segments, nowMs + config.fileDeleteDelayMs());
    }

    private void removeLater(List<Segment> segments) {
        lazy.removeLater(segments, retentionNowMs + config.fileDeleteDelayMs());
    }

    @FunctionalInterface
    private interface SegmentsReader<T> {
        T read(SegmentList segments) throws IOException;
    }

    /** Reads with the segments there are; begins again when they were replaced meanwhile and a file has gone. */
    private <T> T onSegments(SegmentsReader<T> reader) throws IOException {
        LogState state = lazy.open(config);
        while (true) {
            SegmentList now = state.segments;
            try {
                return reader.read(now);
            } catch (IOException e) {
                if (state.segments == now) {
                    throw lazy.failed(e);
                }
            }
        }
    }
}
