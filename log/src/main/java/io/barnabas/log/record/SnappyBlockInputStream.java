// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.xerial.snappy.Snappy;

/**
 * Reads snappy in the framing of the xerial library, which is what Kafka's clients send, or one bare snappy block, which Kafka accepts too.
 *
 * <pre>
 * 82 'S' 'N' 'A' 'P' 'P' 'Y' 00   i32 version   i32 lowest compatible version   ( i32 length, snappy block ) *
 * </pre>
 *
 * The header may come again between blocks. No length is believed: a block lies within the bytes that are there, and grows at most
 * {@link #MAX_GROWTH}-fold, since three bytes of snappy make 64 at best.
 */
final class SnappyBlockInputStream extends InputStream {
    private static final long MAGIC = 0x82534e4150505900L;
    private static final int HEADER_BYTES = 16;
    private static final int MAX_GROWTH = 22;
    private static final int GROWTH_SLACK = 64;

    private static final byte[] NO_BYTES = {};

    private final ByteBuffer source;
    private final boolean framed;
    private byte[] compressed = NO_BYTES;
    private byte[] block = NO_BYTES;
    private int position;
    private int limit;

    SnappyBlockInputStream(ByteBuffer source) {
        this.source = source;
        this.framed = atHeader();
        if (framed) {
            source.position(source.position() + HEADER_BYTES);
        }
    }

    private boolean atHeader() {
        return source.remaining() >= HEADER_BYTES && source.getLong(source.position()) == MAGIC;
    }

    @Override
    public int read() throws IOException {
        return ensureBlock() ? block[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!ensureBlock()) {
            return -1;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(block, position, target, offset, count);
        position += count;
        return count;
    }

    private boolean ensureBlock() throws IOException {
        while (position == limit) {
            if (!source.hasRemaining()) {
                return false;
            }
            if (!framed) {
                readBlock(source.remaining());
            } else if (atHeader()) {
                source.position(source.position() + HEADER_BYTES);
            } else {
                readBlock(blockLength());
            }
        }
        return true;
    }

    private int blockLength() throws IOException {
        if (source.remaining() < Integer.BYTES) {
            throw new IOException("Snappy block length is cut off");
        }
        int length = source.getInt();
        if (length < 0 || length > source.remaining()) {
            throw new IOException("Snappy block claims " + length + " bytes, " + source.remaining() + " are there");
        }
        return length;
    }

    private void readBlock(int length) throws IOException {
        if (compressed.length < length) {
            SpareArrays.give(compressed);
            compressed = SpareArrays.take(length);
        }
        source.get(compressed, 0, length);
        int plain = Snappy.uncompressedLength(compressed, 0, length);
        if (plain < 0 || plain > (long) length * MAX_GROWTH + GROWTH_SLACK) {
            throw new IOException("Snappy block of " + length + " bytes claims to hold " + plain);
        }
        if (block.length < plain) {
            SpareArrays.give(block);
            block = SpareArrays.take(plain);
        }
        limit = Snappy.uncompress(compressed, 0, length, block, 0);
        position = 0;
    }

    @Override
    public void close() {
        source.position(source.limit());
        position = 0;
        limit = 0;
        SpareArrays.give(compressed);
        SpareArrays.give(block);
        compressed = NO_BYTES;
        block = NO_BYTES;
    }
}
