// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All logs of all log directories: locks them, recovers them after an unclean stop, opens, creates and deletes logs, writes
 * the checkpoints and at the very end the clean-shutdown marker.
 *
 * <p>May be called from any thread; the periodic calls ({@code checkpoint}, {@code flushDue}, {@code removeDeleted}) from
 * one at a time.
 */
public final class LogManager implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(LogManager.class);

    private final LogManagerConfig config;
    private final Executor disk;
    private final LogDirectories directories;
    private final DelayedRemovals removals;
    private final Map<LogName, PartitionLog> logs = new ConcurrentHashMap<>();
    private final Map<LogName, Long> lastFlushMs = new HashMap<>();

    private LogManager(LogManagerConfig config, Executor disk, LogDirectories directories, DelayedRemovals removals) {
        this.config = config;
        this.disk = disk;
        this.directories = directories;
        this.removals = removals;
    }

    /**
     * Locks and opens the directories, making those that are missing, and recovers every partition of one that was not
     * stopped cleanly. Of several, those that cannot be used are offline.
     *
     * @param disk where fsync and recovery run; the calling thread waits for recovery
     * @throws IOException a directory is locked by another broker, belongs to another cluster or node, or cannot be used
     */
    public static LogManager open(LogManagerConfig config, Executor disk, LogDirFailureListener failures)
            throws IOException {
        DelayedRemovals removals = new DelayedRemovals();
        return new LogManager(config, disk, LogDirectories.open(config, disk, removals, failures), removals);
    }

    /** The cluster id in meta.properties. */
    public String clusterId() {
        return directories.clusterId();
    }

    /** Whether every directory was left in order by the broker before us. */
    public boolean wasStoppedCleanly() {
        return directories.online().stream().allMatch(LogDirectory::wasCleanlyStopped);
    }

    /** The log directories that have not failed. */
    public List<Path> directories() {
        return directories.online().stream().map(LogDirectory::path).toList();
    }

    /** The {@code directory.id} of a log directory. */
    public UUID directoryId(Path directory) {
        UUID id = directories.id(directory);
        if (id == null) {
            throw new IllegalArgumentException(directory + " is no log directory");
        }
        return id;
    }

    /** The log directory a log is in. */
    public Path directoryOf(PartitionLog log) {
        return log.lazy().directory().path();
    }

    /**
     * The log of a partition, made when there is none; costs no file until it is used. A folder on disk that belongs to
     * another topic id is set aside as {@code -stray} when the log is opened, and the partition begins empty, as in Kafka.
     *
     * <p>A log of the same name that belongs to another topic id is one whose topic was deleted and made again before its
     * own {@link #delete} came: that deletion happens now.
     */
    public PartitionLog log(UUID topicId, LogName name, LogConfig logConfig) {
        return log(topicId, name, logConfig, (UUID) null);
    }

    /**
     * The same, where the metadata says which directory the partition is in: if that is offline so is the log.
     *
     * @param directoryId null or one of Kafka's reserved ids when nothing is known
     */
    public PartitionLog log(UUID topicId, LogName name, LogConfig logConfig, @Nullable UUID directoryId) {
        PartitionLog current = logs.get(name);
        if (current != null && current.topicId().equals(topicId)) {
            return current;
        }
        return Objects.requireNonNull(logs.compute(name, (same, present) -> {
            if (present != null && present.topicId().equals(topicId)) {
                return present;
            }
            if (present != null) {
                setAsideBeforeItsTime(name, present);
            }
            return open(topicId, name, logConfig, () -> directories.home(name, directoryId));
        }));
    }

    /** As {@link #log(UUID, LogName, LogConfig)}, but a new log is made in this directory. */
    public PartitionLog log(UUID topicId, LogName name, LogConfig logConfig, Path home) {
        return logs.computeIfAbsent(name, missing -> open(topicId, name, logConfig, () -> directories.at(home)));
    }

    private PartitionLog open(UUID topicId, LogName name, LogConfig logConfig, Supplier<LogDirectory> home) {
        LogDirectory directory = directories.holder(name).orElseGet(home);
        KnownOffsets known = directory.found().computeIfAbsent(name, fresh -> KnownOffsets.NEW);
        return new PartitionLog(new LazyLog(directory, name, topicId, known, logConfig));
    }

    /** From now on the partition, which does not exist yet, begins in this directory. */
    public void want(LogName name, Path directory) {
        directories.want(name, directories.at(directory));
    }

    /** Begins to move a log to another directory. */
    public LogMove move(PartitionLog log, Path directory) {
        return new LogMove(this, log, directories.at(directory));
    }

    /** The log is another one, in another directory, from now on. */
    void replace(PartitionLog old, PartitionLog moved, KnownOffsets known, long nowMs) throws IOException {
        moved.lazy().directory().found().put(moved.name(), known);
        logs.put(moved.name(), moved);
        setAside(old.name(), old, old.lazy().directory(), nowMs);
    }

    private void setAsideBeforeItsTime(LogName name, PartitionLog old) {
        try {
            setAside(name, old, old.lazy().directory(), 0);
        } catch (IOException e) {
            LOG.error("{}: cannot set the folder of the deleted topic aside", name, e);
        }
    }

    /** The log of a partition that was asked for before. */
    public Optional<PartitionLog> existing(LogName name) {
        return Optional.ofNullable(logs.get(name));
    }

    /** The logs asked for so far. */
    public Collection<PartitionLog> logs() {
        return Collections.unmodifiableCollection(logs.values());
    }

    /** The partitions that have a folder on disk, and those asked for. */
    public Set<LogName> names() {
        Set<LogName> names = new HashSet<>(logs.keySet());
        directories.all().forEach(directory -> names.addAll(directory.found().keySet()));
        return names;
    }

    /**
     * Deletes a partition: its folder gets a {@code -delete} name now and goes {@code file.delete.delay.ms} later. Nothing
     * happens if the name belongs to a newer topic by now.
     */
    public void delete(UUID topicId, LogName name, long nowMs) throws IOException {
        PartitionLog log = logs.get(name);
        if (log != null && (!log.topicId().equals(topicId) || !logs.remove(name, log))) {
            return;
        }
        LogDirectory directory =
                log != null ? log.lazy().directory() : directories.holder(name).orElse(null);
        if (directory != null) {
            setAside(name, log, directory, nowMs);
        }
    }

    private void setAside(LogName name, @Nullable PartitionLog log, LogDirectory directory, long nowMs)
            throws IOException {
        if (log != null) {
            log.lazy().markDeleted();
        }
        directory.found().remove(name);
        Path folder = directory.path().resolve(name.toString());
        if (!Files.isDirectory(folder)) {
            return;
        }
        Path renamed = directory.path().resolve(name.deletedFolder(UUID.randomUUID()));
        try {
            Files.move(folder, renamed, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            directory.fail(e);
            throw e;
        }
        long delayMs = (log == null ? LogConfig.DEFAULTS : log.config()).fileDeleteDelayMs();
        LOG.info("{}: deleted; the files go in {} ms", name, delayMs);
        removals.add(nowMs + delayMs, name.toString(), () -> removeFolder(log, renamed));
    }

    private static void removeFolder(@Nullable PartitionLog log, Path folder) throws IOException {
        if (log != null) {
            log.lazy().closeChannels();
        }
        LogFolder.delete(folder);
    }

    /** Removes the folders and segments whose delay is over, on the disk pool. */
    public void removeDeleted(long nowMs) {
        removals.runDue(nowMs, disk);
    }

    /** Begins an fsync of the logs whose {@code flush.ms} is over. */
    public void flushDue(long nowMs) {
        for (PartitionLog log : logs.values()) {
            LogState state = log.lazy().ifOpen();
            if (state == null || log.config().flushMs() == Long.MAX_VALUE || log.isOffline()) {
                continue;
            }
            long since = lastFlushMs.computeIfAbsent(log.name(), name -> nowMs);
            if (state.recoveryPoint < state.endOffset
                    && nowMs - since >= log.config().flushMs()) {
                lastFlushMs.put(log.name(), nowMs);
                log.flush();
            }
        }
    }

    /** Writes the recovery points and log start offsets (in Kafka every 60 s). */
    public void checkpoint() {
        DirectoryCheckpoints.writeRecoveryPoints(directories.all(), logs.values());
        DirectoryCheckpoints.writeLogStarts(directories.all(), logs.values());
    }

    /** Writes the high watermarks (in Kafka every 5 s). */
    public void checkpointHighWatermarks() {
        DirectoryCheckpoints.writeHighWatermarks(directories.all(), logs.values());
    }

    /**
     * Closes every log, writes all checkpoints, then the clean-shutdown marker, then gives the locks back. The loops must
     * have stopped; the disk pool must still run.
     */
    @Override
    public void close() {
        close(config.brokerEpoch());
    }

    /** The same with a broker epoch that was not known when the directories were opened. */
    public void close(long brokerEpoch) {
        LogClosing.closeAll(logs.values(), disk);
        checkpoint();
        checkpointHighWatermarks();
        for (LogDirectory directory : directories.all()) {
            try {
                if (!directory.isOffline()) {
                    directory.writeCleanMarker(brokerEpoch);
                }
            } catch (IOException e) {
                LOG.warn("{}: no clean-shutdown marker, the next start recovers: {}", directory.path(), e.toString());
            }
            directory.unlock();
        }
    }

    /**
     * Gives the directories back as they were found, for a start that was refused before anything was appended: they are as clean or
     * as unclean as before, and still say which broker epoch they had.
     */
    public void abandon() {
        LogClosing.closeAll(logs.values(), disk);
        for (LogDirectory directory : directories.all()) {
            try {
                directory.restoreCleanMarker();
            } catch (IOException e) {
                LOG.warn("{}: no clean-shutdown marker, the next start recovers: {}", directory.path(), e.toString());
            }
            directory.unlock();
        }
    }
}
