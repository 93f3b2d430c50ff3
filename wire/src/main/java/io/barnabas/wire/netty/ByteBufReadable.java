// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.netty;

import io.barnabas.wire.protocol.InvalidMessageException;
import io.barnabas.wire.protocol.Readable;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads a received buffer front to back. The buffer stays the caller's; slices handed out live as long as it does. */
public final class ByteBufReadable implements Readable {
    private final ByteBuf in;
    private boolean handedOutSlice;

    public ByteBufReadable(ByteBuf in) {
        this.in = in;
    }

    @Override
    public int remaining() {
        return in.readableBytes();
    }

    @Override
    public byte readByte() {
        require(Byte.BYTES);
        return in.readByte();
    }

    @Override
    public short readShort() {
        require(Short.BYTES);
        return in.readShort();
    }

    @Override
    public int readInt() {
        require(Integer.BYTES);
        return in.readInt();
    }

    @Override
    public long readLong() {
        require(Long.BYTES);
        return in.readLong();
    }

    @Override
    public String readUtf8(int length) {
        require(length);
        return in.readCharSequence(length, StandardCharsets.UTF_8).toString();
    }

    @Override
    public byte[] readByteArray(int length) {
        require(length);
        var bytes = new byte[length];
        in.readBytes(bytes);
        return bytes;
    }

    @Override
    public ByteBuffer readSlice(int length) {
        require(length);
        ByteBuffer slice = in.nioBuffer(in.readerIndex(), length);
        in.skipBytes(length);
        handedOutSlice = true;
        return slice;
    }

    /** Whether something that was read refers to the buffer's bytes, so that the buffer has to be kept. */
    public boolean handedOutSlice() {
        return handedOutSlice;
    }

    private void require(int length) {
        if (length < 0 || length > in.readableBytes()) {
            throw new InvalidMessageException(length + " bytes needed, " + in.readableBytes() + " remain");
        }
    }
}
