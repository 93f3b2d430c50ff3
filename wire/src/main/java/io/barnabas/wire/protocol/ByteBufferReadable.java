// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads from a {@link ByteBuffer}, moving its position. */
public final class ByteBufferReadable implements Readable {

    private final ByteBuffer buffer;

    /** Reads what lies between the buffer's position and its limit. */
    public ByteBufferReadable(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    @Override
    public int remaining() {
        return buffer.remaining();
    }

    @Override
    public byte readByte() {
        require(Byte.BYTES);
        return buffer.get();
    }

    @Override
    public short readShort() {
        require(Short.BYTES);
        return buffer.getShort();
    }

    @Override
    public int readInt() {
        require(Integer.BYTES);
        return buffer.getInt();
    }

    @Override
    public long readLong() {
        require(Long.BYTES);
        return buffer.getLong();
    }

    @Override
    public String readUtf8(int length) {
        require(length);
        if (!buffer.hasArray()) {
            return new String(readByteArray(length), StandardCharsets.UTF_8);
        }
        int start = buffer.arrayOffset() + buffer.position();
        buffer.position(buffer.position() + length);
        return new String(buffer.array(), start, length, StandardCharsets.UTF_8);
    }

    @Override
    public byte[] readByteArray(int length) {
        require(length);
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    @Override
    public ByteBuffer readSlice(int length) {
        require(length);
        ByteBuffer slice = buffer.slice(buffer.position(), length);
        buffer.position(buffer.position() + length);
        return slice;
    }

    private void require(int length) {
        if (length < 0 || length > buffer.remaining()) {
            throw InvalidMessageException.tooShort(length, buffer.remaining());
        }
    }
}
