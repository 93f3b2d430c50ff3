// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.segment;

import io.barnabas.log.record.CorruptRecordException;
import io.barnabas.log.record.RecordBatch;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Reads a segment's batches whole and in order, trusting nothing: size, magic, checksum (when asked) and that offsets rise
 * within what the segment can hold. What {@link #next} returned before it threw is the good part.
 */
public final class SegmentScan {
    private static final int BUFFER_BYTES = 256 << 10;
    private static final int OLD_CRC_AT = 12;
    private static final int OLD_CRC_BYTES = 4;

    private final FileChannel records;
    private final long size;
    private final long baseOffset;
    private final boolean checksums;
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private long bufferStart;
    private long position;
    private long nextOffset;

    public SegmentScan(Segment segment, boolean checksums) throws IOException {
        this.records = segment.channel();
        this.size = records.size();
        this.baseOffset = segment.baseOffset();
        this.checksums = checksums;
        this.nextOffset = baseOffset;
    }

    /** Where the good part ends. */
    public int position() {
        return (int) position;
    }

    /** The offset after the good part's last; the base offset when there is none. */
    public long nextOffset() {
        return nextOffset;
    }

    public long sizeInBytes() {
        return size;
    }

    /**
     * The next batch, valid until the next call; null at the end of the file.
     *
     * @throws CorruptRecordException the bytes at {@link #position} are no batch that could stand there
     */
    public @Nullable RecordBatch next() throws IOException {
        if (position == size) {
            return null;
        }
        if (size - position < RecordBatch.HEADER_SIZE) {
            throw new CorruptRecordException("the last " + (size - position) + " bytes are less than a batch header");
        }
        require(RecordBatch.HEADER_SIZE);
        refuseOldFormat();
        long batchSize = (long) buffer.getInt(at() + Long.BYTES) + RecordBatch.LOG_OVERHEAD;
        if (batchSize < RecordBatch.HEADER_SIZE) {
            throw new CorruptRecordException("a batch claims " + batchSize + " bytes, less than its header");
        }
        if (batchSize > size - position) {
            throw new CorruptRecordException(
                    "a batch claims " + batchSize + " bytes, only " + (size - position) + " are there");
        }
        require((int) batchSize);
        RecordBatch batch = RecordBatch.at(buffer, at());
        check(batch);
        position += batchSize;
        nextOffset = batch.nextOffset();
        return batch;
    }

    /** Messages of magic 0 or 1 that are whole are not damage: better not to serve the log than to cut them off. */
    private void refuseOldFormat() throws IOException {
        byte magic = buffer.get(at() + OLD_CRC_BYTES + OLD_CRC_AT);
        long length = (long) buffer.getInt(at() + Long.BYTES) + RecordBatch.LOG_OVERHEAD;
        if ((magic != 0 && magic != 1) || length <= OLD_CRC_AT + OLD_CRC_BYTES || length > size - position) {
            return;
        }
        require((int) length);
        CRC32 crc = new CRC32();
        int from = at() + OLD_CRC_AT + OLD_CRC_BYTES;
        crc.update(buffer.slice(from, at() + (int) length - from));
        if ((int) crc.getValue() == buffer.getInt(at() + OLD_CRC_AT)) {
            throw new IOException("a message of the old format with magic " + magic + " at position " + position
                    + "; Kafka 3 converts such logs");
        }
    }

    private void check(RecordBatch batch) {
        if (batch.lastOffsetDelta() < 0 || batch.baseOffset() < nextOffset) {
            throw new CorruptRecordException(
                    "offsets " + batch.baseOffset() + " to " + batch.lastOffset() + " follow " + (nextOffset - 1));
        }
        if (batch.lastOffset() - baseOffset > Integer.MAX_VALUE) {
            throw new CorruptRecordException("offset " + batch.lastOffset() + " is out of the segment's range");
        }
        if (checksums && !batch.isValid()) {
            throw new CorruptRecordException("the batch at offset " + batch.baseOffset() + " has a wrong checksum");
        }
    }

    private int at() {
        return (int) (position - bufferStart);
    }

    private void require(int bytes) throws IOException {
        if (position + bytes <= bufferStart + buffer.limit() && position >= bufferStart) {
            return;
        }
        if (bytes > buffer.capacity()) {
            buffer = ByteBuffer.allocate(bytes);
        }
        buffer.clear().limit((int) Math.min(buffer.capacity(), size - position));
        while (buffer.hasRemaining()) {
            if (records.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException("the file became shorter than " + size + " bytes");
            }
        }
        buffer.flip();
        bufferStart = position;
    }
}
