// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.epoch.EpochEndOffset;
import io.barnabas.log.producer.ProducerStateEntry;
import io.barnabas.log.record.AppendOrigin;
import io.barnabas.log.record.EndTransactionMarker;
import io.barnabas.log.segment.AbortedTransaction;
import io.barnabas.log.segment.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The log of one partition: append, read, roll, truncate. It opens its files at first use, and a partition nobody has
 * written to has none.
 *
 * <p>One owner thread, the partition's loop, calls what is marked "owner". Everything else may be called from any thread:
 * it reads the immutable segment list and the offsets, which are published by volatile writes. The getters of a log that
 * cannot be opened throw {@link java.io.UncheckedIOException}.
 */
public final class PartitionLog {
    private final LazyLog lazy;
    private final LogWriter writer;
    private final LogFlusher flusher;
    private final LogQueries queries;
    private final LogTrimmer trimmer;

    PartitionLog(LazyLog lazy) {
        this.lazy = lazy;
        this.writer = new LogWriter(lazy);
        this.flusher = new LogFlusher(lazy.disk(), lazy::flushToEnd);
        this.queries = new LogQueries(lazy);
        this.trimmer = new LogTrimmer(lazy, writer);
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
        return lazy.config();
    }

    /** Owner: takes on changed topic configs; they count from the next append, roll or retention check on. */
    public void configure(LogConfig changed) {
        lazy.configure(changed);
        writer.configured();
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
        LogState state = writer.written();
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
        return writer.gather(batches, leaderEpoch, origin, nowMs);
    }

    /**
     * Owner: writes what was gathered, so that readers see it.
     *
     * @throws IOException the disk failed, now or since the batches were gathered; the log is offline
     */
    public void writeGathered() throws IOException {
        raiseHighWatermark(writer.written());
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
        AppendResult result =
                writer.gatherMarker(marker, producerId, producerEpoch, transactionVersion, leaderEpoch, nowMs);
        writeGathered();
        return result;
    }

    /** Owner: whether records of this producer, in this epoch, stand here that no marker has ended yet. */
    public boolean hasOpenTransaction(long producerId, short producerEpoch) {
        return lazy.opened().producers.hasOpenTransaction(producerId, producerEpoch);
    }

    /**
     * Whether {@code flush.messages} asks for an fsync before the last append is answered. The high watermark has not moved
     * then: call {@link #flush()}, and when it completes {@link #advanceHighWatermark} with its offset on the loop.
     */
    public boolean mustFlush() {
        LogState state = lazy.ifOpen();
        return state != null
                && state.endOffset - state.recoveryPoint >= lazy.config().flushMessages();
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
        return lazy.opened().startOffset;
    }

    /** As {@link #logStartOffset} without opening anything: of a closed log what the checkpoint says, which may be lower. */
    public long knownLogStartOffset() {
        LogState state = lazy.ifOpen();
        return state == null ? lazy.knownStart() : state.startOffset;
    }

    /** Known without opening anything after a clean stop. */
    public long logEndOffset() {
        LogState state = lazy.ifOpen();
        return state == null && lazy.knowsEnd() ? lazy.knownEnd() : lazy.opened().endOffset;
    }

    /** After a start it is the log end, as nobody else has to follow. */
    public long highWatermark() {
        LogState state = lazy.ifOpen();
        return state == null && lazy.knowsEnd() ? lazy.knownEnd() : lazy.opened().highWatermark;
    }

    /** What a read_committed reader may read up to: the first offset of the oldest open transaction or the high watermark. */
    public long lastStableOffset() {
        return lazy.opened().lastStableOffset;
    }

    /** Offset below which all is known to be on the disk. */
    public long recoveryPoint() {
        return lazy.recoveryPoint();
    }

    /** Owner: the offset below which all is durable or replicated; never moves back, never beyond the log end. */
    public void advanceHighWatermark(long offset) {
        LogState state = lazy.opened();
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
        return queries.read(offset, maxBytes, upTo, atLeastOneBatch);
    }

    /** The aborted transactions that overlap the offsets from {@code from} on, below {@code to}. */
    public List<AbortedTransaction> abortedTransactions(long from, long to) throws IOException {
        return queries.abortedTransactions(from, to);
    }

    /** The first record whose timestamp is at or above this one; null when there is none. */
    public @Nullable TimestampAndOffset offsetForTimestamp(long timestamp) throws IOException {
        return queries.offsetForTimestamp(timestamp);
    }

    /** The first record with the largest timestamp; null in an empty log. */
    public @Nullable TimestampAndOffset offsetOfMaxTimestamp() throws IOException {
        return queries.offsetOfMaxTimestamp();
    }

    public OptionalInt latestEpoch() {
        return lazy.opened().epochs.latestEpoch();
    }

    public EpochEndOffset endOffsetForEpoch(int epoch) {
        LogState state = lazy.opened();
        return state.epochs.endOffsetFor(epoch, state.endOffset);
    }

    /** The leader epoch that an offset was written in; empty when nothing is known of it. */
    public OptionalInt epochForOffset(long offset) {
        return lazy.opened().epochs.epochForOffset(offset);
    }

    /** Owner: a new leader epoch begins at the log end, before anything is appended in it. */
    public void beginEpoch(int epoch) throws IOException {
        LogState state = writer.written();
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
        return trimmer.deleteRecordsBefore(offset);
    }

    /** Owner: drops the oldest segments that retention by time, size or log start lets go; says how many. */
    public int applyRetention(long nowMs) throws IOException {
        return trimmer.applyRetention(nowMs);
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
        trimmer.truncateTo(offset);
    }

    /** Owner: drops everything and begins anew, empty, at this offset, as a metadata snapshot does. */
    public void restartAt(long offset) throws IOException {
        trimmer.restartAt(offset);
    }

    /** Owner: what DescribeProducers tells. */
    public List<ProducerStateEntry> activeProducers() {
        return lazy.opened().producers.entries();
    }

    public long sizeInBytes() throws IOException {
        return queries.sizeInBytes();
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
        trimmer.retire(segments, nowMs);
    }
}
