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
 * The write path of one log: validate, ask the producer table, roll if need be, write, then note in indexes, epochs and
 * producers, and publish. What is refused changes nothing; a failed write is cut off again. Owned by the partition's loop.
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

    AppendResult append(ByteBuffer batches, int leaderEpoch, AppendOrigin origin, long nowMs) throws IOException {
        return append(batches, leaderEpoch, origin, nowMs, NO_MARKER);
    }

    /** @param transactionVersion of the transaction that a marker ends (KIP-890), without meaning for other batches */
    AppendResult append(ByteBuffer batches, int leaderEpoch, AppendOrigin origin, long nowMs, short transactionVersion)
            throws IOException {
        ValidatedBatches accepted = validator.validate(batches, state.endOffset, leaderEpoch, origin, nowMs);
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
        write(accepted, nowMs);
        return new AppendResult(
                accepted.firstOffset(), accepted.lastOffset(), accepted.logAppendTimeMs(), state.startOffset, false);
    }

    private void write(ValidatedBatches accepted, long nowMs) throws IOException {
        ByteBuffer bytes = accepted.bytes();
        state.dirty = true;
        createFolderIfMissing();
        Segment active = state.active();
        Segment.Incoming incoming =
                new Segment.Incoming(bytes.remaining(), accepted.maxTimestamp(), accepted.lastOffset());
        long segmentMs = config.segmentMs(state.name, active.baseOffset());
        if (active.shouldRoll(incoming, config.segmentBytes(), segmentMs, nowMs)) {
            roll();
            active = state.active();
        }
        active.write(bytes.duplicate());
        try {
            noteAll(active, bytes, accepted.lastOffset() + 1);
        } catch (RuntimeException e) {
            // The bytes are in the file and not in the indexes and tables: nothing can be appended behind them any
            // more.
            throw new IOException("a batch that was written could not be taken into " + state.name, e);
        }
    }

    private void noteAll(Segment active, ByteBuffer bytes, long nextOffset) throws IOException {
        int position = active.sizeInBytes();
        for (RecordBatch batch : RecordBatches.of(bytes)) {
            note(active, batch, position);
            position += batch.sizeInBytes();
        }
        active.publish(nextOffset, position);
        state.endOffset = nextOffset;
    }

    private void note(Segment active, RecordBatch batch, int position) throws IOException {
        active.track(batch.baseOffset(), batch.lastOffset(), batch.maxTimestamp(), position, batch.sizeInBytes());
        int epoch = batch.partitionLeaderEpoch();
        if (epoch >= 0 && epoch > state.epochs.latestEpoch().orElse(-1)) {
            state.epochs.assign(epoch, batch.baseOffset());
        }
        AbortedTransaction aborted = LogRecovery.aborted(state.producers.apply(batch));
        if (aborted != null) {
            active.appendAborted(aborted);
        }
    }

    /** Seals the active segment and begins a new one at the log end. */
    void roll() throws IOException {
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
