// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.segment;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The four files of one segment: opened when somebody needs them first, whichever thread that is, and then shared; renamed
 * and removed when the segment goes.
 */
final class SegmentStorage implements Closeable {
    private final SegmentPaths paths;
    private final IndexLimits limits;
    private volatile @Nullable FileChannel records;
    private volatile @Nullable SegmentIndexes indexes;
    private volatile @Nullable TransactionIndex transactions;
    private volatile boolean deleted;

    SegmentStorage(SegmentPaths paths, IndexLimits limits) {
        this.paths = paths;
        this.limits = limits;
    }

    Path file() {
        return paths.log();
    }

    boolean isOpen() {
        return records != null;
    }

    /** Makes the record file. */
    FileChannel create() throws IOException {
        FileChannel created =
                FileChannel.open(file(), StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        records = created;
        return created;
    }

    FileChannel records() throws IOException {
        FileChannel open = records;
        return open != null ? open : openRecords();
    }

    private FileChannel openRecords() throws IOException {
        // Readers of several loops may meet here and in the next two, once in the life of a segment.
        synchronized (this) {
            FileChannel open = records;
            if (open == null) {
                open = FileChannel.open(file(), StandardOpenOption.READ, StandardOpenOption.WRITE);
                records = open;
            }
            return open;
        }
    }

    SegmentIndexes indexes() throws IOException {
        SegmentIndexes open = indexes;
        return open != null ? open : openIndexes();
    }

    private SegmentIndexes openIndexes() throws IOException {
        synchronized (this) {
            SegmentIndexes open = indexes;
            if (open == null) {
                open = SegmentIndexes.openOrRebuild(paths, limits, records());
                indexes = open;
            }
            return open;
        }
    }

    TransactionIndex transactions() throws IOException {
        TransactionIndex open = transactions;
        return open != null ? open : openTransactions();
    }

    private TransactionIndex openTransactions() throws IOException {
        synchronized (this) {
            TransactionIndex open = transactions;
            if (open == null) {
                open = new TransactionIndex(paths.txnIndex());
                transactions = open;
            }
            return open;
        }
    }

    /** Throws all indexes away and begins them empty. */
    void startIndexesOver() throws IOException {
        close();
        records = null;
        transactions = null;
        Files.deleteIfExists(paths.txnIndex());
        indexes = SegmentIndexes.startOver(paths, limits);
    }

    /** Whether the index files have lengths that whole entries give; missing ones count as empty. */
    boolean indexesAreSane() throws IOException {
        return sizeOrZero(paths.offsetIndex()) % OffsetIndex.ENTRY_SIZE == 0
                && sizeOrZero(paths.timeIndex()) % TimeIndex.ENTRY_SIZE == 0
                && sizeOrZero(paths.txnIndex()) % TransactionIndex.ENTRY_SIZE == 0;
    }

    private static long sizeOrZero(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /** Down to the disk, whatever is open. */
    void force() throws IOException {
        FileChannel openRecords = records;
        if (openRecords != null) {
            openRecords.force(false);
        }
        SegmentIndexes openIndexes = indexes;
        if (openIndexes != null) {
            openIndexes.force();
        }
        TransactionIndex openTransactions = transactions;
        if (openTransactions != null) {
            openTransactions.force();
        }
    }

    boolean isDeleted() {
        return deleted;
    }

    /** Gives all files the {@code .deleted} suffix; what is open stays open. */
    void markDeleted() throws IOException {
        deleted = true;
        for (Path file : paths.all()) {
            try {
                // Of a segment that compaction has replaced twice the older file goes now; who reads it has it open.
                Files.move(file, marked(file), StandardCopyOption.REPLACE_EXISTING);
            } catch (NoSuchFileException e) {
                // Indexes of a young segment and the transaction index need not exist.
            }
        }
    }

    void remove() throws IOException {
        deleted = true;
        close();
        for (Path file : paths.all()) {
            Files.deleteIfExists(file);
        }
    }

    void removeMarked() throws IOException {
        close();
        for (Path file : paths.all()) {
            Files.deleteIfExists(marked(file));
        }
    }

    private static Path marked(Path file) {
        return file.resolveSibling(file.getFileName() + SegmentFiles.DELETED);
    }

    @Override
    public void close() throws IOException {
        FileChannel openRecords = records;
        SegmentIndexes openIndexes = indexes;
        TransactionIndex openTransactions = transactions;
        // Closed in the reverse order, each even when another fails.
        try (openRecords;
                openIndexes) {
            if (openTransactions != null) {
                openTransactions.close();
            }
        }
    }
}
