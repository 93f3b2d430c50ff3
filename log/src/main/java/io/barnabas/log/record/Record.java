// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of a batch. Its buffers share the batch's bytes where that is uncompressed, so they are valid as long as those are.
 *
 * <pre>
 * varint length   i8 attributes = 0   varlong timestampDelta   varint offsetDelta   varint keyLength (-1 null) key
 * varint valueLength (-1 null) value   varint headerCount   ( varint keyLength key   varint valueLength (-1 null) value ) *
 * </pre>
 */
@SuppressWarnings("JavaLangClash") // Kafka's word, and no reader of a log looks for java.lang.Record.
public final class Record {
    private final long offset;
    private final long timestamp;
    private final int sizeInBytes;
    private final @Nullable ByteBuffer key;
    private final @Nullable ByteBuffer value;
    private final ByteBuffer headers;

    Record(
            long offset,
            long timestamp,
            int sizeInBytes,
            @Nullable ByteBuffer key,
            @Nullable ByteBuffer value,
            ByteBuffer headers) {
        this.offset = offset;
        this.timestamp = timestamp;
        this.sizeInBytes = sizeInBytes;
        this.key = key;
        this.value = value;
        this.headers = headers;
    }

    public long offset() {
        return offset;
    }

    public long timestamp() {
        return timestamp;
    }

    /** The record's bytes before compression, length field included. */
    public int sizeInBytes() {
        return sizeInBytes;
    }

    public boolean hasKey() {
        return key != null;
    }

    /** A view of its own at each call, or null. */
    public @Nullable ByteBuffer key() {
        return key == null ? null : key.duplicate();
    }

    public boolean hasValue() {
        return value != null;
    }

    /** A view of its own at each call, or null, which is a tombstone. */
    public @Nullable ByteBuffer value() {
        return value == null ? null : value.duplicate();
    }

    /** Read anew at each call, for few ask. */
    public List<RecordHeader> headers() {
        try (RecordInput fields = RecordInput.plain(headers)) {
            return RecordIterator.readHeaders(fields);
        }
    }

    /** The headers as they are written, count first. */
    ByteBuffer rawHeaders() {
        return headers.duplicate();
    }

    @Override
    public String toString() {
        return "Record(offset=" + offset + ", timestamp=" + timestamp + ", keySize="
                + (key == null ? -1 : key.remaining()) + ", valueSize=" + (value == null ? -1 : value.remaining())
                + ")";
    }
}
