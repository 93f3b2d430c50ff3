// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.protocol;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes into a {@link ByteBuffer} that has room enough, moving its position; records of a file are read into it. */
public final class ByteBufferWritable implements Writable {

    private final ByteBuffer buffer;

    /** Writes from the buffer's position on. */
    public ByteBufferWritable(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    /** The whole message in a buffer of its own, ready to be read. */
    public static ByteBuffer toBuffer(Message message, short version) {
        ByteBuffer buffer = ByteBuffer.allocate(message.size(version));
        message.write(new ByteBufferWritable(buffer), version);
        return buffer.flip();
    }

    @Override
    public void writeByte(byte value) {
        buffer.put(value);
    }

    @Override
    public void writeShort(short value) {
        buffer.putShort(value);
    }

    @Override
    public void writeInt(int value) {
        buffer.putInt(value);
    }

    @Override
    public void writeLong(long value) {
        buffer.putLong(value);
    }

    @Override
    public void writeUtf8(String text, int length) {
        buffer.put(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void writeByteArray(byte[] bytes) {
        buffer.put(bytes);
    }

    @Override
    public void writeRecordBytes(Records records) {
        if (records instanceof ByteBufferRecords memory) {
            buffer.put(memory.buffer().duplicate());
        } else if (records instanceof FileRecords file) {
            copyFrom(file);
        }
    }

    private void copyFrom(FileRecords file) {
        ByteBuffer target = buffer.slice(buffer.position(), file.sizeInBytes());
        try {
            while (target.hasRemaining()) {
                if (file.channel().read(target, file.position() + target.position()) < 0) {
                    throw new EOFException("The file ends within the records that start at " + file.position());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        buffer.position(buffer.position() + file.sizeInBytes());
    }
}
