// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checkpoints of a log directory that keep one offset a partition: {@code topic partition offset} a line. */
public enum OffsetCheckpoint {
    /** Offsets below which a log is known to be on the disk. */
    RECOVERY_POINTS("recovery-point-offset-checkpoint"),
    /** High watermarks. */
    HIGH_WATERMARKS("replication-offset-checkpoint"),
    /** Log start offsets, of those logs only that start above their first segment's base. */
    LOG_START_OFFSETS("log-start-offset-checkpoint"),
    /** First dirty offsets of compacted logs. */
    CLEANER_OFFSETS("cleaner-offset-checkpoint");

    private static final Logger LOG = LoggerFactory.getLogger(OffsetCheckpoint.class);

    private final String fileName;

    OffsetCheckpoint(String fileName) {
        this.fileName = fileName;
    }

    public String fileName() {
        return fileName;
    }

    /** Replaces the file in a log directory; on the disk when this returns. */
    public void write(Path logDirectory, Collection<PartitionOffset> offsets) throws IOException {
        file(logDirectory).write(offsets, true);
    }

    /** All entries. Throws {@link CorruptCheckpointException} if the file is damaged. */
    public List<PartitionOffset> read(Path logDirectory) throws IOException {
        return file(logDirectory).read();
    }

    /** As {@link #read}, but a damaged file is warned about and counts as empty: the logs themselves know better. */
    public List<PartitionOffset> readOrEmpty(Path logDirectory) throws IOException {
        try {
            return read(logDirectory);
        } catch (CorruptCheckpointException e) {
            LOG.warn("{}; going on as if it were empty", e.getMessage());
            return List.of();
        }
    }

    private CheckpointFile<PartitionOffset> file(Path logDirectory) {
        return new CheckpointFile<>(
                logDirectory.resolve(fileName),
                entry -> entry.topic() + ' ' + entry.partition() + ' ' + entry.offset(),
                OffsetCheckpoint::parse);
    }

    private static @Nullable PartitionOffset parse(String[] fields) {
        return fields.length == 3
                ? new PartitionOffset(fields[0], Integer.parseInt(fields[1]), Long.parseLong(fields[2]))
                : null;
    }
}
