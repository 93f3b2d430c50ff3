// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.segment;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file of fixed-size entries with rising keys: the common half of the offset and the time index.
 *
 * <p>Unlike Kafka, which maps ten preallocated megabytes for each index of each active segment, the newest entries live in
 * a small buffer that grows with use, and the older ones in a file exactly as long as what it holds. So an idle partition
 * costs nothing, the file is valid for Kafka at every flush, and a lookup near the tail touches no file at all.
 *
 * <p>The partition's loop alone appends, flushes and truncates. Lookups run on any thread: an entry is written before the
 * volatile count that reveals it, and a buffer is replaced, never reused, when it is full.
 */
abstract sealed class SparseIndex implements Closeable permits OffsetIndex, TimeIndex {
    private static final int FIRST_CAPACITY = 16;
    private static final int LAST_CAPACITY = 512;
    private static final int BLOCK_ENTRIES = 128;

    private final Path file;
    private final long baseOffset;
    private final int entrySize;
    private final int maxEntries;
    private volatile @Nullable FileChannel channel;
    private volatile Tail tail;
    private int written;

    /** Entries from {@code first} on; those up to {@code count} are readable. */
    private static final class Tail {
        final int first;
        final ByteBuffer bytes;
        volatile int count;

        Tail(int first, int count, ByteBuffer bytes) {
            this.first = first;
            this.count = count;
            this.bytes = bytes;
        }
    }

    /** Opens the file when it is there, else begins empty; nothing is created before the first flush. */
    SparseIndex(Path file, long baseOffset, int entrySize, int maxBytes) throws IOException {
        this.file = file;
        this.baseOffset = baseOffset;
        this.entrySize = entrySize;
        this.maxEntries = maxBytes / entrySize;
        int entries = 0;
        if (Files.exists(file)) {
            FileChannel existing = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            long size = existing.size();
            if (size % entrySize != 0 || size > Integer.MAX_VALUE) {
                existing.close();
                throw new CorruptIndexException(file + ": " + size + " bytes are no multiple of " + entrySize);
            }
            channel = existing;
            entries = (int) (size / entrySize);
        }
        written = entries;
        tail = new Tail(entries, entries, ByteBuffer.allocate(0));
    }

    abstract long keyAt(ByteBuffer bytes, int position);

    final int entries() {
        return tail.count;
    }

    final int maxEntries() {
        return maxEntries;
    }

    final long baseOffset() {
        return baseOffset;
    }

    final Path file() {
        return file;
    }

    /** Room for one more entry: a buffer and the position in it to write to; {@link #appended()} reveals it. */
    final ByteBuffer nextSlot() throws IOException {
        Tail now = tail;
        int used = (now.count - now.first) * entrySize;
        if (used == now.bytes.capacity()) {
            now = makeRoom(now);
            used = (now.count - now.first) * entrySize;
        }
        return now.bytes.position(used);
    }

    final void appended() {
        Tail now = tail;
        int revealed = now.count + 1;
        now.count = revealed;
    }

    private Tail makeRoom(Tail full) throws IOException {
        int held = full.count - full.first;
        int keep = held;
        if (held == LAST_CAPACITY) {
            flush();
            keep = held / 2;
        }
        int capacity = held == LAST_CAPACITY ? held : Math.max(FIRST_CAPACITY, held * 2);
        ByteBuffer bytes = ByteBuffer.allocate(capacity * entrySize);
        bytes.put(0, full.bytes, (held - keep) * entrySize, keep * entrySize);
        Tail replacement = new Tail(full.count - keep, full.count, bytes);
        tail = replacement;
        return replacement;
    }

    /** The entry with this number: a buffer whose position is the entry's first byte. */
    final ByteBuffer entry(int number) throws IOException {
        Tail now = tail;
        return number >= now.first
                ? now.bytes.duplicate().position((number - now.first) * entrySize)
                : readFile(number, 1);
    }

    /** Number of the last entry whose key is at most this one; -1 when there is none. */
    final int lastAtMost(long key) throws IOException {
        Tail now = tail;
        int count = now.count;
        if (count > now.first && keyAt(now.bytes, 0) <= key) {
            return now.first + lastAtMost(now.bytes, count - now.first, key);
        }
        return lastAtMostInFile(now.first, key);
    }

    private int lastAtMostInFile(int count, long key) throws IOException {
        int low = 0;
        int high = count;
        while (high - low > BLOCK_ENTRIES) {
            int middle = (low + high) >>> 1;
            if (keyAt(readFile(middle, 1), 0) <= key) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high == low ? -1 : low + lastAtMost(readFile(low, high - low), high - low, key);
    }

    private int lastAtMost(ByteBuffer bytes, int count, long key) {
        int low = -1;
        int high = count;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (keyAt(bytes, middle * entrySize) <= key) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private ByteBuffer readFile(int first, int count) throws IOException {
        FileChannel open = channel;
        if (open == null) {
            throw new EOFException(file + " has no entry " + first);
        }
        ByteBuffer bytes = ByteBuffer.allocate(count * entrySize);
        long position = (long) first * entrySize;
        while (bytes.hasRemaining()) {
            if (open.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException(file + " ends before entry " + (first + count));
            }
        }
        return bytes.flip();
    }

    /** Hands the entries that are only in memory to the operating system; makes the file if it was missing. */
    final void flush() throws IOException {
        FileChannel open = openForWriting();
        Tail now = tail;
        if (written == now.count) {
            return;
        }
        ByteBuffer bytes = now.bytes.duplicate();
        bytes.limit((now.count - now.first) * entrySize).position((written - now.first) * entrySize);
        long position = (long) written * entrySize;
        while (bytes.hasRemaining()) {
            position += open.write(bytes, position);
        }
        written = now.count;
    }

    /** As {@link #flush()} does for what it wrote, and down to the disk. */
    final void force() throws IOException {
        FileChannel open = channel;
        if (open != null && tail.count > 0) {
            open.force(false);
        }
    }

    /** Forgets all entries from this number on. */
    final void truncateToEntries(int count) throws IOException {
        Tail now = tail;
        if (count >= now.count) {
            return;
        }
        FileChannel open = channel;
        if (open != null && count < written) {
            open.truncate((long) count * entrySize);
            written = count;
        }
        int kept = Math.max(0, count - now.first);
        ByteBuffer bytes = ByteBuffer.allocate(Math.max(FIRST_CAPACITY, kept) * entrySize);
        bytes.put(0, now.bytes, 0, kept * entrySize);
        tail = new Tail(Math.min(count, now.first), count, bytes);
    }

    private FileChannel openForWriting() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            open = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            channel = open;
        }
        return open;
    }

    @Override
    public final void close() throws IOException {
        FileChannel open = channel;
        if (open != null) {
            open.close();
        }
    }
}
