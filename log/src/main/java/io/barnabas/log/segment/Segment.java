// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.segment;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One segment of a log: a file of record batches from its base offset on, and its indexes. Files open at first use.
 *
 * <p>The partition's loop alone appends, seals, truncates and deletes; lookups run on any thread. The end of the segment is
 * published by one volatile write after the bytes and the index entries below it.
 */
public final class Segment implements Closeable {
    private final SegmentStorage storage;
    private final long baseOffset;
    private volatile @Nullable SegmentEnd end;
    private volatile RecentBatches recent = new RecentBatches();
    private SegmentAge age = new SegmentAge();

    private Segment(SegmentPaths paths, IndexLimits limits) {
        this.storage = new SegmentStorage(paths, limits);
        this.baseOffset = paths.baseOffset();
    }

    /** A new, empty segment whose files come into being with the first write, for a partition nobody has written to yet. */
    public static Segment planned(Path folder, long baseOffset, IndexLimits limits) throws IOException {
        return planned(new SegmentPaths(folder, baseOffset, ""), limits);
    }

    private static Segment planned(SegmentPaths paths, IndexLimits limits) throws IOException {
        Segment segment = new Segment(paths, limits);
        segment.storage.startIndexesOver();
        segment.publish(paths.baseOffset(), 0);
        return segment;
    }

    /** A new, empty segment that compaction fills, under names that recovery takes for unfinished. */
    public static Segment cleaned(Path folder, long baseOffset, IndexLimits limits) throws IOException {
        SegmentPaths paths = new SegmentPaths(folder, baseOffset, SegmentFiles.CLEANED);
        Files.deleteIfExists(paths.log());
        Segment segment = planned(paths, limits);
        segment.storage.create();
        return segment;
    }

    /** A new, empty segment whose record file exists at once: its name is what keeps the log's end. */
    public static Segment create(Path folder, long baseOffset, IndexLimits limits) throws IOException {
        Segment segment = planned(folder, baseOffset, limits);
        segment.storage.create();
        return segment;
    }

    /** A segment found on disk; no file is touched before it is used. */
    public static Segment at(Path folder, long baseOffset, IndexLimits limits) {
        return new Segment(new SegmentPaths(folder, baseOffset, ""), limits);
    }

    public long baseOffset() {
        return baseOffset;
    }

    public Path file() {
        return storage.file();
    }

    public int sizeInBytes() throws IOException {
        SegmentEnd known = end;
        return known != null ? known.sizeInBytes() : checkedSize(Files.size(file()));
    }

    /**
     * Finds the end of the last segment of a log that was stopped cleanly, by walking on from the last index entry.
     *
     * @return the next offset to append
     */
    public long openForAppend() throws IOException {
        FileChannel records = channel();
        SegmentIndexes open = indexes();
        int size = checkedSize(records.size());
        BatchWalk walk = new BatchWalk(records, open.offsets.last().position(), size);
        long next = baseOffset;
        for (BatchPosition batch = walk.next(); batch != null; batch = walk.next()) {
            next = batch.lastOffset() + 1;
            open.trackTail(batch, walk.maxTimestamp());
        }
        publish(next, size);
        return next;
    }

    /** Forgets all indexes, to be filled again by {@link #track} while the batches are read. */
    public void beginRebuild() throws IOException {
        storage.startIndexesOver();
        publish(baseOffset, 0);
    }

    /** Whether the index files have lengths that whole entries give; missing ones count as empty. */
    public boolean indexesAreSane() throws IOException {
        return storage.indexesAreSane();
    }

    /** Cuts the file after what {@link #publish} told, if it is longer; says by how much. */
    public long cutAfterEnd() throws IOException {
        FileChannel records = channel();
        int size = openEnd().sizeInBytes();
        long surplus = records.size() - size;
        if (surplus > 0) {
            records.truncate(size);
        }
        return surplus;
    }

    /** The next offset to append, of a segment that is open for it. */
    public long nextOffset() {
        return openEnd().nextOffset();
    }

    /** Whether nothing has been published yet, of a segment that is open for appending. */
    public boolean isEmpty() {
        return openEnd().sizeInBytes() == 0;
    }

    /**
     * Writes batches behind the end, in one go; nothing is visible before {@link #publish}. A failed write is cut off again.
     *
     * @param appends buffers of whole batches, position to limit, which stay as they are
     */
    public void write(List<ByteBuffer> appends) throws IOException {
        int from = openEnd().sizeInBytes();
        FileChannel records = from == 0 && !storage.isOpen() ? storage.create() : channel();
        try {
            if (appends.size() == 1) {
                writeAt(records, appends.get(0).duplicate(), from);
            } else {
                gather(records, appends.stream().map(ByteBuffer::duplicate).toArray(ByteBuffer[]::new), from);
            }
        } catch (IOException e) {
            try {
                records.truncate(from);
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private static void writeAt(FileChannel records, ByteBuffer batches, long from) throws IOException {
        long position = from;
        while (batches.hasRemaining()) {
            position += records.write(batches, position);
        }
    }

    /** By the channel's own position, which nobody else uses: a gathering write cannot be told one. */
    private static void gather(FileChannel records, ByteBuffer[] appends, long from) throws IOException {
        records.position(from);
        int first = 0;
        while (first < appends.length) {
            records.write(appends, first, appends.length - first);
            while (first < appends.length && !appends[first].hasRemaining()) {
                first++;
            }
        }
    }

    /** Notes one of the batches written, in order, at its position. */
    public void track(long batchBaseOffset, long lastOffset, long maxTimestamp, int position, int sizeInBytes)
            throws IOException {
        indexes().track(new BatchPosition(batchBaseOffset, lastOffset, position, sizeInBytes), maxTimestamp);
        recent.add(batchBaseOffset, lastOffset, position, sizeInBytes);
    }

    /** Lets readers see what was written and noted. */
    public void publish(long nextOffset, int sizeInBytes) throws IOException {
        end = new SegmentEnd(nextOffset, sizeInBytes, indexes().largest());
    }

    /** Whether this segment has to be closed and a new one begun before such batches are appended. */
    public boolean shouldRoll(Incoming batches, int segmentBytes, long segmentMs, long nowMs) throws IOException {
        SegmentEnd now = openEnd();
        return now.sizeInBytes() > 0
                && (age.reached(segmentMs, batches.maxTimestamp(), nowMs, this)
                        || now.sizeInBytes() > segmentBytes - batches.sizeInBytes()
                        || indexes().isFull()
                        || batches.lastOffset() - baseOffset > Integer.MAX_VALUE);
    }

    /** What is about to be appended. */
    public record Incoming(int sizeInBytes, long maxTimestamp, long lastOffset) {}

    /** The maximum timestamp of the first batch. */
    long firstTimestamp() throws IOException {
        BatchWalk walk = new BatchWalk(channel(), 0, openEnd().sizeInBytes());
        walk.next();
        return walk.maxTimestamp();
    }

    /** The first batch whose last offset is at or above this one; null when the segment ends before. */
    public @Nullable BatchPosition find(long offset) throws IOException {
        BatchPosition remembered = recent.firstEndingAtOrAfter(offset);
        if (remembered != null) {
            return remembered;
        }
        int size = sizeInBytes();
        if (size == 0) {
            return null;
        }
        BatchWalk walk =
                new BatchWalk(channel(), indexes().offsets.lookup(offset).position(), size);
        BatchPosition batch = walk.next();
        while (batch != null && batch.lastOffset() < offset) {
            batch = walk.next();
        }
        return batch;
    }

    /** Where the batches below this offset end: the position of the first batch not wholly below it. */
    public int endPosition(long offset) throws IOException {
        SegmentEnd known = end;
        if (known != null && offset == known.nextOffset()) {
            return known.sizeInBytes();
        }
        BatchPosition first = find(offset);
        return first == null ? sizeInBytes() : first.position();
    }

    /** The largest timestamp, -1 when there is none. */
    public long largestTimestamp() throws IOException {
        SegmentEnd known = end;
        return (known != null ? known.largest() : indexes().largest()).timestamp();
    }

    /** A position at or before the first batch that holds a timestamp at or above this one. */
    public int positionForTimestamp(long timestamp) throws IOException {
        SegmentIndexes open = indexes();
        TimeIndex.Entry below = open.times.lookup(timestamp - 1);
        return open.offsets.lookup(below.offset()).position();
    }

    /** The first batch at or behind a batch's position whose maximum timestamp is at or above this one. */
    public @Nullable BatchPosition firstWithTimestamp(long timestamp, int from) throws IOException {
        BatchWalk walk = new BatchWalk(channel(), from, sizeInBytes());
        BatchPosition batch = walk.next();
        while (batch != null && walk.maxTimestamp() < timestamp) {
            batch = walk.next();
        }
        return batch;
    }

    /** Last modification of the record file: the age of a segment whose records carry no times. */
    public long lastModifiedMs() throws IOException {
        return Files.getLastModifiedTime(file()).toMillis();
    }

    public List<AbortedTransaction> abortedTransactions() throws IOException {
        return storage.transactions().entries();
    }

    public void appendAborted(AbortedTransaction aborted) throws IOException {
        storage.transactions().append(aborted);
    }

    /** No more will be appended: the indexes get their last entries and their files. */
    public void seal() throws IOException {
        indexes().seal();
    }

    /** Down to the disk: records and, as far as sealed or spilled, indexes. Any thread. */
    public void force() throws IOException {
        storage.force();
    }

    /** Cuts this batch boundary's offset and all after it off. */
    public void truncateTo(long offset) throws IOException {
        BatchPosition first = find(offset);
        int size = first == null ? sizeInBytes() : first.position();
        indexes().truncateTo(offset);
        storage.transactions().truncateTo(offset);
        channel().truncate(size);
        recent = new RecentBatches();
        age = new SegmentAge();
        openForAppend();
    }

    /** Gives all files the {@code .deleted} suffix; open channels go on serving the slices in flight. */
    public void markDeleted() throws IOException {
        storage.markDeleted();
    }

    /** Opens all files there are, so that whoever reads the segment later needs none of their names. */
    public void openAll() throws IOException {
        storage.records();
        storage.indexes();
        storage.transactions();
    }

    /** Closes the channels and removes the files that {@link #markDeleted} renamed. */
    public void removeFiles() throws IOException {
        storage.removeMarked();
    }

    /** Closes the channels and removes the files at once: of a segment no reader knows. */
    public void remove() throws IOException {
        storage.remove();
    }

    public boolean isDeleted() {
        return storage.isDeleted();
    }

    /** The record file, opened by whoever needs it first. */
    public FileChannel channel() throws IOException {
        return storage.records();
    }

    private SegmentIndexes indexes() throws IOException {
        return storage.indexes();
    }

    private SegmentEnd openEnd() {
        SegmentEnd known = end;
        if (known == null) {
            throw new IllegalStateException(file() + " is not open for appending");
        }
        return known;
    }

    private int checkedSize(long size) throws IOException {
        if (size > Integer.MAX_VALUE) {
            throw new IOException(file() + " has " + size + " bytes; a segment holds less than 2 GiB");
        }
        return (int) size;
    }

    @Override
    public void close() throws IOException {
        recent = new RecentBatches();
        storage.close();
    }
}
