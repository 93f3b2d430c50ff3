// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.netty;

import io.barnabas.wire.protocol.ByteBufferRecords;
import io.barnabas.wire.protocol.FileRecords;
import io.barnabas.wire.protocol.Records;
import io.barnabas.wire.protocol.Writable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.ReferenceCounted;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes into one growing buffer, and remembers beside it the records that are too large to copy: file slices that leave by sendfile
 * and buffers that leave as they are.
 */
public final class ByteBufWritable implements Writable {
    private static final int LEAST_WRAPPED_BYTES = 8 * 1024;

    private final ByteBuf out;
    private final int sendfileMinBytes;
    private List<Insert> inserts = List.of();
    private long insertedBytes;

    /**
     * Takes over the buffer.
     *
     * @param sendfileMinBytes file slices from this size on are not copied into the buffer
     */
    public ByteBufWritable(ByteBuf out, int sendfileMinBytes) {
        this.out = out;
        this.sendfileMinBytes = sendfileMinBytes;
    }

    @Override
    public void writeByte(byte value) {
        out.writeByte(value);
    }

    @Override
    public void writeShort(short value) {
        out.writeShort(value);
    }

    @Override
    public void writeInt(int value) {
        out.writeInt(value);
    }

    @Override
    public void writeLong(long value) {
        out.writeLong(value);
    }

    @Override
    public void writeUtf8(String text, int length) {
        if (text.length() == length) {
            out.writeCharSequence(text, StandardCharsets.US_ASCII); // As many bytes as chars: all of them ASCII.
        } else {
            out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void writeByteArray(byte[] bytes) {
        out.writeBytes(bytes);
    }

    @Override
    public void writeRecordBytes(Records records) {
        if (records instanceof FileRecords file) {
            if (file.sizeInBytes() >= sendfileMinBytes) {
                insert(new SharedFileRegion(file.channel(), file.position(), file.sizeInBytes()), file.sizeInBytes());
            } else {
                copy(file);
            }
        } else if (records instanceof ByteBufferRecords memory) {
            ByteBuffer buffer = memory.buffer().duplicate();
            if (buffer.remaining() >= LEAST_WRAPPED_BYTES) {
                insert(Unpooled.wrappedBuffer(buffer), buffer.remaining());
            } else {
                out.writeBytes(buffer);
            }
        }
    }

    private void insert(ReferenceCounted payload, int sizeInBytes) {
        if (inserts.isEmpty()) {
            inserts = new ArrayList<>();
        }
        inserts.add(new Insert(out.writerIndex(), payload));
        insertedBytes += sizeInBytes;
    }

    private void copy(FileRecords file) {
        try {
            copy(file.channel(), file.position(), file.sizeInBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copy(FileChannel channel, long position, int sizeInBytes) throws IOException {
        int missing = sizeInBytes;
        while (missing > 0) {
            int read = out.writeBytes(channel, position + sizeInBytes - missing, missing);
            if (read < 0) {
                throw new EOFException("The file ends " + missing + " bytes before the slice does");
            }
            missing -= read;
        }
    }

    /** All that was written, in bytes, whether it is in the buffer or beside it. */
    public long sizeInBytes() {
        return out.readableBytes() + insertedBytes;
    }

    /** Sets four bytes written before. */
    public void setInt(int index, int value) {
        out.setInt(index, value);
    }

    /** Hands all that was written, piece by piece and with its ownership, to the consumer. */
    public void drainTo(Consumer<Object> consumer) {
        if (inserts.isEmpty()) {
            consumer.accept(out);
            return;
        }
        int from = out.readerIndex();
        for (Insert insert : inserts) {
            if (insert.index > from) {
                consumer.accept(out.retainedSlice(from, insert.index - from));
                from = insert.index;
            }
            consumer.accept(insert.payload);
        }
        if (out.writerIndex() > from) {
            consumer.accept(out.retainedSlice(from, out.writerIndex() - from));
        }
        out.release();
    }

    /** Lets go of everything, when it is not to be sent. */
    public void discard() {
        inserts.forEach(insert -> ReferenceCountUtil.release(insert.payload));
        out.release();
    }

    private record Insert(int index, ReferenceCounted payload) {}
}
