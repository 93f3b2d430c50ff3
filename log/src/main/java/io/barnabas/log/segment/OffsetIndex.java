// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The {@code .index} file: which batch of the segment stands where.
 *
 * <pre>
 * i32 offset - base offset     the last offset of a batch
 * i32 position                 where this batch begins in the .log file
 * </pre>
 *
 * <p>One entry for about every {@code index.interval.bytes} of records; offsets rise strictly. Owned as
 * {@link SparseIndex} says.
 */
final class OffsetIndex extends SparseIndex {
    static final int ENTRY_SIZE = 8;

    private long lastOffset;

    /** An entry; the empty index answers (base offset, 0). */
    record Entry(long offset, int position) {}

    OffsetIndex(Path file, long baseOffset, int maxBytes) throws IOException {
        super(file, baseOffset, ENTRY_SIZE, maxBytes);
        lastOffset = entries() == 0 ? baseOffset : read(entries() - 1).offset();
        if (lastOffset < baseOffset || (entries() > 0 && read(entries() - 1).position() < 0)) {
            throw new CorruptIndexException(file + ": last entry has offset " + lastOffset);
        }
    }

    @Override
    long keyAt(ByteBuffer bytes, int position) {
        return bytes.getInt(position);
    }

    void append(long offset, int position) throws IOException {
        if (entries() > 0 && offset <= lastOffset) {
            throw new IllegalArgumentException(file() + ": offset " + offset + " after " + lastOffset);
        }
        nextSlot().putInt((int) (offset - baseOffset())).putInt(position);
        appended();
        lastOffset = offset;
    }

    boolean isFull() {
        return entries() >= maxEntries();
    }

    /** The last entry at or below this offset, else (base offset, 0): scanning begins at its position. */
    Entry lookup(long offset) throws IOException {
        long relative = Math.min(Integer.MAX_VALUE, offset - baseOffset());
        int number = lastAtMost(relative);
        return number < 0 ? new Entry(baseOffset(), 0) : read(number);
    }

    /** The last entry there is, else (base offset, 0). */
    Entry last() throws IOException {
        return entries() == 0 ? new Entry(baseOffset(), 0) : read(entries() - 1);
    }

    Entry read(int number) throws IOException {
        ByteBuffer entry = entry(number);
        return new Entry(baseOffset() + entry.getInt(), entry.getInt());
    }

    /** Drops the entries at or above this offset. */
    void truncateTo(long offset) throws IOException {
        truncateToEntries(lastAtMost(Math.min(Integer.MAX_VALUE, offset - 1 - baseOffset())) + 1);
        lastOffset = last().offset();
    }
}
