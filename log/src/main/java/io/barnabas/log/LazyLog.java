// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.segment.Segment;
import io.barnabas.log.segment.SegmentFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one log: known but closed, open, and then closed, deleted or failed for good. Opening may be asked for by
 * several threads at once and happens once; the flush runs on the disk pool, the end on the thread that stops the broker or
 * deletes the topic, when the loop no longer uses the log.
 */
final class LazyLog {
    private static final Logger LOG = LoggerFactory.getLogger(LazyLog.class);

    private final LogDirectory directory;
    private final LogName name;
    private final UUID topicId;
    private final Path folder;
    private final KnownOffsets known;
    private volatile LogConfig config;
    private volatile @Nullable LogState state;
    private volatile boolean ended;
    private volatile int truncations;
    private @Nullable LogForce force;

    LazyLog(LogDirectory directory, LogName name, UUID topicId, KnownOffsets known, LogConfig config) {
        this(directory, name, topicId, known, config, name.toString());
    }

    /** @param folder the folder's name, when it is not the partition's */
    LazyLog(LogDirectory directory, LogName name, UUID topicId, KnownOffsets known, LogConfig config, String folder) {
        this.config = config;
        this.folder = directory.path().resolve(folder);
        this.directory = directory;
        this.name = name;
        this.topicId = topicId;
        this.known = known;
    }

    LogName name() {
        return name;
    }

    UUID topicId() {
        return topicId;
    }

    LogConfig config() {
        return config;
    }

    void configure(LogConfig changed) {
        config = changed;
    }

    LogDirectory directory() {
        return directory;
    }

    Path folder() {
        return folder;
    }

    Executor disk() {
        return directory.disk();
    }

    boolean isOffline() {
        return ended || directory.isOffline();
    }

    @Nullable
    LogState ifOpen() {
        return state;
    }

    boolean knowsEnd() {
        return known.endOffset() != KnownOffsets.UNKNOWN;
    }

    long knownEnd() {
        return known.endOffset();
    }

    long knownStart() {
        return known.startOffset();
    }

    long recoveryPoint() {
        LogState open = state;
        return open == null ? known.recoveryPoint() : open.recoveryPoint;
    }

    LogState open() throws IOException {
        if (isOffline()) {
            throw new LogOfflineException(name + " is offline");
        }
        LogState open = state;
        return open != null ? open : openNow();
    }

    /** As {@link #open}, for getters that cannot say so. */
    LogState opened() {
        LogState open = state;
        if (open != null) {
            return open;
        }
        try {
            return open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a log that is not open. */
    boolean mayNeedRetention(long nowMs) throws IOException {
        return !isOffline() && ClosedLog.mayNeedRetention(folder(), config, known.startOffset(), nowMs);
    }

    private LogState openNow() throws IOException {
        // Once in a log's life several loops may meet here, and only one may touch the files.
        synchronized (this) {
            LogState open = state;
            if (open != null) {
                return open;
            }
            try {
                boolean stray = StrayFolder.setAside(folder, name, topicId);
                LogState loaded = new LogLoader(
                                name,
                                folder(),
                                stray ? 0 : known.startOffset(),
                                config,
                                directory.producerIdExpirationMs(),
                                stray ? null : known.producers())
                        .load();
                if (!stray && known.recoveryPoint() < loaded.recoveryPoint) {
                    loaded.recoveryPoint = known.recoveryPoint();
                    loaded.dirty = true;
                }
                if (!stray && knowsEnd() && loaded.endOffset != known.endOffset()) {
                    LOG.warn(
                            "{}: the checkpoint says it ends at {}, the records end at {}",
                            name,
                            known.endOffset(),
                            loaded.endOffset);
                }
                force = new LogForce(loaded, directory.path());
                state = loaded;
                return loaded;
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    /** Disk pool: makes everything below the present end durable, moves the recovery point there and tells it. */
    long flushToEnd() throws IOException {
        LogState open = state;
        if (open == null) {
            return Math.max(known.endOffset(), 0);
        }
        long target = open.endOffset;
        return flush(open, force -> {
            force.run();
            return target;
        });
    }

    /** Loop: the segment that was just sealed goes to the disk in the background, and the recovery point with it. */
    void rolled() {
        LogState open = Objects.requireNonNull(state);
        disk().execute(() -> {
            try {
                flush(open, LogForce::runSealed);
            } catch (IOException e) {
                LOG.debug("{}: a sealed segment was not flushed: {}", name, e.toString());
            }
        });
    }

    @FunctionalInterface
    private interface Forcing {
        /** Tells the offset below which all is durable now. */
        long run(LogForce force) throws IOException;
    }

    private long flush(LogState open, Forcing forcing) throws IOException {
        if (!open.folderExists) {
            return open.endOffset;
        }
        int truncationsBefore = truncations;
        try {
            long durable = forcing.run(Objects.requireNonNull(force));
            if (truncations == truncationsBefore) {
                open.raiseRecoveryPoint(durable);
            }
            return durable;
        } catch (IOException e) {
            if (ended) {
                throw new LogOfflineException(name + " was closed or deleted while it was flushed");
            }
            throw failed(e);
        }
    }

    /** The recovery point must not be set by a flush that began before a truncation. */
    void truncating() {
        int next = truncations + 1;
        truncations = next;
    }

    /** Takes the directory offline, unless it was this log that ended; returns what to throw. */
    IOException failed(IOException cause) {
        if (!ended && !(cause instanceof LogOfflineException)) {
            directory.fail(cause);
        }
        return cause;
    }

    void removeLater(List<Segment> segments, long deadlineMs) {
        directory.removals().add(deadlineMs, name.toString(), () -> {
            for (Segment segment : segments) {
                segment.removeFiles();
            }
        });
    }

    /** The end of an orderly stop: what a clean directory needs of this log. Nobody else uses it any more. */
    void close() throws IOException {
        if (ended) {
            return;
        }
        boolean unflushed = state == null && knowsEnd() && known.recoveryPoint() < known.endOffset();
        LogState open = unflushed ? open() : state;
        if (open != null && open.dirty && open.folderExists && !directory.isOffline()) {
            open.active().seal();
            open.snapshots.write(open.endOffset, open.producers, false);
            open.snapshots.prune(open.segments);
            LogForce.file(SegmentFiles.snapshot(folder(), open.endOffset));
            Objects.requireNonNull(force).runWithNames();
            open.recoveryPoint = open.endOffset;
        }
        ended = true;
        closeChannels();
    }

    /** The partition is deleted: no more reads or writes; the channels stay open for slices in flight. */
    void markDeleted() {
        ended = true;
    }

    void closeChannels() throws IOException {
        LogState open = state;
        if (open != null) {
            for (Segment segment : open.segments.asList()) {
                segment.close();
            }
        }
    }
}
