// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.record.RecordBatch;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Walks the headers of the batches in a slice, a page at a time. A batch that the byte limit has cut is left out. */
public final class SliceHeaders {
    private static final int PAGE_BYTES = 4096;

    private final LogSlice slice;
    private final ByteBuffer page = ByteBuffer.allocate(PAGE_BYTES).limit(0);
    private int pageStart;
    private int current;
    private int next;

    public SliceHeaders(LogSlice slice) {
        this.slice = slice;
    }

    /** The next batch, of which nothing but the header may be looked at, and only until the next call; null at the end. */
    public @Nullable RecordBatch next() throws IOException {
        if (next + RecordBatch.HEADER_SIZE > slice.sizeInBytes()) {
            return null;
        }
        if (next + RecordBatch.HEADER_SIZE > pageStart + page.limit()) {
            load(next);
        }
        RecordBatch batch = RecordBatch.headerAt(page, next - pageStart);
        if (batch.sizeInBytes() > slice.sizeInBytes() - next) {
            return null;
        }
        current = next;
        next += batch.sizeInBytes();
        return batch;
    }

    /** Where in the slice the batch just returned begins. */
    public int position() {
        return current;
    }

    private void load(int from) throws IOException {
        page.clear().limit(Math.min(PAGE_BYTES, slice.sizeInBytes() - from));
        while (page.hasRemaining()) {
            if (slice.channel().read(page, slice.position() + from + page.position()) < 0) {
                throw new EOFException("the segment ends inside " + slice);
            }
        }
        page.flip();
        pageStart = from;
    }
}
