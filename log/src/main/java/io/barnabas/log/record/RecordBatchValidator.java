// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import java.nio.ByteBuffer;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether batches may be appended, as Kafka 4.3 does, and makes them ready: offsets and leader epoch are patched in place, and so
 * are timestamps where the topic wants its own. Only a batch whose codec is not the topic's is built anew. Stateless and cheap to make: one per log and configuration. Nothing is patched in a batch that is refused.
 */
public final class RecordBatchValidator {
    private final String logName;
    private final ValidationRules rules;

    /** Checks against rules; {@code logName}, {@code topic-partition}, stands in the messages. */
    public RecordBatchValidator(String logName, ValidationRules rules) {
        this.logName = logName;
        this.rules = rules;
    }

    /**
     * Checks the batches between the buffer's position and limit and gives them offsets from {@code firstOffset}, except with REPLICATION,
     * which keeps offsets and epochs.
     *
     * @throws InvalidBatchException if they must not be appended
     */
    public ValidatedBatches validate(
            ByteBuffer batches, long firstOffset, int leaderEpoch, AppendOrigin origin, long nowMs) {
        try {
            return switch (origin) {
                case CLIENT -> validateClientBatch(batches, firstOffset, leaderEpoch, nowMs);
                case COORDINATOR, RAFT_LEADER -> assignOffsets(batches, firstOffset, leaderEpoch, origin, nowMs);
                case REPLICATION -> checkReplicated(batches, firstOffset);
            };
        } catch (UnsupportedMagicException e) {
            throw refused(AppendError.UNSUPPORTED_FOR_MESSAGE_FORMAT, e.getMessage());
        } catch (CorruptRecordException e) {
            throw refused(AppendError.CORRUPT_MESSAGE, e.getMessage());
        }
    }

    private ValidatedBatches validateClientBatch(ByteBuffer batches, long firstOffset, int leaderEpoch, long nowMs) {
        RecordBatch batch = onlyBatch(batches);
        checkHeader(batch);
        Compression target = rules.compression() == null ? batch.compression() : rules.compression();
        RecordCheck check = new RecordCheck(logName, rules, batch, nowMs);
        check.run();
        boolean rebuild = target != batch.compression();
        RecordBatch accepted = batch;
        if (rebuild) {
            accepted = new BatchRebuild(rules, batch, target, nowMs).run();
            checkSize(accepted);
        }
        checkFitsSegment(accepted.sizeInBytes());
        accepted.setBaseOffset(firstOffset);
        accepted.setPartitionLeaderEpoch(leaderEpoch);
        boolean appendTime = rules.timestampType() == TimestampType.LOG_APPEND_TIME;
        long maxTimestamp = appendTime ? nowMs : rebuild ? accepted.maxTimestamp() : check.maxTimestamp();
        accepted.setMaxTimestamp(rules.timestampType(), maxTimestamp);
        long lastOffset = accepted.lastOffset();
        long logAppendTimeMs = appendTime ? nowMs : RecordBatch.NO_TIMESTAMP;
        return new ValidatedBatches(
                accepted.bytes(), firstOffset, lastOffset, maxTimestamp, lastOffset, logAppendTimeMs, rebuild);
    }

    private RecordBatch onlyBatch(ByteBuffer batches) {
        Iterator<RecordBatch> walk = RecordBatches.of(batches).iterator();
        if (!walk.hasNext()) {
            throw refused(
                    AppendError.INVALID_RECORD, "Produce requests must have at least one record batch per partition");
        }
        RecordBatch batch = walk.next();
        if (walk.hasNext()) {
            throw refused(
                    AppendError.INVALID_RECORD, "Produce requests must have exactly one record batch per partition");
        }
        return batch;
    }

    private void checkHeader(RecordBatch batch) {
        if (batch.baseOffset() != 0) {
            throw refused(AppendError.INVALID_RECORD, "base offset should be 0, but it is " + batch.baseOffset());
        }
        checkSize(batch);
        checkCrc(batch);
        if ((batch.attributes() & RecordBatch.CODEC_MASK) > Compression.ZSTD.id()) {
            throw refused(
                    AppendError.UNSUPPORTED_COMPRESSION_TYPE,
                    "unknown compression codec " + (batch.attributes() & RecordBatch.CODEC_MASK));
        }
        long span = batch.lastOffsetDelta() + 1L;
        if (span <= 0) {
            throw refused(AppendError.INVALID_RECORD, "invalid last offset delta " + batch.lastOffsetDelta());
        }
        if (batch.count() != span) {
            throw refused(
                    AppendError.INVALID_RECORD,
                    "record count " + batch.count() + " does not match the " + span + " offsets of the batch");
        }
        if (batch.isControl()) {
            throw refused(AppendError.INVALID_RECORD, "clients are not allowed to write control records");
        }
        if (batch.hasProducerId() && batch.baseSequence() < 0) {
            throw refused(
                    AppendError.INVALID_RECORD,
                    "invalid sequence number " + batch.baseSequence() + " in a batch of producer id "
                            + batch.producerId());
        }
        // Unlike Kafka, which stores it and then can never tell whose transaction it was.
        if (batch.isTransactional() && !batch.hasProducerId()) {
            throw refused(AppendError.INVALID_RECORD, "a transactional batch needs a producer id");
        }
    }

    private ValidatedBatches assignOffsets(
            ByteBuffer batches, long firstOffset, int leaderEpoch, AppendOrigin origin, long nowMs) {
        boolean appendTime = rules.timestampType() == TimestampType.LOG_APPEND_TIME;
        long nextOffset = firstOffset;
        long maxTimestamp = RecordBatch.NO_TIMESTAMP;
        long offsetOfMax = firstOffset;
        int end = batches.position();
        for (RecordBatch batch : RecordBatches.of(batches)) {
            if (origin != AppendOrigin.RAFT_LEADER) {
                checkSize(batch);
            }
            batch.setBaseOffset(nextOffset);
            batch.setPartitionLeaderEpoch(leaderEpoch);
            if (appendTime) {
                batch.setMaxTimestamp(TimestampType.LOG_APPEND_TIME, nowMs);
            }
            nextOffset = batch.nextOffset();
            end += batch.sizeInBytes();
            if (batch.maxTimestamp() > maxTimestamp) {
                maxTimestamp = batch.maxTimestamp();
                offsetOfMax = batch.lastOffset();
            }
        }
        checkWhole(batches, end);
        return new ValidatedBatches(
                batches.duplicate(),
                firstOffset,
                nextOffset - 1,
                maxTimestamp,
                offsetOfMax,
                appendTime ? nowMs : RecordBatch.NO_TIMESTAMP,
                false);
    }

    private ValidatedBatches checkReplicated(ByteBuffer batches, long logEndOffset) {
        long first = -1;
        long nextOffset = logEndOffset;
        long maxTimestamp = RecordBatch.NO_TIMESTAMP;
        long offsetOfMax = logEndOffset;
        int end = batches.position();
        for (RecordBatch batch : RecordBatches.of(batches)) {
            checkCrc(batch);
            if (batch.baseOffset() < nextOffset || batch.lastOffsetDelta() < 0) {
                throw refused(
                        AppendError.CORRUPT_MESSAGE,
                        "batch of offsets " + batch.baseOffset() + " to " + batch.lastOffset()
                                + " is out of order, expected " + nextOffset + " or more");
            }
            first = first < 0 ? batch.baseOffset() : first;
            nextOffset = batch.nextOffset();
            end += batch.sizeInBytes();
            if (batch.maxTimestamp() > maxTimestamp) {
                maxTimestamp = batch.maxTimestamp();
                offsetOfMax = batch.lastOffset();
            }
        }
        checkWhole(batches, end);
        return new ValidatedBatches(
                batches.duplicate(), first, nextOffset - 1, maxTimestamp, offsetOfMax, RecordBatch.NO_TIMESTAMP, false);
    }

    private void checkWhole(ByteBuffer batches, int end) {
        if (end == batches.position() || end != batches.limit()) {
            throw refused(
                    AppendError.CORRUPT_MESSAGE,
                    "expected whole batches in " + batches.remaining() + " bytes, they end after "
                            + (end - batches.position()));
        }
        checkFitsSegment(batches.remaining());
    }

    private void checkSize(RecordBatch batch) {
        if (batch.sizeInBytes() > rules.maxMessageBytes()) {
            throw refused(
                    AppendError.MESSAGE_TOO_LARGE,
                    "batch of " + batch.sizeInBytes() + " bytes exceeds the maximum of " + rules.maxMessageBytes()
                            + " (max.message.bytes)");
        }
    }

    private void checkFitsSegment(int sizeInBytes) {
        if (sizeInBytes > rules.segmentBytes()) {
            throw refused(
                    AppendError.RECORD_LIST_TOO_LARGE,
                    "append of " + sizeInBytes + " bytes exceeds the segment size of " + rules.segmentBytes());
        }
    }

    private void checkCrc(RecordBatch batch) {
        if (!batch.isValid()) {
            throw refused(AppendError.CORRUPT_MESSAGE, "record batch is corrupt (stored crc = " + batch.crc() + ")");
        }
    }

    private InvalidBatchException refused(AppendError error, @Nullable String reason) {
        return new InvalidBatchException(error, "Append to " + logName + " refused: " + reason);
    }
}
