// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.record.AppendOrigin;
import io.barnabas.log.record.EndTransactionMarker;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The write side of one log over its life: opens it when it is needed, appends by the present config, and takes the
 * directory offline when the disk fails. Owned by the partition's loop.
 */
final class LogWriter {
    private final LazyLog lazy;
    private @Nullable LogAppender appender;

    LogWriter(LazyLog lazy) {
        this.lazy = lazy;
    }

    /** The config has changed. */
    void configured() {
        appender = null;
    }

    AppendResult gather(ByteBuffer batches, int leaderEpoch, AppendOrigin origin, long nowMs) throws IOException {
        LogState state = lazy.open();
        try {
            return appender(state).gather(batches, leaderEpoch, origin, nowMs);
        } catch (IOException e) {
            throw lazy.failed(e);
        }
    }

    AppendResult gatherMarker(
            EndTransactionMarker marker,
            long producerId,
            short producerEpoch,
            short transactionVersion,
            int leaderEpoch,
            long nowMs)
            throws IOException {
        LogState state = lazy.open();
        ByteBuffer batch = marker.toBatch(nowMs, producerId, producerEpoch);
        try {
            return appender(state).gather(batch, leaderEpoch, AppendOrigin.COORDINATOR, nowMs, transactionVersion);
        } catch (IOException e) {
            throw lazy.failed(e);
        }
    }

    /** The open log, with nothing gathered. */
    LogState written() throws IOException {
        LogState state = lazy.open();
        try {
            appender(state).write();
            return state;
        } catch (IOException e) {
            throw lazy.failed(e);
        }
    }

    /** Begins a new segment at the log end. */
    void roll(LogState state) throws IOException {
        appender(state).roll();
    }

    void createFolderIfMissing(LogState state) throws IOException {
        appender(state).createFolderIfMissing();
    }

    private LogAppender appender(LogState state) {
        LogAppender made = appender;
        if (made == null) {
            made = new LogAppender(state, lazy.topicId(), lazy.config(), lazy::rolled);
            appender = made;
        }
        return made;
    }
}
