// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.cleaner.OffsetMap;
import io.barnabas.log.cleaner.OffsetMapBuild;
import io.barnabas.log.cleaner.SegmentMerge;
import io.barnabas.log.cleaner.Throttle;
import io.barnabas.log.producer.ProducerStateEntry;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.segment.AbortedTransaction;
import io.barnabas.log.segment.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compacts one log. Reading and writing happens on the thread that calls; a new segment takes its sources' place in one short step on the
 * loop that owns the log. Readers of the segments before go on with the files they have open.
 */
final class LogCompaction {
    private static final Logger LOG = LoggerFactory.getLogger(LogCompaction.class);

    private final PartitionLog log;
    private final LogState state;
    private final Executor loop;
    private final Throttle throttle;
    private final long nowMs;

    LogCompaction(PartitionLog log, LogState state, Executor loop, Throttle throttle, long nowMs) {
        this.log = log;
        this.state = state;
        this.loop = loop;
        this.throttle = throttle;
        this.nowMs = nowMs;
    }

    /**
     * Cleans a range, as far as the map has room.
     *
     * @return the first dirty offset now
     */
    long run(DirtyRange range, OffsetMap map) throws IOException {
        for (Segment segment : range.segments()) {
            segment.openAll();
        }
        List<AbortedTransaction> aborts =
                log.abortedTransactions(range.segments().get(0).baseOffset(), range.end());
        long end = OffsetMapBuild.fill(map, dirtyOf(range), aborts, range.firstDirty(), range.end(), throttle);
        List<Segment> sources = below(range.segments(), end);
        Map<Long, ProducerStateEntry> producers = producers();
        SegmentMerge merge = new SegmentMerge(
                state.folder,
                log.config().indexLimits(),
                map,
                aborts,
                batch -> isLastOf(producers.get(batch.producerId()), batch),
                end,
                nowMs,
                log.config().deleteRetentionMs(),
                throttle);
        long before = 0;
        long after = 0;
        for (List<Segment> group : SegmentMerge.group(sources, end, log.config().segmentBytes())) {
            Segment cleaned = merge.merge(group);
            for (Segment source : group) {
                before += source.sizeInBytes();
            }
            after += cleaned.sizeInBytes();
            if (!swap(group, cleaned)) {
                return range.firstDirty();
            }
        }
        LOG.info("{}: compacted up to offset {}, {} bytes of {} are left", log.name(), end, after, before);
        return end;
    }

    private static List<Segment> dirtyOf(DirtyRange range) {
        List<Segment> dirty = new ArrayList<>();
        List<Segment> all = range.segments();
        for (int i = 0; i < all.size(); i++) {
            long next = i + 1 < all.size() ? all.get(i + 1).baseOffset() : range.end();
            if (next > range.firstDirty()) {
                dirty.add(all.get(i));
            }
        }
        return dirty;
    }

    /** The map may end within a segment, which is cleaned as far as the map goes. */
    private static List<Segment> below(List<Segment> segments, long end) {
        return segments.stream().filter(segment -> segment.baseOffset() < end).toList();
    }

    private Map<Long, ProducerStateEntry> producers() throws IOException {
        return onLoop(() -> {
            Map<Long, ProducerStateEntry> byId = new HashMap<>();
            state.producers.entries().forEach(entry -> byId.put(entry.producerId(), entry));
            return byId;
        });
    }

    /** The last sequence of a producer must stay recognisable, and so must its epoch when a marker is all it has left. */
    private static boolean isLastOf(@Nullable ProducerStateEntry producer, RecordBatch batch) {
        if (producer == null) {
            return false;
        }
        return producer.lastOffset() >= 0
                ? batch.lastOffset() == producer.lastOffset()
                : batch.isControl() && batch.producerEpoch() == producer.producerEpoch();
    }

    /** False when the log has changed so that the new segment is of no use: retention has taken a source, or the log is gone. */
    private boolean swap(List<Segment> sources, Segment cleaned) throws IOException {
        boolean swapped = onLoop(() -> {
            if (log.isOffline() || !state.segments.asList().containsAll(sources)) {
                return false;
            }
            try {
                new SegmentSwap(state.folder, cleaned.baseOffset()).run(() -> {
                    Segment replacement = Segment.at(
                            state.folder, cleaned.baseOffset(), log.config().indexLimits());
                    state.segments = state.segments.replace(sources, replacement);
                    log.retire(sources, nowMs);
                });
            } catch (IOException e) {
                // Only a restart can tell now which files count.
                throw log.lazy().failed(e);
            }
            state.snapshots.prune(state.segments);
            state.dirty = true;
            return true;
        });
        if (!swapped) {
            cleaned.remove();
        }
        return swapped;
    }

    @FunctionalInterface
    private interface Step<T> {
        T run() throws IOException;
    }

    private <T> T onLoop(Step<T> step) throws IOException {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                done.complete(step.run());
            } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        try {
            return done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException disk) {
                throw disk;
            }
            throw e;
        }
    }
}
