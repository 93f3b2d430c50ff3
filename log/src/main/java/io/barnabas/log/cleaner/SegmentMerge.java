// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.cleaner;

import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.segment.AbortedTransaction;
import io.barnabas.log.segment.IndexLimits;
import io.barnabas.log.segment.Segment;
import io.barnabas.log.segment.SegmentScan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The second pass of a compaction: writes what stays of neighbouring segments into one new segment. */
public final class SegmentMerge {
    private final Path folder;
    private final IndexLimits limits;
    private final BatchFilter filter;
    private final List<AbortedTransaction> keptAborts = new ArrayList<>();
    private final Throttle throttle;

    /**
     * How to merge.
     *
     * @param aborts all aborted transactions with data in what is merged, wherever their markers stand
     * @param lastOfProducer whether a batch holds what a producer that is still known did last
     * @param endOffset the offset behind the range that is cleaned
     */
    public SegmentMerge(
            Path folder,
            IndexLimits limits,
            OffsetMap map,
            List<AbortedTransaction> aborts,
            Predicate<RecordBatch> lastOfProducer,
            long endOffset,
            long nowMs,
            long deleteRetentionMs,
            Throttle throttle) {
        this.folder = folder;
        this.limits = limits;
        this.throttle = throttle;
        // One for all: a transaction may reach over several of the new segments.
        CleanedTransactions transactions = new CleanedTransactions(aborts);
        this.filter = new BatchFilter(
                map, transactions, lastOfProducer, endOffset, nowMs, deleteRetentionMs, keptAborts::add);
    }

    /** Neighbours whose records, indexes and range of offsets fit into one segment. */
    public static List<List<Segment>> group(List<Segment> segments, long endOffset, int segmentBytes)
            throws IOException {
        List<List<Segment>> groups = new ArrayList<>();
        List<Segment> group = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            long nextBase = i + 1 < segments.size() ? segments.get(i + 1).baseOffset() : endOffset;
            boolean fits = !group.isEmpty()
                    && bytes + segment.sizeInBytes() <= segmentBytes
                    && nextBase - group.get(0).baseOffset() <= Integer.MAX_VALUE;
            if (!fits && !group.isEmpty()) {
                groups.add(group);
                group = new ArrayList<>();
                bytes = 0;
            }
            group.add(segment);
            bytes += segment.sizeInBytes();
        }
        if (!group.isEmpty()) {
            groups.add(group);
        }
        return groups;
    }

    /**
     * Writes and forces the new segment, under the names of an unfinished one; closed when this returns.
     *
     * @throws IOException and nothing is left of it
     */
    public Segment merge(List<Segment> sources) throws IOException {
        Segment cleaned = Segment.cleaned(folder, sources.get(0).baseOffset(), limits);
        try {
            write(sources, cleaned);
            cleaned.seal();
            cleaned.force();
            Files.setLastModifiedTime(
                    cleaned.file(),
                    Files.getLastModifiedTime(sources.get(sources.size() - 1).file()));
            cleaned.close();
            return cleaned;
        } catch (IOException | RuntimeException e) {
            cleaned.remove();
            throw e;
        }
    }

    private void write(List<Segment> sources, Segment cleaned) throws IOException {
        keptAborts.clear();
        for (Segment source : sources) {
            SegmentScan scan = new SegmentScan(source, true);
            for (RecordBatch batch = scan.next(); batch != null; batch = scan.next()) {
                throttle.passed(batch.sizeInBytes());
                ByteBuffer stays = filter.filter(batch);
                if (stays != null) {
                    append(cleaned, stays);
                }
            }
        }
        for (AbortedTransaction abort : keptAborts) {
            cleaned.appendAborted(abort);
        }
    }

    private static void append(Segment cleaned, ByteBuffer bytes) throws IOException {
        RecordBatch batch = RecordBatch.at(bytes, bytes.position());
        int position = cleaned.sizeInBytes();
        cleaned.write(List.of(bytes.duplicate()));
        cleaned.track(batch.baseOffset(), batch.lastOffset(), batch.maxTimestamp(), position, batch.sizeInBytes());
        cleaned.publish(batch.nextOffset(), position + batch.sizeInBytes());
    }
}
