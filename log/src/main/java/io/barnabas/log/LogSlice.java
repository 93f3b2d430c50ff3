// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * A run of record batches in one segment file, ready for sendfile. It begins at the start of a batch; it may end inside
 * one, as Kafka's answers do, when the byte limit cut it.
 *
 * <p>The bytes below a log's end never change, so a slice may be used from any thread without a lock. When its segment is
 * deleted meanwhile the channel stays open until the files are removed, {@code file.delete.delay.ms} (a minute) later;
 * a slice in use beyond that fails with {@code ClosedChannelException}, and whoever sends it closes the connection.
 */
public final class LogSlice {
    private final @Nullable FileChannel channel;
    private final long position;
    private final int sizeInBytes;
    private final long firstOffset;

    public LogSlice(FileChannel channel, long position, int sizeInBytes, long firstOffset) {
        this.channel = channel;
        this.position = position;
        this.sizeInBytes = sizeInBytes;
        this.firstOffset = firstOffset;
    }

    private LogSlice(long offset) {
        this.channel = null;
        this.position = 0;
        this.sizeInBytes = 0;
        this.firstOffset = offset;
    }

    static LogSlice empty(long offset) {
        return new LogSlice(offset);
    }

    public boolean isEmpty() {
        return sizeInBytes == 0;
    }

    /** The segment's file. An empty slice has none. */
    public FileChannel channel() {
        if (channel == null) {
            throw new IllegalStateException("an empty slice has no file");
        }
        return channel;
    }

    public long position() {
        return position;
    }

    public int sizeInBytes() {
        return sizeInBytes;
    }

    /** Base offset of the first batch; the offset asked for when the slice is empty. */
    public long firstOffset() {
        return firstOffset;
    }

    /** Copies the bytes into a new heap buffer, for replays, small answers and TLS. */
    public ByteBuffer toBuffer() throws IOException {
        ByteBuffer copy = ByteBuffer.allocate(sizeInBytes);
        readInto(copy);
        return copy.flip();
    }

    /** Copies the bytes to the target's position. */
    public void readInto(ByteBuffer target) throws IOException {
        int from = target.position();
        int limit = target.limit();
        target.limit(from + sizeInBytes);
        while (target.hasRemaining()) {
            if (channel().read(target, position + (target.position() - from)) < 0) {
                throw new EOFException(
                        "the segment ends inside the slice at " + position + " of " + sizeInBytes + " bytes");
            }
        }
        target.limit(limit);
    }

    @Override
    public String toString() {
        return "LogSlice(offset=" + firstOffset + ", position=" + position + ", sizeInBytes=" + sizeInBytes + ')';
    }
}
