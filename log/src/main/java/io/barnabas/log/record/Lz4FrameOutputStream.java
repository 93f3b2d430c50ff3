// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import java.io.IOException;
import java.io.OutputStream;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.xxhash.XXHashFactory;

/** Writes one LZ4 frame of independent 64 KiB blocks without checksums, as Kafka's producer does. Layout: {@link Lz4FrameInputStream}. */
final class Lz4FrameOutputStream extends OutputStream {
    private static final int BLOCK_BYTES = 64 << 10;
    private static final byte FLAGS = 0x60;
    private static final byte BLOCK_64_KIB = 0x40;

    private final OutputStream sink;
    private final LZ4Compressor compressor;
    private final byte[] plain = new byte[BLOCK_BYTES];
    private final byte[] compressed;
    private int filled;
    private boolean closed;

    Lz4FrameOutputStream(OutputStream sink, int level) throws IOException {
        this.sink = sink;
        LZ4Factory factory = LZ4Factory.fastestInstance();
        this.compressor =
                level == Compression.LZ4.defaultLevel() ? factory.fastCompressor() : factory.highCompressor(level);
        this.compressed = new byte[compressor.maxCompressedLength(BLOCK_BYTES)];
        byte[] descriptor = {FLAGS, BLOCK_64_KIB};
        writeInt(Lz4FrameInputStream.MAGIC);
        sink.write(descriptor);
        int checksum = XXHashFactory.fastestInstance().hash32().hash(descriptor, 0, descriptor.length, 0);
        sink.write(checksum >> 8);
    }

    @Override
    public void write(int value) throws IOException {
        if (filled == BLOCK_BYTES) {
            writeBlock();
        }
        plain[filled++] = (byte) value;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        int from = offset;
        int end = offset + length;
        while (from < end) {
            if (filled == BLOCK_BYTES) {
                writeBlock();
            }
            int count = Math.min(end - from, BLOCK_BYTES - filled);
            System.arraycopy(source, from, plain, filled, count);
            filled += count;
            from += count;
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        if (filled > 0) {
            writeBlock();
        }
        writeInt(0);
        sink.close();
    }

    private void writeBlock() throws IOException {
        int size = compressor.compress(plain, 0, filled, compressed, 0);
        if (size < filled) {
            writeInt(size);
            sink.write(compressed, 0, size);
        } else {
            writeInt(filled | Lz4FrameInputStream.STORED_BIT);
            sink.write(plain, 0, filled);
        }
        filled = 0;
    }

    private void writeInt(int value) throws IOException {
        sink.write(value);
        sink.write(value >>> 8);
        sink.write(value >>> 16);
        sink.write(value >>> 24);
    }
}
