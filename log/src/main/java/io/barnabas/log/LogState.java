// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.epoch.LeaderEpochCache;
import io.barnabas.log.producer.ProducerStateTable;
import io.barnabas.log.segment.Segment;
import io.barnabas.log.segment.SegmentList;
import java.nio.file.Path;

/**
 * What an open log holds in memory. The partition's loop alone changes it (the recovery point: the flusher); the volatile
 * fields may be read from any thread. The end offset is written after the segments that hold what lies below it.
 */
final class LogState {
    final LogName name;
    final Path folder;
    final ProducerStateTable producers;
    final ProducerSnapshots snapshots;

    /** Kept in memory only; the file is written with each flush and at the close, for recovery finds newer epochs itself. */
    final LeaderEpochCache epochs;

    /** Behind the end offset: accepted, and not written yet. */
    final GatheredBatches gathered = new GatheredBatches();

    volatile SegmentList segments;
    volatile long startOffset;
    volatile long endOffset;
    volatile long highWatermark;
    volatile long lastStableOffset;
    volatile long recoveryPoint;

    /** The folder and partition.metadata are made by the first write. */
    volatile boolean folderExists;

    /** Made by this run and not yet on the disk. */
    volatile boolean folderIsNew;

    /** Changed since it was opened, so that closing has something to write. */
    volatile boolean dirty;

    LogState(
            LogName name,
            Path folder,
            ProducerStateTable producers,
            ProducerSnapshots snapshots,
            LeaderEpochCache epochs,
            SegmentList segments) {
        this.name = name;
        this.folder = folder;
        this.producers = producers;
        this.snapshots = snapshots;
        this.epochs = epochs;
        this.segments = segments;
    }

    Segment active() {
        return segments.active();
    }

    void raiseRecoveryPoint(long offset) {
        // A flush and the background force after a roll may both end here, on disk threads.
        synchronized (this) {
            recoveryPoint = Math.max(recoveryPoint, offset);
        }
    }

    void moveHighWatermark(long offset) {
        highWatermark = offset;
        lastStableOffset = producers.lastStableOffset(offset);
    }
}
