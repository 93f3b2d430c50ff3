// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at each record of a client's batch once: structure, key, timestamp, offset. Makes no object of a record that is in order. */
final class RecordCheck {
    /** Unlike Kafka, which lists them all: so many faults tell the client enough. */
    private static final int MAX_ERRORS = 1000;

    private static final int SHOWN_ERRORS = 3;

    private final String logName;
    private final ValidationRules rules;
    private final RecordBatch batch;
    private final long nowMs;
    private @Nullable List<RecordError> errors;
    private boolean timestampError;
    private long maxTimestamp = RecordBatch.NO_TIMESTAMP;

    RecordCheck(String logName, ValidationRules rules, RecordBatch batch, long nowMs) {
        this.logName = logName;
        this.rules = rules;
        this.batch = batch;
        this.nowMs = nowMs;
    }

    /** The newest timestamp of the records, whatever the header says. */
    long maxTimestamp() {
        return maxTimestamp;
    }

    void run() {
        try (RecordScanner records = new RecordScanner(batch, rules.maxDecompressedBytes())) {
            scan(records);
        } catch (DecompressionLimitException e) {
            throw new InvalidBatchException(
                    AppendError.MESSAGE_TOO_LARGE, "Append to " + logName + " refused: " + e.getMessage());
        } catch (CorruptRecordException e) {
            throw new InvalidBatchException(
                    AppendError.INVALID_RECORD, "Append to " + logName + " refused: " + e.getMessage());
        }
        List<RecordError> found = errors;
        if (found != null) {
            throw refusal(found);
        }
    }

    private void scan(RecordScanner records) {
        boolean clientSetAppendTime = batch.timestampType() == TimestampType.LOG_APPEND_TIME;
        boolean createTime = rules.timestampType() == TimestampType.CREATE_TIME;
        long base = batch.baseTimestamp();
        long stated = batch.maxTimestamp();
        long beforeMax = rules.timestampBeforeMaxMs();
        long afterMax = rules.timestampAfterMaxMs();
        boolean needsKey = rules.compacted();
        long newest = RecordBatch.NO_TIMESTAMP;
        for (int i = 0; records.next(); i++) {
            long own = base + records.timestampDelta();
            long timestamp = clientSetAppendTime ? stated : own;
            if (needsKey && !records.hasKey()) {
                add(i, "Compacted topic cannot accept message without key in topic partition " + logName);
            } else if (createTime && timestamp != RecordBatch.NO_TIMESTAMP) {
                long age = nowMs - timestamp;
                if (age > beforeMax || -age > afterMax) {
                    timestampError = true;
                    add(i, outOfRange(timestamp, batch.baseOffset() + records.offsetDelta()));
                }
            } else if (clientSetAppendTime) {
                timestampError = true;
                add(i, "Invalid timestamp type in message. Producer should not set timestamp type to LogAppendTime.");
            }
            // Unlike Kafka, which stores such a batch as it is, or trips over it where it is compressed.
            if (records.offsetDelta() != i) {
                add(i, "Offset delta should be " + i + ", but it is " + records.offsetDelta());
            }
            newest = Math.max(newest, own);
        }
        maxTimestamp = newest;
    }

    private String outOfRange(long timestamp, long offset) {
        return "Timestamp " + timestamp + " of message with offset " + offset
                + " is out of range. The timestamp should be within [" + (nowMs - rules.timestampBeforeMaxMs()) + ", "
                + (nowMs + rules.timestampAfterMaxMs()) + "]";
    }

    private void add(int index, String message) {
        List<RecordError> list = errors;
        if (list == null) {
            list = new ArrayList<>();
            errors = list;
        }
        if (list.size() < MAX_ERRORS) {
            list.add(new RecordError(index, message));
        }
    }

    private InvalidBatchException refusal(List<RecordError> found) {
        if (timestampError) {
            return new InvalidBatchException(
                    AppendError.INVALID_TIMESTAMP,
                    "One or more records have been rejected due to invalid timestamp",
                    found);
        }
        List<RecordError> shown = found.subList(0, Math.min(found.size(), SHOWN_ERRORS));
        return new InvalidBatchException(
                AppendError.INVALID_RECORD,
                "One or more records have been rejected due to " + found.size()
                        + " record errors in total, and only showing the first three errors at most: " + shown,
                found);
    }
}
