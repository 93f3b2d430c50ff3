// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The records of one batch as bytes read forward: straight from the batch where it is uncompressed, else through a small window that is
 * refilled by decompressing. Every failure is a {@link CorruptRecordException}; no more than the allowance is ever decompressed.
 */
final class RecordInput implements AutoCloseable {
    private static final int WINDOW_BYTES = 16 << 10;
    private static final int FIRST_CHUNK_BYTES = 64 << 10;
    private static final byte[] NO_ARRAY = {};

    /** One spare window a thread; taken while in use, so that nested readers on one thread get their own. */
    private static final ThreadLocal<byte @Nullable []> SPARE_WINDOW = new ThreadLocal<>();

    private final ByteBuffer window;
    private final byte[] windowArray;
    private final @Nullable InputStream stream;
    private final long maxBytes;
    private int position;
    private int limit;
    private long earlierWindows;
    private boolean closed;

    private RecordInput(ByteBuffer plain) {
        window = plain;
        windowArray = NO_ARRAY;
        limit = plain.limit();
        stream = null;
        maxBytes = Long.MAX_VALUE;
    }

    private RecordInput(InputStream stream, byte[] windowArray, long maxBytes) {
        window = ByteBuffer.wrap(windowArray);
        this.windowArray = windowArray;
        this.stream = stream;
        this.maxBytes = maxBytes;
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
        InputStream stream;
        try {
            stream = compression.decompress(bytes);
        } catch (IOException | RuntimeException e) {
            throw undecodable(e);
        }
        byte[] spare = SPARE_WINDOW.get();
        SPARE_WINDOW.set(null);
        return new RecordInput(stream, spare == null ? new byte[WINDOW_BYTES] : spare, maxDecompressedBytes);
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
        return window.get(position++);
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
        int left = count;
        while (left > limit - position) {
            left -= limit - position;
            position = limit;
            refillOrFail();
        }
        position += left;
    }

    /** The next bytes as a buffer that stays valid: a slice of the batch, or a copy of what was decompressed. */
    ByteBuffer take(int count) {
        if (stream == null) {
            if (count > limit - position) {
                throw endsTooEarly();
            }
            ByteBuffer slice = window.slice(position, count);
            position += count;
            return slice;
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
            window.get(position, bytes, filled, chunk);
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
        if (stream == null) {
            return false;
        }
        earlierWindows += limit;
        position = 0;
        limit = 0;
        try {
            int count = 0;
            while (count == 0) {
                count = stream.read(windowArray, 0, windowArray.length);
            }
            limit = Math.max(count, 0);
        } catch (IOException | RuntimeException e) {
            throw undecodable(e);
        }
        if (earlierWindows + limit > maxBytes) {
            throw new DecompressionLimitException(maxBytes);
        }
        return limit > 0;
    }

    private static CorruptRecordException undecodable(Exception cause) {
        return new CorruptRecordException("The records cannot be decompressed: " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        if (stream == null || closed) {
            return;
        }
        closed = true;
        position = limit;
        SPARE_WINDOW.set(windowArray);
        try {
            stream.close();
        } catch (IOException | RuntimeException e) {
            throw undecodable(e);
        }
    }
}
