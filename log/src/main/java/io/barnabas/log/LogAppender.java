// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.checkpoint.PartitionMetadataFile;
import io.barnabas.log.producer.ProducerBatch;
import io.barnabas.log.record.AppendOrigin;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.record.RecordBatchValidator;
import io.barnabas.log.record.RecordBatches;
import io.barnabas.log.record.ValidatedBatches;
import io.barnabas.log.segment.AbortedTransaction;
import io.barnabas.log.segment.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.UUID;

/**
 * The write path of one log: validate, ask the producer table, roll if need be, gather; then write all that was gathered,
 * note it in indexes and epochs, and publish. What is refused changes nothing; a failed write is cut off again, and the log
 * goes offline with its directory. Owned by the partition's loop.
 */
final class LogAppender {
    private static final short NO_MARKER = 0;

    private final LogState state;
    private final UUID topicId;
    private final Runnable rolled;
    private final LogConfig config;
    private final RecordBatchValidator validator;

    /** @param rolled told after each roll */
    LogAppender(LogState state, UUID topicId, LogConfig config, Runnable rolled) {
        this.rolled = rolled;
        this.state = state;
        this.topicId = topicId;
        this.config = config;
        this.validator = new RecordBatchValidator(state.name.toString(), config.validationRules());
    }

    AppendResult gather(ByteBuffer batches, int leaderEpoch, AppendOrigin origin, long nowMs) throws IOException {
        return gather(batches, leaderEpoch, origin, nowMs, NO_MARKER);
    }

    /**
     * Accepts batches for the next {@link #write}, which may come at once.
     *
     * @param transactionVersion of the transaction that a marker ends (KIP-890), without meaning for other batches
     */
    AppendResult gather(ByteBuffer batches, int leaderEpoch, AppendOrigin origin, long nowMs, short transactionVersion)
            throws IOException {
        GatheredBatches gathered = state.gathered;
        long next = gathered.isEmpty() ? state.endOffset : gathered.nextOffset();
        ValidatedBatches accepted = validator.validate(batches, next, leaderEpoch, origin, nowMs);
        for (RecordBatch batch : RecordBatches.of(accepted.bytes())) {
            ProducerBatch duplicate = state.producers.check(batch, origin, transactionVersion);
            if (duplicate != null) {
                return new AppendResult(
                        duplicate.firstOffset(),
                        duplicate.lastOffset(),
                        duplicate.timestamp(),
                        state.startOffset,
                        true);
            }
        }
        makeRoom(accepted, nowMs);
        try {
            for (RecordBatch batch : RecordBatches.of(accepted.bytes())) {
                gathered.addAborted(LogRecovery.aborted(state.producers.apply(batch)));
            }
        } catch (RuntimeException e) {
            // The table may have taken a part of it: nothing can be appended behind that any more.
            throw new IOException("a batch could not be taken into the producers of " + state.name, e);
        }
        gathered.add(accepted.bytes().duplicate(), accepted.lastOffset() + 1);
        if (gathered.isFull() || state.active().isEmpty()) {
            write();
        }
        return new AppendResult(
                accepted.firstOffset(), accepted.lastOffset(), accepted.logAppendTimeMs(), state.startOffset, false);
    }

    /** Rolls when the active segment may not take these batches; whether it may is asked of a segment that is not empty. */
    private void makeRoom(ValidatedBatches accepted, long nowMs) throws IOException {
        state.dirty = true;
        createFolderIfMissing();
        Segment active = state.active();
        Segment.Incoming incoming = new Segment.Incoming(
                state.gathered.sizeInBytes() + accepted.bytes().remaining(),
                accepted.maxTimestamp(),
                accepted.lastOffset());
        long segmentMs = config.segmentMs(state.name, active.baseOffset());
        if (active.shouldRoll(incoming, config.segmentBytes(), segmentMs, nowMs)) {
            write();
            roll();
        }
    }

    /** Writes what was gathered and publishes it. A write that fails is cut off again. */
    void write() throws IOException {
        GatheredBatches gathered = state.gathered;
        if (gathered.isEmpty()) {
            return;
        }
        Segment active = state.active();
        active.write(gathered.appends());
        try {
            int position = active.sizeInBytes();
            for (ByteBuffer append : gathered.appends()) {
                for (RecordBatch batch : RecordBatches.of(append)) {
                    note(active, batch, position);
                    position += batch.sizeInBytes();
                }
            }
            for (AbortedTransaction aborted : gathered.aborted()) {
                active.appendAborted(aborted);
            }
            active.publish(gathered.nextOffset(), position);
        } catch (RuntimeException e) {
            // The bytes are in the file and not in the indexes: nothing can be appended behind them any more.
            throw new IOException("batches that were written could not be taken into " + state.name, e);
        }
        state.endOffset = gathered.nextOffset();
        gathered.clear();
    }

    private void note(Segment active, RecordBatch batch, int position) throws IOException {
        active.track(batch.baseOffset(), batch.lastOffset(), batch.maxTimestamp(), position, batch.sizeInBytes());
        int epoch = batch.partitionLeaderEpoch();
        if (epoch >= 0 && epoch > state.epochs.latestEpoch().orElse(-1)) {
            state.epochs.assign(epoch, batch.baseOffset());
        }
    }

    /** Seals the active segment and begins a new one at the log end. */
    void roll() throws IOException {
        write();
        long base = state.endOffset;
        state.active().seal();
        Segment next = Segment.create(state.folder, base, config.indexLimits());
        state.segments = state.segments.plus(next);
        state.snapshots.write(base, state.producers, false);
        state.snapshots.prune(state.segments);
        rolled.run();
    }

    /** A folder Kafka can read has its topic id from the beginning; the first flush makes both survive a power cut. */
    void createFolderIfMissing() throws IOException {
        if (!state.folderExists) {
            Files.createDirectories(state.folder);
            PartitionMetadataFile.write(state.folder, topicId, false);
            state.folderIsNew = true;
            state.folderExists = true;
        }
    }
}
