// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/** The codecs of bits 0-2 of a batch's attributes. A codec's library is loaded at its first use, for that costs 20 to 50 ms. */
public enum Compression {
    NONE(0, "none", 0),
    GZIP(1, "gzip", Deflater.DEFAULT_COMPRESSION),
    SNAPPY(2, "snappy", 0),
    LZ4(3, "lz4", 9),
    ZSTD(4, "zstd", 3);

    /** How far one batch may grow when nothing else is said; streamed, so this bounds time more than memory. */
    public static final long DEFAULT_MAX_DECOMPRESSED_BYTES = 256L << 20;

    private static final Compression[] BY_ID = values();

    private final int id;
    private final String codecName;
    private final int defaultLevel;

    Compression(int id, String codecName, int defaultLevel) {
        this.id = id;
        this.codecName = codecName;
        this.defaultLevel = defaultLevel;
    }

    /** The codec of an id. Throws {@link CorruptRecordException} if there is none. */
    public static Compression forId(int id) {
        if (id < 0 || id >= BY_ID.length) {
            throw new CorruptRecordException("Unknown compression codec " + id);
        }
        return BY_ID[id];
    }

    public int id() {
        return id;
    }

    /** The name in {@code compression.type}, where NONE is called {@code uncompressed} on the broker's side. */
    public String codecName() {
        return codecName;
    }

    /** The level of {@code compression.<codec>.level} unless set; 0 where the codec has none. */
    public int defaultLevel() {
        return defaultLevel;
    }

    /** A stream of the plain bytes; it may fail with IOException or any RuntimeException where they are damaged. Not for NONE. */
    InputStream decompress(ByteBuffer compressed) throws IOException {
        return switch (this) {
            case NONE -> throw new IllegalStateException("Nothing to decompress");
            case GZIP -> GzipCodec.decompress(compressed);
            case SNAPPY -> new SnappyBlockInputStream(compressed);
            case LZ4 -> new Lz4FrameInputStream(compressed);
            case ZSTD -> ZstdCodec.decompress(compressed);
        };
    }

    /** All of the plain bytes, as long as there are not more than {@code maxBytes}. Damage is an IOException or any RuntimeException. */
    public byte[] unpack(ByteBuffer compressed, int maxBytes) throws IOException {
        try (InputStream in = this == NONE ? new ByteBufferInputStream(compressed) : decompress(compressed)) {
            byte[] plain = in.readNBytes(maxBytes);
            if (in.read() >= 0) {
                throw new DecompressionLimitException(maxBytes);
            }
            return plain;
        }
    }

    /** A stream that compresses into another; closing it completes the frame. Not for NONE. */
    OutputStream compress(OutputStream sink, int level) throws IOException {
        return switch (this) {
            case NONE -> throw new IllegalStateException("Nothing to compress");
            case GZIP -> GzipCodec.compress(sink, level);
            case SNAPPY -> new org.xerial.snappy.SnappyOutputStream(sink);
            case LZ4 -> new Lz4FrameOutputStream(sink, level);
            case ZSTD -> ZstdCodec.compress(sink, level);
        };
    }
}
