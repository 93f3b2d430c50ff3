// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;

/**
 * All logs of all log directories: locks them, recovers them after an unclean stop, opens, creates and deletes logs, writes
 * the checkpoints and at the very end the clean-shutdown marker.
 *
 * <p>May be called from any thread; the periodic calls ({@code checkpoint}, {@code removeDeleted}) from one at a time.
 */
public final class LogManager implements Closeable {

    private LogManager() {}

    /**
     * Locks and opens the directories, making those that are missing, and recovers every partition of one that was not
     * stopped cleanly.
     *
     * @param disk where fsync and recovery run; the calling thread waits for recovery
     * @throws IOException a directory is locked by another broker, belongs to another cluster or node, or cannot be used
     */
    public static LogManager open(LogManagerConfig config, Executor disk, LogDirFailureListener failures)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The cluster id in meta.properties. */
    public String clusterId() {
        throw new UnsupportedOperationException();
    }

    /** The log directories that have not failed. */
    public List<Path> directories() {
        throw new UnsupportedOperationException();
    }

    /** The {@code directory.id} of a log directory. */
    public UUID directoryId(Path directory) {
        throw new UnsupportedOperationException();
    }

    /**
     * The log of a partition, made when there is none; costs no file until it is used. A folder on disk that belongs to
     * another topic id is set aside as {@code -stray} when the log is opened, and the partition begins empty, as in Kafka.
     */
    public PartitionLog log(UUID topicId, LogName name, LogConfig config) {
        throw new UnsupportedOperationException();
    }

    /** The log of a partition that was asked for before. */
    public Optional<PartitionLog> existing(LogName name) {
        throw new UnsupportedOperationException();
    }

    /** The logs asked for so far. */
    public Collection<PartitionLog> logs() {
        throw new UnsupportedOperationException();
    }

    /** The partitions that have a folder on disk, and those asked for. */
    public Set<LogName> names() {
        throw new UnsupportedOperationException();
    }

    /** Deletes a partition: its folder gets a {@code -delete} name now and goes {@code file.delete.delay.ms} later. */
    public void delete(LogName name, long nowMs) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Removes the folders and segments whose delay is over. */
    public void removeDeleted(long nowMs) {
        throw new UnsupportedOperationException();
    }

    /** Begins an fsync of the logs whose {@code flush.ms} is over. */
    public void flushDue(long nowMs) {
        throw new UnsupportedOperationException();
    }

    /** Writes the recovery points and log start offsets (in Kafka every 60 s). */
    public void checkpoint() {
        throw new UnsupportedOperationException();
    }

    /** Writes the high watermarks (in Kafka every 5 s). */
    public void checkpointHighWatermarks() {
        throw new UnsupportedOperationException();
    }

    /** Closes every log, writes all checkpoints, then the clean-shutdown marker, then gives the locks back. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
