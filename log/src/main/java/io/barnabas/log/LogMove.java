// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.checkpoint.AtomicFile;
import io.barnabas.log.record.AppendOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log on its way to another log directory while it is written to (KIP-113): a second log in a folder {@code topic-0.<32 hex>-future}
 * copies the first, as a follower does, and takes its place once it is nearly there.
 *
 * <pre>
 * catchUp, again and again   disk pool   until few bytes are missing
 * switchOver                 owner       copies these, and the other folder is the partition's from now on
 * </pre>
 *
 * A crash before the end leaves the first log untouched, and the folder of the second is removed at the next start.
 */
public final class LogMove {
    private static final Logger LOG = LoggerFactory.getLogger(LogMove.class);
    private static final int READ_BYTES = 1 << 20;
    private static final int READS_PER_TURN = 16;
    private static final int NEAR_OFFSETS = 1_000;
    private static final int NEAR_BYTES = 4 << 20;

    private final LogManager logs;
    private final PartitionLog from;
    private final LogDirectory target;
    private final PartitionLog future;
    private volatile boolean cancelled;

    LogMove(LogManager logs, PartitionLog from, LogDirectory target) {
        this.logs = logs;
        this.from = from;
        this.target = target;
        LazyLog lazy = new LazyLog(
                target,
                from.name(),
                from.topicId(),
                KnownOffsets.NEW,
                from.config(),
                from.name().futureFolder(UUID.randomUUID()));
        this.future = new PartitionLog(lazy);
    }

    /** Where the log is going. */
    public Path target() {
        return target.path();
    }

    /** The bytes copied so far. */
    public long sizeInBytes() throws IOException {
        return future.sizeInBytes();
    }

    /** How many offsets the copy is behind. */
    public long lag() {
        return Math.max(0, from.logEndOffset() - future.logEndOffset());
    }

    /** Disk pool, one call at a time: copies some more; whether the copy is near now, and durable. */
    public boolean catchUp(long nowMs) throws IOException {
        for (int i = 0; i < READS_PER_TURN; i++) {
            if (!copy(nowMs)) {
                break;
            }
        }
        boolean near = lag() < NEAR_OFFSETS;
        if (near) {
            future.lazy().flushToEnd();
        }
        return near;
    }

    /** Copies one read; false when there is no more. */
    private boolean copy(long nowMs) throws IOException {
        if (cancelled) {
            throw new LogOfflineException(from.name() + " is not moved any more");
        }
        long start = from.logStartOffset();
        long copied = future.logEndOffset();
        LogSlice slice = from.read(Math.max(copied, start), READ_BYTES, from.logEndOffset(), true);
        if (slice.isEmpty()) {
            return false;
        }
        if (copied < start) {
            // Nothing below the log start is wanted, but the first batch may begin below it.
            future.restartAt(slice.firstOffset());
        }
        future.append(slice.toBuffer(), -1, AppendOrigin.REPLICATION, nowMs);
        return true;
    }

    /** Owner: whether too much is missing, or a flush is under way, which has to end before the files may move. */
    public boolean mustWait() throws IOException {
        return !from.flusher().idle().toCompletableFuture().isDone()
                || lag() >= NEAR_OFFSETS
                || from.sizeInBytes() - future.sizeInBytes() > NEAR_BYTES;
    }

    /**
     * Owner: copies the rest, makes it durable and puts the copy in the log's place. The caller, who waits for the disk here once, uses the
     * result from now on.
     */
    public PartitionLog switchOver(long nowMs) throws IOException {
        // An answer sent just now may have brought the next append of its connection, which is gathered in the old log.
        from.writeGathered();
        boolean more = true;
        while (more) {
            more = copy(nowMs);
        }
        long start = from.logStartOffset();
        long end = from.logEndOffset();
        endAt(end);
        boolean onDisk = Files.isDirectory(future.folder());
        KnownOffsets known = onDisk ? new KnownOffsets(true, end, start, end) : KnownOffsets.NEW;
        PartitionLog moved = new PartitionLog(new LazyLog(target, from.name(), from.topicId(), known, from.config()));
        if (Files.exists(moved.folder())) {
            throw new IOException(moved.folder() + " is in the way");
        }
        try {
            if (onDisk) {
                future.lazy().close();
                Files.move(future.folder(), moved.folder(), StandardCopyOption.ATOMIC_MOVE);
                AtomicFile.syncDirectory(target.path());
            }
            moved.lazy().open();
        } catch (IOException e) {
            // Two folders of one partition must not be left, for the next start could take the wrong one.
            moved.lazy().markDeleted();
            LogFolder.delete(moved.folder());
            throw e;
        }
        logs.replace(from, moved, known, nowMs);
        LOG.info("{}: moved to {}", from.name(), target.path());
        return moved;
    }

    /** The last records may have been compacted away, or all deleted: the copy ends where the log does all the same. */
    private void endAt(long end) throws IOException {
        if (future.logEndOffset() >= end) {
            return;
        }
        if (!Files.isDirectory(future.folder())) {
            future.restartAt(end);
            return;
        }
        LogState state = future.lazy().open();
        state.endOffset = end;
        state.dirty = true;
        new LogAppender(state, from.topicId(), from.config(), () -> {}).roll();
    }

    /** The copy is wanted no more; any thread. What is being copied just now stops at its next read. */
    public void cancel() {
        cancelled = true;
        future.lazy().markDeleted();
        target.disk().execute(() -> {
            try {
                future.lazy().closeChannels();
                LogFolder.delete(future.folder());
            } catch (IOException e) {
                LOG.warn("{}: what was copied to {} stays: {}", from.name(), future.folder(), e.toString());
            }
        });
    }
}
