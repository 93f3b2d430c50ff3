// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The gzip stream of the JDK, with a level. */
final class GzipCodec {
    private static final int BUFFER_BYTES = 8 << 10;

    private GzipCodec() {}

    static InputStream decompress(ByteBuffer compressed) throws IOException {
        return new GZIPInputStream(new ByteBufferInputStream(compressed), BUFFER_BYTES);
    }

    static OutputStream compress(OutputStream sink, int level) throws IOException {
        return new BufferedOutputStream(new LevelledStream(sink, level), 2 * BUFFER_BYTES);
    }

    private static final class LevelledStream extends GZIPOutputStream {
        LevelledStream(OutputStream sink, int level) throws IOException {
            super(sink, BUFFER_BYTES);
            def.setLevel(level);
        }
    }
}
