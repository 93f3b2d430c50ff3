// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Zstandard frames. The library refuses windows above 128 MiB, which is what the highest level asks for. */
final class ZstdCodec {
    private static final int BUFFER_BYTES = 16 << 10;

    private ZstdCodec() {}

    static InputStream decompress(ByteBuffer compressed) throws IOException {
        return new ZstdInputStreamNoFinalizer(new ByteBufferInputStream(compressed), RecyclingBufferPool.INSTANCE);
    }

    static OutputStream compress(OutputStream sink, int level) throws IOException {
        // Without the buffer each small write of a record would cross into native code.
        return new BufferedOutputStream(
                new ZstdOutputStreamNoFinalizer(sink, RecyclingBufferPool.INSTANCE, level), BUFFER_BYTES);
    }
}
