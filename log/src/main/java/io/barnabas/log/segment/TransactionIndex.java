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
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code .txnindex} file: the aborted transactions whose markers stand in the segment, in the markers' order.
 *
 * <pre>
 * i16 version = 0   i64 producer id   i64 first offset   i64 last offset (the marker's)   i64 last stable offset
 * </pre>
 *
 * <p>There is no file before the first abort. Appending writes through; the entries are kept as an immutable list for
 * readers on any thread. Only the partition's loop appends and truncates.
 */
final class TransactionIndex implements Closeable {
    static final int ENTRY_SIZE = 34;

    private final Path file;
    private volatile List<AbortedTransaction> entries;
    private @Nullable FileChannel channel;

    TransactionIndex(Path file) throws IOException {
        this.file = file;
        this.entries = Files.exists(file) ? read(file) : List.of();
    }

    private static List<AbortedTransaction> read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        if (bytes.remaining() % ENTRY_SIZE != 0) {
            throw new CorruptIndexException(
                    file + ": " + bytes.remaining() + " bytes are no multiple of " + ENTRY_SIZE);
        }
        List<AbortedTransaction> read = new ArrayList<>(bytes.remaining() / ENTRY_SIZE);
        while (bytes.hasRemaining()) {
            short version = bytes.getShort();
            AbortedTransaction entry =
                    new AbortedTransaction(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
            if (version != 0 || entry.lastOffset() < entry.firstOffset()) {
                throw new CorruptIndexException(file + ": version " + version + ", " + entry);
            }
            read.add(entry);
        }
        return new SharedTail(read);
    }

    List<AbortedTransaction> entries() {
        return entries;
    }

    void append(AbortedTransaction aborted) throws IOException {
        FileChannel open = channel;
        if (open == null) {
            open = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            channel = open;
        }
        ByteBuffer entry = ByteBuffer.allocate(ENTRY_SIZE)
                .putShort((short) 0)
                .putLong(aborted.producerId())
                .putLong(aborted.firstOffset())
                .putLong(aborted.lastOffset())
                .putLong(aborted.lastStableOffset())
                .flip();
        long position = (long) entries.size() * ENTRY_SIZE;
        while (entry.hasRemaining()) {
            int count = open.write(entry, position);
            if (count < 0) {
                throw new EOFException(file.toString());
            }
            position += count;
        }
        entries = entries instanceof SharedTail tail ? tail.plus(aborted) : new SharedTail(List.of(aborted));
    }

    /** Drops the transactions whose marker stands at or above this offset. */
    void truncateTo(long offset) throws IOException {
        List<AbortedTransaction> kept =
                entries.stream().filter(t -> t.lastOffset() < offset).toList();
        if (kept.size() == entries.size()) {
            return;
        }
        close();
        channel = null;
        try (FileChannel whole = FileChannel.open(file, StandardOpenOption.WRITE)) {
            whole.truncate((long) kept.size() * ENTRY_SIZE);
        }
        entries = new SharedTail(kept);
    }

    void force() throws IOException {
        FileChannel open = channel;
        if (open != null) {
            open.force(false);
        }
    }

    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        if (open != null) {
            open.close();
        }
    }

    /** An immutable list of which a longer one shares the array, so that appending does not copy each time. */
    private static final class SharedTail extends AbstractList<AbortedTransaction> {
        private final AbortedTransaction[] array;
        private final int size;

        SharedTail(List<AbortedTransaction> content) {
            this(content.toArray(AbortedTransaction[]::new), content.size());
        }

        private SharedTail(AbortedTransaction[] array, int size) {
            this.array = array;
            this.size = size;
        }

        SharedTail plus(AbortedTransaction next) {
            AbortedTransaction[] longer = size < array.length ? array : Arrays.copyOf(array, Math.max(8, size * 2));
            longer[size] = next;
            return new SharedTail(longer, size + 1);
        }

        @Override
        public AbortedTransaction get(int index) {
            return array[index];
        }

        @Override
        public int size() {
            return size;
        }
    }
}
