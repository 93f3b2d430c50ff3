// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds one record batch: set what the header says, append records, {@link #build}. Compresses while records come in. For the internal
 * topics, for batches that must be compressed anew, and for tests; not thread-safe, good for one batch.
 */
public final class RecordBatchBuilder {
    private static final ByteBuffer NO_HEADERS = ByteBuffer.wrap(new byte[] {0});

    private final ByteSink sink;
    private final ByteSink body = new ByteSink(256);
    private @Nullable OutputStream compressor;
    private Compression compression = Compression.NONE;
    private int compressionLevel;
    private long baseOffset;
    private int leaderEpoch = RecordBatch.NO_LEADER_EPOCH;
    private long producerId = RecordBatch.NO_PRODUCER_ID;
    private short producerEpoch = RecordBatch.NO_PRODUCER_EPOCH;
    private int baseSequence = RecordBatch.NO_SEQUENCE;
    private int flags;
    private long logAppendTimeMs = RecordBatch.NO_TIMESTAMP;
    private long baseTimestamp = RecordBatch.NO_TIMESTAMP;
    private long maxTimestamp = RecordBatch.NO_TIMESTAMP;
    private int lastOffsetDelta = -1;
    private int keptLastOffsetDelta = -1;
    private int count;
    private long plainSizeInBytes = RecordBatch.HEADER_SIZE;

    public RecordBatchBuilder() {
        this(512);
    }

    /** Begins with room for about so many bytes. */
    public RecordBatchBuilder(int initialCapacity) {
        sink = new ByteSink(Math.max(initialCapacity, RecordBatch.HEADER_SIZE));
        sink.skip(RecordBatch.HEADER_SIZE);
    }

    public RecordBatchBuilder compression(Compression codec) {
        return compression(codec, codec.defaultLevel());
    }

    public RecordBatchBuilder compression(Compression codec, int level) {
        requireEmpty();
        compression = codec;
        compressionLevel = level;
        return this;
    }

    public RecordBatchBuilder baseOffset(long offset) {
        requireEmpty();
        baseOffset = offset;
        return this;
    }

    public RecordBatchBuilder leaderEpoch(int epoch) {
        leaderEpoch = epoch;
        return this;
    }

    public RecordBatchBuilder producer(long id, short epoch, int firstSequence) {
        producerId = id;
        producerEpoch = epoch;
        baseSequence = firstSequence;
        return this;
    }

    public RecordBatchBuilder transactional() {
        flags |= RecordBatch.TRANSACTIONAL_BIT;
        return this;
    }

    public RecordBatchBuilder control() {
        flags |= RecordBatch.CONTROL_BIT;
        return this;
    }

    /** Makes the batch one of LogAppendTime. */
    public RecordBatchBuilder logAppendTime(long timestampMs) {
        flags |= RecordBatch.LOG_APPEND_TIME_BIT;
        logAppendTimeMs = timestampMs;
        return this;
    }

    /** Lets the batch reach to this offset, whatever its last record is: of a batch that has lost records to compaction. */
    public RecordBatchBuilder lastOffset(long offset) {
        keptLastOffsetDelta = (int) (offset - baseOffset);
        return this;
    }

    /** Until when tombstones, or a marker, are kept: stands in the place of the base timestamp. */
    public RecordBatchBuilder deleteHorizon(long horizonMs) {
        requireEmpty();
        flags |= RecordBatch.DELETE_HORIZON_BIT;
        baseTimestamp = horizonMs;
        return this;
    }

    public RecordBatchBuilder append(long timestamp, byte @Nullable [] key, byte @Nullable [] value) {
        return append(timestamp, wrap(key), wrap(value));
    }

    public RecordBatchBuilder append(long timestamp, @Nullable ByteBuffer key, @Nullable ByteBuffer value) {
        return append(timestamp, key, value, List.of());
    }

    /** Appends at the next offset; buffers are read from their position, which stays. */
    public RecordBatchBuilder append(
            long timestamp, @Nullable ByteBuffer key, @Nullable ByteBuffer value, List<RecordHeader> headers) {
        return appendAt(baseOffset + lastOffsetDelta + 1, timestamp, key, value, headers);
    }

    /** Appends at an offset of the caller's, above the last one: compaction leaves gaps. */
    public RecordBatchBuilder appendAt(
            long offset,
            long timestamp,
            @Nullable ByteBuffer key,
            @Nullable ByteBuffer value,
            List<RecordHeader> headers) {
        return append(offset, timestamp, key, value, headers.isEmpty() ? NO_HEADERS : encode(headers));
    }

    /** Appends a record of another batch at its own offset, its headers untouched. */
    public RecordBatchBuilder appendUnchanged(Record record) {
        return append(record.offset(), record.timestamp(), record.key(), record.value(), record.rawHeaders());
    }

    /** Appends a record of another batch at the next offset, its headers untouched. */
    RecordBatchBuilder append(Record record) {
        return append(
                baseOffset + lastOffsetDelta + 1,
                record.timestamp(),
                record.key(),
                record.value(),
                record.rawHeaders());
    }

    private RecordBatchBuilder append(
            long offset, long timestamp, @Nullable ByteBuffer key, @Nullable ByteBuffer value, ByteBuffer headers) {
        long delta = offset - baseOffset;
        if (delta <= lastOffsetDelta || delta > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "Offset " + offset + " does not follow " + (baseOffset + lastOffsetDelta));
        }
        if (count == 0) {
            if ((flags & RecordBatch.DELETE_HORIZON_BIT) == 0) {
                baseTimestamp = timestamp;
            }
            maxTimestamp = timestamp;
        }
        body.clear();
        body.write(0);
        body.writeVarlong(timestamp - baseTimestamp);
        body.writeVarint((int) delta);
        body.writeNullable(key);
        body.writeNullable(value);
        body.write(headers);
        writeBody();
        lastOffsetDelta = (int) delta;
        maxTimestamp = Math.max(maxTimestamp, timestamp);
        count++;
        return this;
    }

    private void writeBody() {
        plainSizeInBytes += body.size() + sizeOfVarint(body.size());
        if (compression == Compression.NONE) {
            sink.writeVarint(body.size());
            sink.write(body.toByteBuffer());
            return;
        }
        try {
            OutputStream target = compressor;
            if (target == null) {
                target = compression.compress(sink, compressionLevel);
                compressor = target;
            }
            int raw = body.size() << 1;
            while ((raw & ~0x7f) != 0) {
                target.write((raw & 0x7f) | 0x80);
                raw >>>= 7;
            }
            target.write(raw);
            body.writeTo(target);
        } catch (IOException e) {
            throw new UncheckedIOException("A codec failed to write to memory", e);
        }
    }

    public int count() {
        return count;
    }

    /** The batch's size so far if it were not compressed. */
    public long plainSizeInBytes() {
        return plainSizeInBytes;
    }

    /** The bytes written so far; with a codec, what it still holds back is missing. */
    public int writtenSizeInBytes() {
        return sink.size();
    }

    /** How many bytes a record without headers adds at most before compression: to stop in time. */
    public static int maxRecordSize(@Nullable ByteBuffer key, @Nullable ByteBuffer value) {
        int fixed = 5 + 1 + 10 + 5 + 5 + 5 + 1;
        return fixed + (key == null ? 0 : key.remaining()) + (value == null ? 0 : value.remaining());
    }

    /** The finished batch in a heap buffer, from 0 to its limit. */
    public ByteBuffer build() {
        if (count == 0) {
            throw new IllegalStateException("A record batch needs a record");
        }
        try {
            if (compressor != null) {
                compressor.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A codec failed to write to memory", e);
        }
        return finish(sink.toByteBuffer());
    }

    /** A batch of a header alone, which stands for records that are gone: it keeps a producer's place, or a log's end. */
    public ByteBuffer buildEmpty(long lastTimestamp) {
        requireEmpty();
        baseTimestamp = lastTimestamp;
        maxTimestamp = lastTimestamp;
        return finish(sink.toByteBuffer());
    }

    private ByteBuffer finish(ByteBuffer batch) {
        batch.putLong(0, baseOffset);
        batch.putInt(RecordBatch.LENGTH_AT, batch.limit() - RecordBatch.LOG_OVERHEAD);
        batch.putInt(RecordBatch.LEADER_EPOCH_AT, leaderEpoch);
        batch.put(RecordBatch.MAGIC_AT, RecordBatch.MAGIC);
        batch.putShort(RecordBatch.ATTRIBUTES_AT, (short) (flags | compression.id()));
        batch.putInt(RecordBatch.LAST_OFFSET_DELTA_AT, Math.max(lastOffsetDelta, keptLastOffsetDelta));
        batch.putLong(RecordBatch.BASE_TIMESTAMP_AT, baseTimestamp);
        boolean appendTime = (flags & RecordBatch.LOG_APPEND_TIME_BIT) != 0;
        batch.putLong(RecordBatch.MAX_TIMESTAMP_AT, appendTime ? logAppendTimeMs : maxTimestamp);
        batch.putLong(RecordBatch.PRODUCER_ID_AT, producerId);
        batch.putShort(RecordBatch.PRODUCER_EPOCH_AT, producerEpoch);
        batch.putInt(RecordBatch.BASE_SEQUENCE_AT, baseSequence);
        batch.putInt(RecordBatch.COUNT_AT, count);
        batch.putInt(RecordBatch.CRC_AT, (int) RecordBatch.at(batch, 0).computeCrc());
        return batch;
    }

    private void requireEmpty() {
        if (count > 0) {
            throw new IllegalStateException("Records have been appended already");
        }
    }

    private static @Nullable ByteBuffer wrap(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }

    private static int sizeOfVarint(int value) {
        int bits = 32 - Integer.numberOfLeadingZeros((value << 1) | 1);
        return (bits + 6) / 7;
    }

    private static ByteBuffer encode(List<RecordHeader> headers) {
        ByteSink encoded = new ByteSink(64);
        encoded.writeVarint(headers.size());
        for (RecordHeader header : headers) {
            byte[] key = header.key().getBytes(StandardCharsets.UTF_8);
            encoded.writeVarint(key.length);
            encoded.write(key, 0, key.length);
            encoded.writeNullable(header.value());
        }
        return encoded.toByteBuffer();
    }
}
