// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log directories of a broker and which of them a partition belongs in. One that cannot be used is offline from the start, and the
 * others are served, as in Kafka; but a directory of somebody else stops the start.
 */
final class LogDirectories {
    private static final Logger LOG = LoggerFactory.getLogger(LogDirectories.class);
    private static final int RESERVED_IDS = 100;

    private final List<LogDirectory> all;
    private final String clusterId;
    private final Map<Path, UUID> ids;
    private final Map<LogName, LogDirectory> wanted = new ConcurrentHashMap<>();

    private LogDirectories(List<LogDirectory> all, String clusterId, Map<Path, UUID> ids) {
        this.all = all;
        this.clusterId = clusterId;
        this.ids = ids;
    }

    /** A directory, and what is done to it on the way to being served. */
    private interface Step {
        void run(LogDirectory directory) throws IOException;
    }

    static LogDirectories open(
            LogManagerConfig config, Executor disk, DelayedRemovals removals, LogDirFailureListener failures)
            throws IOException {
        List<LogDirectory> all = new ArrayList<>();
        for (Path path : config.directories()) {
            all.add(new LogDirectory(path, disk, removals, config.producerIdExpirationMs(), failures));
        }
        try {
            forEach(all, LogDirectory::lock);
            forEach(all, LogDirectory::identity);
            String clusterId = ClusterIdentity.agree(config, online(all));
            Map<Path, UUID> ids = new HashMap<>();
            forEach(all, directory -> ids.put(directory.path(), directory.format(clusterId, config.nodeId())));
            forEach(all, LogDirectory::scan);
            setDuplicatesAside(online(all));
            forEach(all, DirectoryRecovery::recoverIfNeeded);
            return new LogDirectories(all, clusterId, ids);
        } catch (IOException | RuntimeException e) {
            all.forEach(LogDirectory::unlock);
            throw e;
        }
    }

    /** A directory that fails is offline; when all have failed the last reason is the caller's. */
    private static void forEach(List<LogDirectory> all, Step step) throws IOException {
        for (LogDirectory directory : online(all)) {
            try {
                step.run(directory);
            } catch (LogDirectory.LockedException e) {
                throw e;
            } catch (IOException e) {
                if (all.size() == 1) {
                    throw e;
                }
                directory.fail(e);
                if (online(all).isEmpty()) {
                    throw new IOException(
                            "none of the log directories "
                                    + all.stream()
                                            .map(one -> one.path().toString())
                                            .collect(Collectors.joining(", "))
                                    + " can be used",
                            e);
                }
            }
        }
    }

    /** A crash at the very end of a move leaves the same log in two directories; Kafka would refuse to start. */
    private static void setDuplicatesAside(List<LogDirectory> online) throws IOException {
        Map<LogName, LogDirectory> seen = new HashMap<>();
        for (LogDirectory directory : online) {
            for (LogName name : List.copyOf(directory.found().keySet())) {
                LogDirectory first = seen.putIfAbsent(name, directory);
                if (first != null) {
                    Path aside = directory.path().resolve(name.strayFolder(UUID.randomUUID()));
                    Files.move(directory.path().resolve(name.toString()), aside, StandardCopyOption.ATOMIC_MOVE);
                    directory.found().remove(name);
                    LOG.warn("{}: is also in {}; set aside as {}", name, first.path(), aside);
                }
            }
        }
    }

    private static List<LogDirectory> online(List<LogDirectory> all) {
        return all.stream().filter(directory -> !directory.isOffline()).toList();
    }

    List<LogDirectory> all() {
        return all;
    }

    List<LogDirectory> online() {
        return online(all);
    }

    String clusterId() {
        return clusterId;
    }

    /** The id of a directory; null when it could not be read since the start. */
    @Nullable
    UUID id(Path directory) {
        return ids.get(directory);
    }

    /** @throws IllegalArgumentException when there is no such directory */
    LogDirectory at(Path path) {
        return all.stream()
                .filter(directory -> directory.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(path + " is no log directory"));
    }

    /** The directory that has a partition's folder. */
    Optional<LogDirectory> holder(LogName name) {
        return all.stream()
                .filter(directory -> directory.found().containsKey(name))
                .findFirst();
    }

    /** From now on a partition that has no folder yet begins in this directory. */
    void want(LogName name, LogDirectory directory) {
        wanted.put(name, directory);
    }

    /**
     * Where a partition without a folder belongs: where somebody wanted it, else where the metadata says it is, which may be a directory
     * that is offline; else where there are the fewest.
     */
    LogDirectory home(LogName name, @Nullable UUID directoryId) {
        LogDirectory asked = wanted.remove(name);
        if (asked != null && !asked.isOffline()) {
            return asked;
        }
        if (directoryId != null && !isReserved(directoryId)) {
            for (LogDirectory directory : all) {
                UUID id = ids.get(directory.path());
                if (directoryId.equals(id) || (id == null && !ids.containsValue(directoryId))) {
                    return directory;
                }
            }
        }
        return emptiest();
    }

    private static boolean isReserved(UUID id) {
        return id.getMostSignificantBits() == 0
                && id.getLeastSignificantBits() >= 0
                && id.getLeastSignificantBits() < RESERVED_IDS;
    }

    private LogDirectory emptiest() {
        LogDirectory emptiest = all.get(0);
        for (LogDirectory directory : all) {
            boolean better = directory.found().size() < emptiest.found().size() || emptiest.isOffline();
            if (!directory.isOffline() && better) {
                emptiest = directory;
            }
        }
        return emptiest;
    }
}
