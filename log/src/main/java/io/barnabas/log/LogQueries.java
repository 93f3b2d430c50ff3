// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.segment.AbortedTransaction;
import io.barnabas.log.segment.SegmentList;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The read side of one log over its life, for any thread: each question is asked of the segments there are, and asked again
 * when they were replaced meanwhile and a file has gone.
 */
final class LogQueries {
    private final LazyLog lazy;

    LogQueries(LazyLog lazy) {
        this.lazy = lazy;
    }

    LogSlice read(long offset, int maxBytes, long upTo, boolean atLeastOneBatch) throws IOException {
        LogState state = lazy.open();
        long end = state.endOffset;
        if (offset < state.startOffset || offset > end) {
            throw new OffsetOutOfRangeException(
                    "offset " + offset + " of " + lazy.name() + " is outside " + state.startOffset + " to " + end);
        }
        return ask(list -> LogReader.read(list, offset, maxBytes, Math.min(upTo, end), atLeastOneBatch));
    }

    List<AbortedTransaction> abortedTransactions(long from, long to) throws IOException {
        return ask(list -> LogReader.abortedTransactions(list, from, to));
    }

    @Nullable
    TimestampAndOffset offsetForTimestamp(long timestamp) throws IOException {
        long start = lazy.open().startOffset;
        return ask(list -> Optional.ofNullable(TimestampSearch.firstAtOrAfter(list, timestamp, start)))
                .orElse(null);
    }

    @Nullable
    TimestampAndOffset offsetOfMaxTimestamp() throws IOException {
        return ask(list -> Optional.ofNullable(TimestampSearch.ofLargest(list))).orElse(null);
    }

    long sizeInBytes() throws IOException {
        if (lazy.ifOpen() == null) {
            return ClosedLog.sizeInBytes(lazy.folder(), lazy.config().indexLimits());
        }
        return ask(list -> {
            long size = 0;
            for (int i = 0; i < list.size(); i++) {
                size += list.get(i).sizeInBytes();
            }
            return size;
        });
    }

    @FunctionalInterface
    private interface Question<T> {
        T askOf(SegmentList segments) throws IOException;
    }

    private <T> T ask(Question<T> question) throws IOException {
        LogState state = lazy.open();
        while (true) {
            SegmentList now = state.segments;
            try {
                return question.askOf(now);
            } catch (IOException e) {
                if (state.segments == now) {
                    throw lazy.failed(e);
                }
            }
        }
    }
}
