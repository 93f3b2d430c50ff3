// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.segment.Segment;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records away from one log: what retention lets go, what users delete, what a follower has too much. Files that are
 * no longer in the list keep names of deleted ones for {@code file.delete.delay.ms}. Owned by the partition's loop.
 */
final class LogTrimmer {
    private static final Logger LOG = LoggerFactory.getLogger(LogTrimmer.class);

    private final LazyLog lazy;
    private final LogWriter writer;
    private long retentionNowMs;

    LogTrimmer(LazyLog lazy, LogWriter writer) {
        this.lazy = lazy;
        this.writer = writer;
    }

    long deleteRecordsBefore(long offset) throws IOException {
        LogState state = lazy.open();
        LogTruncation.raiseStart(state, offset == -1 ? state.highWatermark : offset);
        return state.startOffset;
    }

    int applyRetention(long nowMs) throws IOException {
        if (lazy.ifOpen() == null && !lazy.mayNeedRetention(nowMs)) {
            return 0;
        }
        LogState state = writer.written();
        retentionNowMs = nowMs;
        try {
            int count = LogRetention.deletable(state, lazy.config(), nowMs);
            if (count == 0) {
                return 0;
            }
            if (count == state.segments.size()) {
                writer.roll(state);
            }
            LogTruncation.dropOldest(state, count, this::removeLater);
            LOG.info(
                    "{}: retention dropped {} segments, the log starts at {} now",
                    lazy.name(),
                    count,
                    state.startOffset);
            return count;
        } catch (IOException e) {
            throw lazy.failed(e);
        }
    }

    void truncateTo(long offset) throws IOException {
        LogState state = writer.written();
        if (offset >= state.endOffset) {
            return;
        }
        try {
            lazy.truncating();
            if (offset <= state.segments.first().baseOffset()) {
                LogTruncation.restartAt(state, offset, lazy.config(), this::removeLater);
            } else {
                LogTruncation.cutFrom(state, offset, this::removeLater);
            }
        } catch (IOException e) {
            throw lazy.failed(e);
        }
    }

    void restartAt(long offset) throws IOException {
        LogState state = writer.written();
        try {
            lazy.truncating();
            writer.createFolderIfMissing(state);
            LogTruncation.restartAt(state, offset, lazy.config(), this::removeLater);
        } catch (IOException e) {
            throw lazy.failed(e);
        }
    }

    /** Segments that compaction has replaced. */
    void retire(List<Segment> segments, long nowMs) throws IOException {
        for (Segment segment : segments) {
            segment.markDeleted();
        }
        lazy.removeLater(segments, nowMs + lazy.config().fileDeleteDelayMs());
    }

    private void removeLater(List<Segment> segments) {
        lazy.removeLater(segments, retentionNowMs + lazy.config().fileDeleteDelayMs());
    }
}
