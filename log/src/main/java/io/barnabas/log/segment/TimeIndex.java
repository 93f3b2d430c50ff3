// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The {@code .timeindex} file: the largest timestamp so far, each time the offset index got an entry.
 *
 * <pre>
 * i64 timestamp                the largest in the segment up to the batch below
 * i32 offset - base offset     the last offset of the batch that holds it
 * </pre>
 *
 * <p>Timestamps rise strictly. A sealed segment's last entry tells its largest timestamp. Owned as {@link SparseIndex} says.
 */
final class TimeIndex extends SparseIndex {
    static final int ENTRY_SIZE = 12;

    /** The answer of an index that knows no timestamp. */
    static final long NO_TIMESTAMP = -1;

    private long lastTimestamp = NO_TIMESTAMP;

    record Entry(long timestamp, long offset) {}

    TimeIndex(Path file, long baseOffset, int maxBytes) throws IOException {
        super(file, baseOffset, ENTRY_SIZE, maxBytes);
        if (entries() > 0) {
            Entry last = last();
            lastTimestamp = last.timestamp();
            if (last.offset() < baseOffset || lastTimestamp < read(0).timestamp()) {
                throw new CorruptIndexException(file + ": last entry is " + last);
            }
        }
    }

    @Override
    long keyAt(ByteBuffer bytes, int position) {
        return bytes.getLong(position);
    }

    /** Appends when the timestamp has grown; says whether it did. */
    boolean maybeAppend(long timestamp, long offset) throws IOException {
        if (timestamp <= lastTimestamp || entries() >= maxEntries()) {
            return false;
        }
        nextSlot().putLong(timestamp).putInt((int) (offset - baseOffset()));
        appended();
        lastTimestamp = timestamp;
        return true;
    }

    /** One slot is kept for the final entry written when the segment is sealed. */
    boolean isFull() {
        return entries() >= maxEntries() - 1;
    }

    /** The last entry with a timestamp at or below this one, else (-1, base offset). */
    Entry lookup(long timestamp) throws IOException {
        int number = lastAtMost(timestamp);
        return number < 0 ? new Entry(NO_TIMESTAMP, baseOffset()) : read(number);
    }

    Entry last() throws IOException {
        return entries() == 0 ? new Entry(NO_TIMESTAMP, baseOffset()) : read(entries() - 1);
    }

    Entry read(int number) throws IOException {
        ByteBuffer entry = entry(number);
        return new Entry(entry.getLong(), baseOffset() + entry.getInt());
    }

    /** Drops the entries whose batch ends at or above this offset; offsets rise with timestamps. */
    void truncateTo(long offset) throws IOException {
        int keep = entries();
        while (keep > 0 && read(keep - 1).offset() >= offset) {
            keep--;
        }
        truncateToEntries(keep);
        lastTimestamp = last().timestamp();
    }
}
