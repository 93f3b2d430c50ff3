// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A growing array that a batch is written into, with the variable-length numbers of the record format. */
final class ByteSink extends OutputStream {
    private byte[] bytes;
    private int size;

    ByteSink(int capacity) {
        bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    /** Leaves room to be filled in later through {@link #toByteBuffer}. */
    void skip(int count) {
        ensureRoom(count);
        size += count;
    }

    @Override
    public void write(int value) {
        ensureRoom(1);
        bytes[size++] = (byte) value;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        ensureRoom(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    void write(ByteBuffer source) {
        int length = source.remaining();
        ensureRoom(length);
        source.get(source.position(), bytes, size, length);
        size += length;
    }

    /** A length as varint and the bytes; -1 and nothing for null. */
    void writeNullable(@Nullable ByteBuffer source) {
        if (source == null) {
            writeVarint(-1);
        } else {
            writeVarint(source.remaining());
            write(source);
        }
    }

    void writeVarint(int value) {
        writeVarlong(value);
    }

    void writeVarlong(long value) {
        long raw = (value << 1) ^ (value >> 63);
        while ((raw & ~0x7fL) != 0) {
            write((int) (raw & 0x7f) | 0x80);
            raw >>>= 7;
        }
        write((int) raw);
    }

    /** What was written, as a view of the same bytes. */
    ByteBuffer toByteBuffer() {
        return ByteBuffer.wrap(bytes, 0, size).slice();
    }

    void writeTo(OutputStream target) throws java.io.IOException {
        target.write(bytes, 0, size);
    }

    private void ensureRoom(int count) {
        if (bytes.length - size < count) {
            long wanted = Math.max((long) size + count, bytes.length * 2L);
            if ((long) size + count > Integer.MAX_VALUE - 8) {
                throw new IllegalStateException("A record batch cannot grow beyond 2 GiB");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
        }
    }
}
