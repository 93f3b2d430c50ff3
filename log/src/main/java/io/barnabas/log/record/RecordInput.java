// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The records of one batch as bytes read forward through a window: the batch's own array where it has one, else a small array refilled by
 * copying or by decompressing. Every failure is a {@link CorruptRecordException}; no more than the allowance is ever decompressed.
 */
final class RecordInput implements AutoCloseable {
    private static final int WINDOW_BYTES = 16 << 10;
    private static final int FIRST_CHUNK_BYTES = 64 << 10;
    private static final ByteBuffer NO_SOURCE = ByteBuffer.allocate(0);

    private final byte[] window;
    private final boolean ownWindow;
    private final @Nullable InputStream stream;
    private final long maxBytes;

    /** The plain bytes, and how many of them have gone into a window; unused where there is a stream. */
    private final ByteBuffer source;

    private int sourcePosition;
    private int position;
    private int limit;
    private long earlierWindows;
    private boolean closed;

    private RecordInput(ByteBuffer plain) {
        source = plain;
        stream = null;
        maxBytes = Long.MAX_VALUE;
        ownWindow = !plain.hasArray();
        if (ownWindow) {
            window = SpareArrays.take(WINDOW_BYTES);
        } else {
            window = plain.array();
            position = plain.arrayOffset();
            limit = position + plain.limit();
            earlierWindows = -position;
            sourcePosition = plain.limit();
        }
    }

    private RecordInput(InputStream stream, long maxBytes) {
        source = NO_SOURCE;
        this.stream = stream;
        this.maxBytes = maxBytes;
        ownWindow = true;
        window = SpareArrays.take(WINDOW_BYTES);
    }

    /** Reads a buffer's bytes from its position, which is taken as 0. */
    static RecordInput plain(ByteBuffer bytes) {
        return new RecordInput(bytes.slice());
    }

    static RecordInput of(RecordBatch batch, long maxDecompressedBytes) {
        Compression compression = batch.compression();
        ByteBuffer bytes = batch.recordBytes();
        if (compression == Compression.NONE) {
            return new RecordInput(bytes);
        }
        try {
            return new RecordInput(compression.decompress(bytes), maxDecompressedBytes);
        } catch (IOException | RuntimeException e) {
            throw undecodable(e);
        }
    }

    /** How many bytes have been read so far. */
    long consumed() {
        return earlierWindows + position;
    }

    boolean atEnd() {
        return position == limit && !refill();
    }

    byte readByte() {
        if (position == limit) {
            refillOrFail();
        }
        return window[position++];
    }

    int readVarint() {
        int raw = readByte();
        if (raw < 0) {
            raw = readLongVarint(raw & 0x7f);
        }
        return (raw >>> 1) ^ -(raw & 1);
    }

    private int readLongVarint(int lowest) {
        int value = lowest;
        for (int shift = 7; shift < 35; shift += 7) {
            byte next = readByte();
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new CorruptRecordException("A varint is longer than 5 bytes");
    }

    long readVarlong() {
        long raw = readByte();
        if (raw < 0) {
            raw = readLongVarlong(raw & 0x7f);
        }
        return (raw >>> 1) ^ -(raw & 1);
    }

    private long readLongVarlong(long lowest) {
        long value = lowest;
        for (int shift = 7; shift < 70; shift += 7) {
            byte next = readByte();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new CorruptRecordException("A varlong is longer than 10 bytes");
    }

    void skip(int count) {
        if (count <= limit - position) {
            position += count;
        } else {
            skipBeyondWindow(count);
        }
    }

    private void skipBeyondWindow(int count) {
        int left = count - (limit - position);
        position = limit;
        if (stream == null) {
            if (left > source.limit() - sourcePosition) {
                throw endsTooEarly();
            }
            sourcePosition += left;
            earlierWindows += left;
            return;
        }
        refillOrFail();
        while (left > limit) {
            left -= limit;
            position = limit;
            refillOrFail();
        }
        position = left;
    }

    /** The next bytes as a buffer that stays valid: a slice of the batch, or a copy of what was decompressed. */
    ByteBuffer take(int count) {
        if (stream == null) {
            int start = sourcePosition - (limit - position);
            skip(count);
            return source.slice(start, count);
        }
        // A length is only a claim: room grows with the bytes that really come.
        byte[] bytes = new byte[Math.min(count, FIRST_CHUNK_BYTES)];
        int filled = 0;
        while (filled < count) {
            if (position == limit) {
                refillOrFail();
            }
            if (filled == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(count, bytes.length * 2L));
            }
            int chunk = Math.min(bytes.length - filled, limit - position);
            System.arraycopy(window, position, bytes, filled, chunk);
            position += chunk;
            filled += chunk;
        }
        return ByteBuffer.wrap(bytes);
    }

    private void refillOrFail() {
        if (!refill()) {
            throw endsTooEarly();
        }
    }

    private static CorruptRecordException endsTooEarly() {
        return new CorruptRecordException("The records end in the middle of a record");
    }

    private boolean refill() {
        InputStream compressed = stream;
        if (compressed == null && sourcePosition == source.limit()) {
            return false;
        }
        earlierWindows += limit;
        position = 0;
        limit = 0;
        limit = compressed == null ? copy() : decompress(compressed);
        return limit > 0;
    }

    private int copy() {
        int count = Math.min(source.limit() - sourcePosition, window.length);
        source.get(sourcePosition, window, 0, count);
        sourcePosition += count;
        return count;
    }

    private int decompress(InputStream compressed) {
        int count = 0;
        try {
            while (count == 0) {
                count = compressed.read(window, 0, window.length);
            }
        } catch (IOException | RuntimeException e) {
            throw undecodable(e);
        }
        if (earlierWindows + count > maxBytes) {
            throw new DecompressionLimitException(maxBytes);
        }
        return Math.max(count, 0);
    }

    private static CorruptRecordException undecodable(Exception cause) {
        return new CorruptRecordException("The records cannot be decompressed: " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        position = 0;
        limit = 0;
        sourcePosition = source.limit();
        if (ownWindow) {
            SpareArrays.give(window);
        }
        if (stream != null) {
            try {
                stream.close();
            } catch (IOException | RuntimeException e) {
                throw undecodable(e);
            }
        }
    }
}
