// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import net.jpountz.xxhash.XXHash32;
import net.jpountz.xxhash.XXHashFactory;

/**
 * Reads one LZ4 frame of independent blocks, which is all that Kafka's clients can read: linked blocks and dictionaries are refused.
 *
 * <pre>
 * u32le 184D2204   FLG   BD   [u64le content size]   HC   ( u32le size | 80000000 if stored plain, block, [u32le xxh32] ) *   u32le 0   [u32le xxh32]
 * FLG: 01 version, 1 independent, block checksums, content size, content checksum, 0, dictionary      BD: 0 (4..7: 64 KiB..4 MiB) 0000
 * </pre>
 *
 * The checksum of the whole content is skipped, as in Kafka: the batch's CRC covers the same bytes.
 */
final class Lz4FrameInputStream extends InputStream {
    static final int MAGIC = 0x184D2204;
    static final int STORED_BIT = 0x80000000;

    private static final LZ4SafeDecompressor DECOMPRESSOR =
            LZ4Factory.fastestInstance().safeDecompressor();
    private static final XXHash32 CHECKSUM = XXHashFactory.fastestInstance().hash32();

    private static final int VERSION_MASK = 0xC0;
    private static final int VERSION_1 = 0x40;
    private static final int INDEPENDENT = 0x20;
    private static final int BLOCK_CHECKSUM = 0x10;
    private static final int CONTENT_SIZE = 0x08;
    private static final int RESERVED = 0x03;

    private static final byte[] NO_BYTES = {};

    private final ByteBuffer source;
    private final boolean blockChecksums;
    private final int maxBlockBytes;
    private byte[] block = NO_BYTES;
    private int position;
    private int limit;
    private boolean finished;

    Lz4FrameInputStream(ByteBuffer source) throws IOException {
        this.source = source;
        if (source.remaining() < 7 || littleEndianInt() != MAGIC) {
            throw new IOException("LZ4 frame header is missing or cut off");
        }
        int descriptorStart = source.position();
        int flags = source.get() & 0xff;
        int sizes = source.get() & 0xff;
        if ((flags & VERSION_MASK) != VERSION_1 || (flags & INDEPENDENT) == 0 || (flags & RESERVED) != 0) {
            throw new IOException("LZ4 frame flags 0x" + Integer.toHexString(flags) + " are not supported");
        }
        int sizeCode = sizes >> 4;
        if (sizeCode < 4 || sizeCode > 7 || (sizes & 0x0f) != 0) {
            throw new IOException("LZ4 block descriptor 0x" + Integer.toHexString(sizes) + " is not valid");
        }
        if ((flags & CONTENT_SIZE) != 0) {
            need(Long.BYTES);
            source.position(source.position() + Long.BYTES);
        }
        need(1);
        int descriptorBytes = source.position() - descriptorStart;
        int expected = (CHECKSUM.hash(source, descriptorStart, descriptorBytes, 0) >> 8) & 0xff;
        if ((source.get() & 0xff) != expected) {
            throw new IOException("LZ4 frame descriptor does not match its checksum");
        }
        blockChecksums = (flags & BLOCK_CHECKSUM) != 0;
        maxBlockBytes = 1 << (2 * sizeCode + 8);
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
        while (position == limit && !finished) {
            readBlock();
        }
        return position < limit;
    }

    private void readBlock() throws IOException {
        need(Integer.BYTES);
        int header = littleEndianInt();
        boolean stored = (header & STORED_BIT) != 0;
        int size = header & ~STORED_BIT;
        if (size == 0) {
            finished = true;
            return;
        }
        if (size > maxBlockBytes) {
            throw new IOException("LZ4 block of " + size + " bytes in a frame of blocks up to " + maxBlockBytes);
        }
        need(size);
        int start = source.position();
        if (stored) {
            ensureRoom(size);
            source.get(start, block, 0, size);
            limit = size;
        } else {
            // No byte of LZ4 makes more than 255, so a small block needs no big room, whatever the frame allows.
            ensureRoom((int) Math.min(maxBlockBytes, size * 255L + 64));
            limit = DECOMPRESSOR.decompress(
                    source, start, size, ByteBuffer.wrap(block), 0, Math.min(block.length, maxBlockBytes));
        }
        position = 0;
        source.position(start + size);
        if (blockChecksums) {
            need(Integer.BYTES);
            if (littleEndianInt() != CHECKSUM.hash(source, start, size, 0)) {
                throw new IOException("LZ4 block does not match its checksum");
            }
        }
    }

    private void ensureRoom(int size) {
        if (block.length < size) {
            SpareArrays.give(block);
            block = SpareArrays.take(size);
        }
    }

    @Override
    public void close() {
        finished = true;
        position = 0;
        limit = 0;
        SpareArrays.give(block);
        block = NO_BYTES;
    }

    private int littleEndianInt() {
        return Integer.reverseBytes(source.getInt());
    }

    private void need(int bytes) throws IOException {
        if (source.remaining() < bytes) {
            throw new IOException("LZ4 frame is cut off");
        }
    }
}
