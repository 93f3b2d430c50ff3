// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.epoch.EpochEndOffset;
import io.barnabas.log.producer.ProducerStateEntry;
import io.barnabas.log.record.AppendOrigin;
import io.barnabas.log.segment.AbortedTransaction;
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
 * it reads the immutable segment list and the offsets, which are published by volatile writes.
 */
public final class PartitionLog {

    PartitionLog() {}

    public LogName name() {
        throw new UnsupportedOperationException();
    }

    public UUID topicId() {
        throw new UnsupportedOperationException();
    }

    /** The folder, which need not exist yet. */
    public Path folder() {
        throw new UnsupportedOperationException();
    }

    public LogConfig config() {
        throw new UnsupportedOperationException();
    }

    /** Owner: takes on changed topic configs; they count from the next append, roll or retention check on. */
    public void configure(LogConfig config) {
        throw new UnsupportedOperationException();
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
        throw new UnsupportedOperationException();
    }

    /**
     * Whether {@code flush.messages} asks for an fsync before the last append is answered. The high watermark has not moved
     * then: call {@link #flush()}, and when it completes {@link #advanceHighWatermark} with its offset on the loop.
     */
    public boolean mustFlush() {
        throw new UnsupportedOperationException();
    }

    /**
     * Makes everything appended so far durable, on the disk pool; calls that come while an fsync runs share the next one.
     *
     * @return completes on a disk thread with the offset below which all is durable
     */
    public CompletionStage<Long> flush() {
        throw new UnsupportedOperationException();
    }

    public long logStartOffset() {
        throw new UnsupportedOperationException();
    }

    public long logEndOffset() {
        throw new UnsupportedOperationException();
    }

    public long highWatermark() {
        throw new UnsupportedOperationException();
    }

    /** What a read_committed reader may read up to: the first offset of the oldest open transaction or the high watermark. */
    public long lastStableOffset() {
        throw new UnsupportedOperationException();
    }

    /** Owner: the offset below which all is durable or replicated; never moves back, never beyond the log end. */
    public void advanceHighWatermark(long offset) {
        throw new UnsupportedOperationException();
    }

    /**
     * Finds batches from the one that holds this offset on.
     *
     * @param upTo the first offset not to be read: high watermark, last stable offset or log end
     * @param atLeastOneBatch give the first batch even when it is larger than {@code maxBytes}; else it is left out then
     * @throws OffsetOutOfRangeException below the log start or above the log end
     */
    public LogSlice read(long offset, int maxBytes, long upTo, boolean atLeastOneBatch) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The aborted transactions that overlap the offsets from {@code from} on, below {@code to}. */
    public List<AbortedTransaction> abortedTransactions(long from, long to) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The first record whose timestamp is at or above this one; null when there is none. */
    public @Nullable TimestampAndOffset offsetForTimestamp(long timestamp) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The first record with the largest timestamp; null in an empty log. */
    public @Nullable TimestampAndOffset offsetOfMaxTimestamp() throws IOException {
        throw new UnsupportedOperationException();
    }

    public OptionalInt latestEpoch() {
        throw new UnsupportedOperationException();
    }

    public EpochEndOffset endOffsetForEpoch(int epoch) {
        throw new UnsupportedOperationException();
    }

    /** Owner: a new leader epoch begins at the log end, before anything is appended in it. */
    public void beginEpoch(int epoch) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Owner: moves the log start up and drops the segments wholly below it.
     *
     * @param offset -1 for the high watermark
     * @return the log start offset now
     * @throws OffsetOutOfRangeException beyond the high watermark
     */
    public long deleteRecordsBefore(long offset) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Owner: drops the oldest segments that retention by time, size or log start lets go; says how many. */
    public int applyRetention(long nowMs) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Owner: forgets producers that were idle for {@code producer.id.expiration.ms}. */
    public void expireProducers(long nowMs) {
        throw new UnsupportedOperationException();
    }

    /** Owner: cuts everything from this offset on, as a follower does. */
    public void truncateTo(long offset) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Owner: drops everything and begins anew, empty, at this offset, as a metadata snapshot does. */
    public void restartAt(long offset) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Owner: what DescribeProducers tells. */
    public List<ProducerStateEntry> activeProducers() {
        throw new UnsupportedOperationException();
    }

    public long sizeInBytes() throws IOException {
        throw new UnsupportedOperationException();
    }

    public boolean isOffline() {
        throw new UnsupportedOperationException();
    }
}
