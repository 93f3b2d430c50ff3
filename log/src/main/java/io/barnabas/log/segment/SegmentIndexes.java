// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.segment;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The offset and the time index of one segment, which get their entries together: one for a batch that comes when more than
 * {@code index.interval.bytes} were appended since the last one, as Kafka 4.3 does. Owned as {@link SparseIndex} says.
 */
final class SegmentIndexes implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentIndexes.class);

    final OffsetIndex offsets;
    final TimeIndex times;
    private final IndexLimits limits;
    private int bytesSinceEntry;
    private volatile TimeIndex.Entry largest;

    private SegmentIndexes(OffsetIndex offsets, TimeIndex times, IndexLimits limits) throws IOException {
        this.offsets = offsets;
        this.times = times;
        this.limits = limits;
        this.largest = times.last();
    }

    /** Opens the files, or begins empty where there are none. */
    static SegmentIndexes open(SegmentPaths paths, IndexLimits limits) throws IOException {
        OffsetIndex offsets = new OffsetIndex(paths.offsetIndex(), paths.baseOffset(), limits.maxBytes());
        try {
            TimeIndex times = new TimeIndex(paths.timeIndex(), paths.baseOffset(), limits.maxBytes());
            return new SegmentIndexes(offsets, times, limits);
        } catch (IOException e) {
            offsets.close();
            throw e;
        }
    }

    /** Opens the files, or makes them anew from the record file when they cannot be what was written. */
    static SegmentIndexes openOrRebuild(SegmentPaths paths, IndexLimits limits, FileChannel records)
            throws IOException {
        try {
            SegmentIndexes opened = open(paths, limits);
            OffsetIndex.Entry last = opened.offsets.last();
            if (last.position() < records.size() || opened.offsets.entries() == 0) {
                return opened;
            }
            opened.close();
            LOG.warn("{}: index points beyond the segment's end; rebuilding", opened.offsets.file());
        } catch (CorruptIndexException e) {
            LOG.warn("{}; rebuilding the segment's indexes", e.getMessage());
        }
        return rebuild(paths, limits, records);
    }

    static SegmentIndexes rebuild(SegmentPaths paths, IndexLimits limits, FileChannel records) throws IOException {
        SegmentIndexes fresh = startOver(paths, limits);
        BatchWalk walk = new BatchWalk(records, 0, (int) records.size());
        for (BatchPosition batch = walk.next(); batch != null; batch = walk.next()) {
            fresh.track(batch, walk.maxTimestamp());
        }
        fresh.seal();
        return fresh;
    }

    /** Throws both files away. */
    static SegmentIndexes startOver(SegmentPaths paths, IndexLimits limits) throws IOException {
        Files.deleteIfExists(paths.offsetIndex());
        Files.deleteIfExists(paths.timeIndex());
        return open(paths, limits);
    }

    /** Takes notice of the next batch. */
    void track(BatchPosition batch, long maxTimestamp) throws IOException {
        if (maxTimestamp > largest.timestamp()) {
            largest = new TimeIndex.Entry(maxTimestamp, batch.lastOffset());
        }
        if (bytesSinceEntry > limits.intervalBytes() && !offsets.isFull()) {
            offsets.append(batch.lastOffset(), batch.position());
            times.maybeAppend(largest.timestamp(), largest.offset());
            bytesSinceEntry = 0;
        }
        bytesSinceEntry += batch.sizeInBytes();
    }

    /** Takes notice of a batch that lies behind the last entry of an index found on disk. */
    void trackTail(BatchPosition batch, long maxTimestamp) {
        if (maxTimestamp > largest.timestamp()) {
            largest = new TimeIndex.Entry(maxTimestamp, batch.lastOffset());
        }
        bytesSinceEntry += batch.sizeInBytes();
    }

    /** The largest timestamp of the segment, -1 when there is none, and the last offset of its batch. */
    TimeIndex.Entry largest() {
        return largest;
    }

    boolean isFull() {
        return offsets.isFull() || times.isFull();
    }

    /** Gives the time index its final entry and both files all their entries. */
    void seal() throws IOException {
        times.maybeAppend(largest.timestamp(), largest.offset());
        offsets.flush();
        times.flush();
    }

    /** Down to the disk, as far as sealed. */
    void force() throws IOException {
        offsets.force();
        times.force();
    }

    /** Drops all from this offset on; what remains behind the last entry has to be tracked again. */
    void truncateTo(long offset) throws IOException {
        offsets.truncateTo(offset);
        times.truncateTo(offset);
        largest = times.last();
        bytesSinceEntry = 0;
    }

    @Override
    public void close() throws IOException {
        try (offsets) {
            times.close();
        }
    }
}
