// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.checkpoint.CleanShutdownFile;
import io.barnabas.log.checkpoint.MetaProperties;
import io.barnabas.log.checkpoint.OffsetCheckpoint;
import io.barnabas.log.checkpoint.PartitionOffset;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One log directory: its lock, its identity, whether it was stopped cleanly, the partitions in it and what its checkpoints
 * say of them. One listing at the start finds all there is; no partition's folder is looked into.
 */
final class LogDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(LogDirectory.class);
    private static final String LOCK_FILE = ".lock";
    private static final String REMOTE_INDEX_CACHE = "remote-log-index-cache";

    private final Path path;
    private final Executor disk;
    private final DelayedRemovals removals;
    private final long producerIdExpirationMs;
    private final LogDirFailureListener failures;
    private final AtomicBoolean offline = new AtomicBoolean();
    private final Map<LogName, KnownOffsets> found = new ConcurrentHashMap<>();
    private final List<Path> deletedFolders = new ArrayList<>();
    private @Nullable FileChannel lockChannel;
    private boolean cleanlyStopped;
    private OptionalLong markedBrokerEpoch = OptionalLong.empty();

    LogDirectory(
            Path path,
            Executor disk,
            DelayedRemovals removals,
            long producerIdExpirationMs,
            LogDirFailureListener failures) {
        this.path = path;
        this.disk = disk;
        this.removals = removals;
        this.producerIdExpirationMs = producerIdExpirationMs;
        this.failures = failures;
    }

    Path path() {
        return path;
    }

    Executor disk() {
        return disk;
    }

    DelayedRemovals removals() {
        return removals;
    }

    long producerIdExpirationMs() {
        return producerIdExpirationMs;
    }

    /** Somebody else has the directory, which no start may survive. */
    static final class LockedException extends IOException {
        private static final long serialVersionUID = 1L;

        LockedException(Path path) {
            super("the log directory " + path.toAbsolutePath() + " is locked by another broker");
        }
    }

    /** Makes the directory if it is missing and takes its lock. */
    void lock() throws IOException {
        Files.createDirectories(path);
        FileChannel channel = FileChannel.open(
                path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new LockedException(path);
        }
        lockChannel = channel;
    }

    Optional<MetaProperties> identity() throws IOException {
        return MetaProperties.read(path);
    }

    /** Writes the identity where there is none, or none with a directory id; tells the directory id. */
    UUID format(String clusterId, int nodeId) throws IOException {
        MetaProperties now = identity().orElse(null);
        if (now != null && now.directoryId() != null) {
            return now.directoryId();
        }
        UUID id = MetaProperties.randomDirectoryId();
        (now == null ? new MetaProperties(clusterId, nodeId, id) : now.withDirectoryId(id)).write(path);
        return id;
    }

    /** Reads marker, checkpoints and folder names. The marker is gone afterwards. */
    void scan() throws IOException {
        markedBrokerEpoch = CleanShutdownFile.read(path);
        cleanlyStopped = markedBrokerEpoch.isPresent();
        CleanShutdownFile.delete(path);
        Map<LogName, Long> recoveryPoints = read(OffsetCheckpoint.RECOVERY_POINTS);
        Map<LogName, Long> starts = read(OffsetCheckpoint.LOG_START_OFFSETS);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                String folder = entry.getFileName().toString();
                LogName name = LogName.parse(folder).orElse(null);
                if (name != null) {
                    long point = recoveryPoints.getOrDefault(name, KnownOffsets.UNKNOWN);
                    long end = cleanlyStopped ? point : KnownOffsets.UNKNOWN;
                    long start = starts.getOrDefault(name, 0L);
                    found.put(
                            name,
                            new KnownOffsets(
                                    true,
                                    cleanlyStopped && point < 0 ? Long.MAX_VALUE : Math.max(point, 0),
                                    start,
                                    end));
                } else if (folder.endsWith(LogName.DELETE_SUFFIX) || folder.endsWith(LogName.FUTURE_SUFFIX)) {
                    // A move that a stop has ended begins anew when it is asked for again.
                    deletedFolders.add(entry);
                } else if (isUnknownFolder(entry, folder)) {
                    LOG.warn("{}: not a partition's folder, left alone; Kafka would refuse to start with it", entry);
                }
            }
        }
        for (Path deleted : deletedFolders) {
            removals.add(Long.MIN_VALUE, deleted.getFileName().toString(), () -> LogFolder.delete(deleted));
        }
    }

    private static boolean isUnknownFolder(Path entry, String folder) {
        return !folder.endsWith(LogName.STRAY_SUFFIX) && !folder.equals(REMOTE_INDEX_CACHE) && Files.isDirectory(entry);
    }

    private Map<LogName, Long> read(OffsetCheckpoint checkpoint) throws IOException {
        Map<LogName, Long> offsets = new ConcurrentHashMap<>();
        for (PartitionOffset entry : checkpoint.readOrEmpty(path)) {
            LogName.parse(entry.topic() + '-' + entry.partition()).ifPresent(name -> offsets.put(name, entry.offset()));
        }
        return offsets;
    }

    boolean wasCleanlyStopped() {
        return cleanlyStopped;
    }

    /** The partitions found on disk and not yet deleted, with what is known of them. */
    Map<LogName, KnownOffsets> found() {
        return found;
    }

    boolean isOffline() {
        return offline.get();
    }

    /** The first failure takes the directory offline. */
    void fail(IOException cause) {
        if (offline.compareAndSet(false, true)) {
            LOG.error("{}: log directory is offline from now on", path, cause);
            failures.failed(path, cause);
        }
    }

    void writeCleanMarker(long brokerEpoch) throws IOException {
        CleanShutdownFile.write(path, brokerEpoch);
    }

    /** Puts the marker back that {@link #scan} took away, if there was one. */
    void restoreCleanMarker() throws IOException {
        if (markedBrokerEpoch.isPresent()) {
            CleanShutdownFile.write(path, markedBrokerEpoch.getAsLong());
        }
    }

    void unlock() {
        FileChannel channel = lockChannel;
        if (channel == null) {
            return;
        }
        try {
            Files.deleteIfExists(path.resolve(LOCK_FILE));
            channel.close();
        } catch (IOException e) {
            LOG.warn("{}: the lock could not be given back: {}", path, e.toString());
        }
        lockChannel = null;
    }
}
