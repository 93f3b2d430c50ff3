// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.checkpoint.AtomicFile;
import io.barnabas.log.checkpoint.PartitionMetadataFile;
import io.barnabas.log.epoch.EpochEntry;
import io.barnabas.log.epoch.LeaderEpochCheckpoint;
import io.barnabas.log.segment.Segment;
import io.barnabas.log.segment.SegmentList;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings one open log down to the disk: the segments from the recovery point on, the epochs if they changed, and the names
 * of new files. On the disk pool, and at the very end on the thread that closes the log.
 */
final class LogForce {
    private final LogState log;
    private final Path directory;
    private @Nullable SegmentList forcedSegments;
    private @Nullable List<EpochEntry> writtenEpochs;

    LogForce(LogState log, Path directory) {
        this.log = log;
        this.directory = directory;
        this.writtenEpochs = log.folderExists ? log.epochs.entries() : null;
    }

    /** As {@link #run}, when files got new names that it cannot know of. */
    void runWithNames() throws IOException {
        forcedSegments = null;
        run();
    }

    void run() throws IOException {
        SegmentList segments = log.segments;
        run(segments, segments.size());
    }

    /** Everything but the active segment; says up to which offset. */
    long runSealed() throws IOException {
        SegmentList segments = log.segments;
        run(segments, segments.size() - 1);
        return segments.active().baseOffset();
    }

    private void run(SegmentList segments, int count) throws IOException {
        // A flush and the background force after a roll may meet here, both on threads that may wait.
        synchronized (this) {
            forceAll(segments, count);
        }
    }

    private void forceAll(SegmentList segments, int count) throws IOException {
        forceRecords(segments, count);
        boolean names = segments != forcedSegments;
        if (writeEpochs()) {
            file(log.folder.resolve(LeaderEpochCheckpoint.FILE_NAME));
            names = true;
        }
        if (log.folderIsNew) {
            file(log.folder.resolve(PartitionMetadataFile.FILE_NAME));
            AtomicFile.syncDirectory(directory);
            log.folderIsNew = false;
        }
        if (names) {
            AtomicFile.syncDirectory(log.folder);
            forcedSegments = segments;
        }
    }

    private void forceRecords(SegmentList segments, int count) throws IOException {
        for (int i = Math.max(0, segments.floor(log.recoveryPoint)); i < count; i++) {
            Segment segment = segments.get(i);
            try {
                segment.force();
            } catch (IOException e) {
                if (!segment.isDeleted()) {
                    throw e;
                }
            }
        }
    }

    private boolean writeEpochs() throws IOException {
        List<EpochEntry> epochs = log.epochs.entries();
        if (epochs.equals(writtenEpochs)) {
            return false;
        }
        new LeaderEpochCheckpoint(log.folder).write(epochs, false);
        writtenEpochs = epochs;
        return true;
    }

    static void file(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
