// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.producer.CorruptSnapshotException;
import io.barnabas.log.producer.ProducerSnapshot;
import io.barnabas.log.producer.ProducerStateTable;
import io.barnabas.log.segment.SegmentFiles;
import io.barnabas.log.segment.SegmentList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The producer snapshots in a log's folder: one at each roll, one at each clean stop; kept are those at the segments' bases
 * and the newest. Owned by the partition's loop, and before the log is open by whoever opens it.
 */
final class ProducerSnapshots {
    private static final Logger LOG = LoggerFactory.getLogger(ProducerSnapshots.class);

    private final Path folder;
    private final TreeSet<Long> offsets;

    /** @param offsets those found in the folder */
    ProducerSnapshots(Path folder, Collection<Long> offsets) {
        this.folder = folder;
        this.offsets = new TreeSet<>(offsets);
    }

    /**
     * Fills the table from the newest readable snapshot at or below an offset; damaged ones are thrown away.
     *
     * @return the offset up to which the table knows everything; -1 when no snapshot was found
     */
    long loadNewest(long atMost, ProducerStateTable table) throws IOException {
        for (long offset : List.copyOf(offsets.headSet(atMost, true).descendingSet())) {
            try {
                // Expiry belongs to the loop, which has a clock; at time zero nothing is too old.
                table.load(ProducerSnapshot.read(SegmentFiles.snapshot(folder, offset)), 0);
                return offset;
            } catch (CorruptSnapshotException | NoSuchFileException e) {
                LOG.warn("{}: producer snapshot cannot be used, falling back to an older one", e.getMessage());
                drop(offset);
            }
        }
        table.clear();
        return -1;
    }

    void write(long offset, ProducerStateTable table, boolean sync) throws IOException {
        ProducerSnapshot.write(SegmentFiles.snapshot(folder, offset), table.entries(), sync);
        offsets.add(offset);
    }

    /** Drops those that are neither at a segment's base nor the newest. */
    void prune(SegmentList segments) throws IOException {
        for (long offset : List.copyOf(offsets)) {
            int index = segments.floor(offset);
            boolean atBase = index >= 0 && segments.get(index).baseOffset() == offset;
            if (!atBase && offset != offsets.last()) {
                drop(offset);
            }
        }
    }

    void dropAbove(long offset) throws IOException {
        for (long above : List.copyOf(offsets.tailSet(offset, false))) {
            drop(above);
        }
    }

    private void drop(long offset) throws IOException {
        Files.deleteIfExists(SegmentFiles.snapshot(folder, offset));
        offsets.remove(offset);
    }
}
