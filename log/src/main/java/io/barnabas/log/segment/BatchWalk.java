// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.segment;

import io.barnabas.log.record.CorruptRecordException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Walks the headers of the batches in a segment file, a page at a time, without looking at their records.
 *
 * <p>It reads below a bound that is known to end a batch; anything that does not fit is damage.
 */
final class BatchWalk {
    private static final int PAGE_BYTES = 4096;
    private static final int HEADER_BYTES = 61;
    private static final int SIZE_OFFSET = 8;
    private static final int SIZE_PREFIX = 12;
    private static final int LAST_OFFSET_DELTA_OFFSET = 23;
    private static final int MAX_TIMESTAMP_OFFSET = 35;

    private final FileChannel channel;
    private final int end;
    private final ByteBuffer page = ByteBuffer.allocate(PAGE_BYTES).limit(0);
    private int pageStart;
    private int next;
    private int header;

    BatchWalk(FileChannel channel, int from, int end) {
        this.channel = channel;
        this.end = end;
        this.next = from;
        this.pageStart = from;
    }

    /** The next batch; null at the bound. */
    @Nullable
    BatchPosition next() throws IOException {
        if (next >= end) {
            return null;
        }
        if (next + HEADER_BYTES > end) {
            throw new CorruptRecordException("a batch header at position " + next + " crosses the end at " + end);
        }
        if (next < pageStart || next + HEADER_BYTES > pageStart + page.limit()) {
            load(next);
        }
        header = next - pageStart;
        long baseOffset = page.getLong(header);
        int size = page.getInt(header + SIZE_OFFSET) + SIZE_PREFIX;
        int lastOffsetDelta = page.getInt(header + LAST_OFFSET_DELTA_OFFSET);
        if (size < HEADER_BYTES || size > end - next || lastOffsetDelta < 0) {
            throw new CorruptRecordException(
                    "a batch at position " + next + " claims " + size + " bytes; the segment ends at " + end);
        }
        BatchPosition found = new BatchPosition(baseOffset, baseOffset + lastOffsetDelta, next, size);
        next += size;
        return found;
    }

    /** The maximum timestamp of the batch just returned. */
    long maxTimestamp() {
        return page.getLong(header + MAX_TIMESTAMP_OFFSET);
    }

    private void load(int from) throws IOException {
        page.clear().limit(Math.min(PAGE_BYTES, end - from));
        while (page.hasRemaining()) {
            if (channel.read(page, from + (long) page.position()) < 0) {
                throw new IOException("the segment ends before position " + end);
            }
        }
        page.flip();
        pageStart = from;
    }
}
