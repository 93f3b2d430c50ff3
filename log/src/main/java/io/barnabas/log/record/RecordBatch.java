// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * A record batch of magic 2, seen in place: reads and patches the bytes at a position of a buffer, direct or heap, without copying and
 * without touching the buffer's position. The buffer must stay unchanged while the view is in use; not thread-safe for the setters.
 *
 * <pre>
 *  0 i64 baseOffset             23 i32 lastOffsetDelta        attributes: bits 0-2 codec, 3 LogAppendTime, 4 transactional,
 *  8 i32 batchLength            27 i64 baseTimestamp                      5 control, 6 baseTimestamp is the delete horizon
 * 12 i32 partitionLeaderEpoch   35 i64 maxTimestamp
 * 16 i8  magic = 2              43 i64 producerId             batchLength counts what follows it.
 * 17 u32 crc                    51 i16 producerEpoch          crc is CRC-32C of everything from 21, so base offset and
 * 21 i16 attributes             53 i32 baseSequence           leader epoch are patched without touching it.
 *                               57 i32 recordsCount
 *                               61 records
 * </pre>
 */
public final class RecordBatch {
    /** Bytes before and including the length field. */
    public static final int LOG_OVERHEAD = 12;

    public static final int HEADER_SIZE = 61;
    public static final byte MAGIC = 2;
    public static final long NO_PRODUCER_ID = -1;
    public static final short NO_PRODUCER_EPOCH = -1;
    public static final int NO_SEQUENCE = -1;
    public static final long NO_TIMESTAMP = -1;
    public static final int NO_LEADER_EPOCH = -1;

    static final int LENGTH_AT = 8;
    static final int LEADER_EPOCH_AT = 12;
    static final int MAGIC_AT = 16;
    static final int CRC_AT = 17;
    static final int ATTRIBUTES_AT = 21;
    static final int LAST_OFFSET_DELTA_AT = 23;
    static final int BASE_TIMESTAMP_AT = 27;
    static final int MAX_TIMESTAMP_AT = 35;
    static final int PRODUCER_ID_AT = 43;
    static final int PRODUCER_EPOCH_AT = 51;
    static final int BASE_SEQUENCE_AT = 53;
    static final int COUNT_AT = 57;

    static final int CODEC_MASK = 0x07;
    static final int LOG_APPEND_TIME_BIT = 0x08;
    static final int TRANSACTIONAL_BIT = 0x10;
    static final int CONTROL_BIT = 0x20;
    static final int DELETE_HORIZON_BIT = 0x40;

    private static final int OLDEST_MIN_LENGTH = 14;

    private final ByteBuffer buffer;
    private final int start;
    private final int size;

    private RecordBatch(ByteBuffer buffer, int start, int size) {
        this.buffer = buffer.order() == ByteOrder.BIG_ENDIAN ? buffer : buffer.duplicate();
        this.start = start;
        this.size = size;
    }

    /**
     * The batch that begins at an absolute position and lies wholly before the buffer's limit.
     *
     * @throws CorruptRecordException if no whole batch is there; {@link UnsupportedMagicException} if it has magic 0 or 1
     */
    public static RecordBatch at(ByteBuffer buffer, int position) {
        RecordBatch batch = headerAt(buffer, position);
        if (!batch.isComplete()) {
            throw new CorruptRecordException("Record batch at " + position + " claims " + batch.size + " bytes, only "
                    + (buffer.limit() - position) + " are there");
        }
        return batch;
    }

    /** As {@link #at}, but only the header must be there: the records cannot be read unless {@link #isComplete}. */
    public static RecordBatch headerAt(ByteBuffer buffer, int position) {
        int size = sizeAt(buffer, position);
        if (buffer.limit() - position < HEADER_SIZE) {
            throw new CorruptRecordException("Record batch header at " + position + " is cut off");
        }
        return new RecordBatch(buffer, position, size);
    }

    /** The whole size, header included, that the batch at a position claims to have; needs its first 17 bytes. */
    public static int sizeAt(ByteBuffer buffer, int position) {
        if (position < 0 || buffer.limit() - position <= MAGIC_AT) {
            throw new CorruptRecordException("Record batch header at " + position + " is cut off");
        }
        int length = bigEndianInt(buffer, position + LENGTH_AT);
        byte magic = buffer.get(position + MAGIC_AT);
        if (length < OLDEST_MIN_LENGTH || length > Integer.MAX_VALUE - LOG_OVERHEAD) {
            throw new CorruptRecordException("Record batch at " + position + " has impossible length " + length);
        }
        if (magic == 0 || magic == 1) {
            throw new UnsupportedMagicException(magic);
        }
        if (magic != MAGIC) {
            throw new CorruptRecordException("Record batch at " + position + " has unknown magic " + magic);
        }
        if (length < HEADER_SIZE - LOG_OVERHEAD) {
            throw new CorruptRecordException("Record batch at " + position + " has impossible length " + length);
        }
        return length + LOG_OVERHEAD;
    }

    private static int bigEndianInt(ByteBuffer buffer, int position) {
        int value = buffer.getInt(position);
        return buffer.order() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value);
    }

    public long baseOffset() {
        return buffer.getLong(start);
    }

    public long lastOffset() {
        return baseOffset() + lastOffsetDelta();
    }

    /** The offset that follows this batch. */
    public long nextOffset() {
        return lastOffset() + 1;
    }

    public int lastOffsetDelta() {
        return buffer.getInt(start + LAST_OFFSET_DELTA_AT);
    }

    /** The whole batch, header included. */
    public int sizeInBytes() {
        return size;
    }

    /** Where the batch begins in the buffer it is a view of. */
    public int position() {
        return start;
    }

    /** Whether all bytes the header promises lie before the buffer's limit. */
    public boolean isComplete() {
        return buffer.limit() - start >= size;
    }

    public int partitionLeaderEpoch() {
        return buffer.getInt(start + LEADER_EPOCH_AT);
    }

    public byte magic() {
        return buffer.get(start + MAGIC_AT);
    }

    /** The stored CRC-32C, as an unsigned number. */
    public long crc() {
        return Integer.toUnsignedLong(buffer.getInt(start + CRC_AT));
    }

    /** Whether the stored CRC-32C is that of the bytes. */
    public boolean isValid() {
        return isComplete() && crc() == computeCrc();
    }

    public short attributes() {
        return buffer.getShort(start + ATTRIBUTES_AT);
    }

    /** The codec bits, which may name none that there is. */
    public int codecId() {
        return attributes() & CODEC_MASK;
    }

    /** The codec of the records. Throws {@link CorruptRecordException} if the bits name none. */
    public Compression compression() {
        return Compression.forId(codecId());
    }

    public TimestampType timestampType() {
        return has(LOG_APPEND_TIME_BIT) ? TimestampType.LOG_APPEND_TIME : TimestampType.CREATE_TIME;
    }

    public boolean isTransactional() {
        return has(TRANSACTIONAL_BIT);
    }

    public boolean isControl() {
        return has(CONTROL_BIT);
    }

    /** Whether {@link #baseTimestamp} is the time after which the batch's tombstones may go. */
    public boolean hasDeleteHorizon() {
        return has(DELETE_HORIZON_BIT);
    }

    private boolean has(int bit) {
        return (attributes() & bit) != 0;
    }

    public long baseTimestamp() {
        return buffer.getLong(start + BASE_TIMESTAMP_AT);
    }

    public long maxTimestamp() {
        return buffer.getLong(start + MAX_TIMESTAMP_AT);
    }

    public long producerId() {
        return buffer.getLong(start + PRODUCER_ID_AT);
    }

    public boolean hasProducerId() {
        return producerId() > NO_PRODUCER_ID;
    }

    public short producerEpoch() {
        return buffer.getShort(start + PRODUCER_EPOCH_AT);
    }

    public int baseSequence() {
        return buffer.getInt(start + BASE_SEQUENCE_AT);
    }

    public int lastSequence() {
        int first = baseSequence();
        return first == NO_SEQUENCE ? NO_SEQUENCE : addToSequence(first, lastOffsetDelta());
    }

    /** How many records the header claims; after compaction fewer than the offsets it spans, perhaps none. */
    public int count() {
        return buffer.getInt(start + COUNT_AT);
    }

    /** The whole batch as a buffer of its own over the same bytes. */
    public ByteBuffer bytes() {
        return buffer.slice(start, size);
    }

    /** The bytes behind the header, as they are: compressed where the batch is. */
    public ByteBuffer recordBytes() {
        if (!isComplete()) {
            throw new CorruptRecordException("Record batch at " + start + " is cut off");
        }
        return buffer.slice(start + HEADER_SIZE, size - HEADER_SIZE);
    }

    /** The records, decompressing no more than {@link Compression#DEFAULT_MAX_DECOMPRESSED_BYTES}; to be closed. */
    public RecordIterator records() {
        return records(Compression.DEFAULT_MAX_DECOMPRESSED_BYTES);
    }

    /** The records in offset order; the iterator throws {@link CorruptRecordException} where the bytes are damaged. To be closed. */
    public RecordIterator records(long maxDecompressedBytes) {
        return new RecordIterator(this, maxDecompressedBytes);
    }

    public void setBaseOffset(long baseOffset) {
        buffer.putLong(start, baseOffset);
    }

    public void setPartitionLeaderEpoch(int leaderEpoch) {
        buffer.putInt(start + LEADER_EPOCH_AT, leaderEpoch);
    }

    /** Sets whose clock counts and the newest timestamp, and makes the CRC right again where that changed a byte. */
    public void setMaxTimestamp(TimestampType type, long maxTimestamp) {
        if (timestampType() == type && maxTimestamp() == maxTimestamp) {
            return;
        }
        int others = attributes() & ~LOG_APPEND_TIME_BIT;
        int bit = type == TimestampType.LOG_APPEND_TIME ? LOG_APPEND_TIME_BIT : 0;
        buffer.putShort(start + ATTRIBUTES_AT, (short) (others | bit));
        buffer.putLong(start + MAX_TIMESTAMP_AT, maxTimestamp);
        buffer.putInt(start + CRC_AT, (int) computeCrc());
    }

    long computeCrc() {
        ByteBuffer covered = buffer.duplicate();
        covered.limit(start + size).position(start + ATTRIBUTES_AT);
        CRC32C crc = new CRC32C();
        crc.update(covered);
        return crc.getValue();
    }

    /** A sequence number some records later; after 2^31-1 comes 0. */
    public static int addToSequence(int sequence, int increment) {
        return sequence > Integer.MAX_VALUE - increment
                ? increment - (Integer.MAX_VALUE - sequence) - 1
                : sequence + increment;
    }

    /** A sequence number some records earlier; before 0 comes 2^31-1. */
    public static int subtractFromSequence(int sequence, int decrement) {
        return sequence < decrement ? Integer.MAX_VALUE - (decrement - sequence) + 1 : sequence - decrement;
    }

    @Override
    public String toString() {
        return "RecordBatch(offsets=" + baseOffset() + ".." + lastOffset() + ", count=" + count() + ", sizeInBytes="
                + size + ", leaderEpoch=" + partitionLeaderEpoch() + ", attributes=0x"
                + Integer.toHexString(attributes() & 0xffff) + ", producerId=" + producerId() + ", producerEpoch="
                + producerEpoch() + ", baseSequence=" + baseSequence() + ")";
    }
}
