// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import java.nio.ByteBuffer;

/**
 * The control record that ends a transaction in a partition.
 *
 * <pre>
 * key: i16 version = 0, i16 type (0 abort, 1 commit)     value: i16 version = 0, i32 coordinatorEpoch
 * </pre>
 */
public record EndTransactionMarker(boolean committed, int coordinatorEpoch) {
    public static final short ABORT = 0;
    public static final short COMMIT = 1;

    private static final int VALUE_BYTES = 6;

    /** The marker in a transactional control batch. Throws {@link CorruptRecordException} if it holds none. */
    public static EndTransactionMarker of(RecordBatch batch) {
        try (RecordIterator records = batch.records()) {
            if (!records.hasNext()) {
                throw new CorruptRecordException("Control batch at offset " + batch.baseOffset() + " is empty");
            }
            Record record = records.next();
            short type = ControlRecord.typeOf(record);
            if (type != ABORT && type != COMMIT) {
                throw new CorruptRecordException("Control record of type " + type + " ends no transaction");
            }
            ByteBuffer value = record.value();
            if (value == null || value.remaining() < VALUE_BYTES || value.getShort() < 0) {
                throw new CorruptRecordException("End transaction marker has no valid value");
            }
            return new EndTransactionMarker(type == COMMIT, value.getInt());
        }
    }

    /** The batch that puts this marker into a log. */
    public ByteBuffer toBatch(long timestamp, long producerId, short producerEpoch) {
        ByteBuffer value = ByteBuffer.allocate(VALUE_BYTES).putShort((short) 0).putInt(coordinatorEpoch);
        return new RecordBatchBuilder()
                .producer(producerId, producerEpoch, RecordBatch.NO_SEQUENCE)
                .transactional()
                .control()
                .append(timestamp, ControlRecord.key(committed ? COMMIT : ABORT), value.flip())
                .build();
    }
}
