// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.checkpoint.OffsetCheckpoint;
import io.barnabas.log.checkpoint.PartitionOffset;
import io.barnabas.log.cleaner.OffsetMap;
import io.barnabas.log.cleaner.Throttle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compacts the logs whose {@code cleanup.policy} has {@code compact}, the dirtiest first, and remembers in
 * {@code cleaner-offset-checkpoint} how far each is clean. Called by one thread at a time, on the disk pool.
 *
 * <p>Unlike Kafka it looks at logs only that are in use since the start: what nobody writes to does not become dirtier.
 */
public final class LogCleaner {
    private static final Logger LOG = LoggerFactory.getLogger(LogCleaner.class);
    /** The map must leave room for everything else in a small heap. */
    private static final int SHARE_OF_HEAP = 8;

    private final LogManager logs;
    private final Function<PartitionLog, Executor> loops;
    private final Function<Double, Throttle> throttles;
    private final Map<LogName, Long> firstDirty = new HashMap<>();
    private final Set<Path> known = new HashSet<>();

    /**
     * A cleaner of these logs.
     *
     * @param loops the loop that owns a log
     * @param throttles holds the work back to so many bytes a second
     */
    public LogCleaner(LogManager logs, Function<PartitionLog, Executor> loops, Function<Double, Throttle> throttles) {
        this.logs = logs;
        this.loops = loops;
        this.throttles = throttles;
    }

    /** A log that is worth the work. */
    private record Candidate(PartitionLog log, LogState state, DirtyRange range) {}

    /** Compacts until nothing is worth it any more; says how many times it has compacted a log. */
    public int runAll(CleanerConfig config, long nowMs) {
        int runs = 0;
        Set<LogName> failed = new HashSet<>();
        for (Candidate next = dirtiest(nowMs, failed); next != null; next = dirtiest(nowMs, failed)) {
            LogName name = next.log().name();
            try {
                long before = next.range().firstDirty();
                long now = compact(next, config, nowMs);
                firstDirty.put(name, now);
                checkpoint(logs.directoryOf(next.log()));
                if (now <= before) {
                    failed.add(name);
                }
                runs++;
            } catch (IOException | RuntimeException e) {
                if (!next.log().isOffline()) {
                    LOG.error("{}: not compacted", name, e);
                }
                failed.add(name);
            }
        }
        return runs;
    }

    private long compact(Candidate candidate, CleanerConfig config, long nowMs) throws IOException {
        DirtyRange range = candidate.range();
        long bytes = Math.min(config.dedupeBufferBytes(), Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
        long slots = bytes / OffsetMap.SLOT_BYTES;
        long room = (long) (slots * config.loadFactor());
        int entries = (int) Math.max(1, Math.min(room, range.end() - range.firstDirty()));
        LogCompaction compaction = new LogCompaction(
                candidate.log(),
                candidate.state(),
                loops.apply(candidate.log()),
                throttles.apply(config.maxBytesPerSecond()),
                nowMs);
        return compaction.run(range, new OffsetMap(entries, config.loadFactor()));
    }

    private @Nullable Candidate dirtiest(long nowMs, Set<LogName> failed) {
        Candidate dirtiest = null;
        for (PartitionLog log : logs.logs()) {
            LogState state = log.lazy().ifOpen();
            if (!log.config().compact() || state == null || log.isOffline() || failed.contains(log.name())) {
                continue;
            }
            try {
                DirtyRange range = DirtyRange.of(state, log.config(), firstDirtyOf(log), nowMs);
                if (range.isWorthwhile(log.config())
                        && (dirtiest == null
                                || range.dirtyRatio() > dirtiest.range().dirtyRatio())) {
                    dirtiest = new Candidate(log, state, range);
                }
            } catch (IOException e) {
                // A segment has gone meanwhile; there will be another time.
                LOG.debug("{}: not looked at: {}", log.name(), e.toString());
            }
        }
        return dirtiest;
    }

    private long firstDirtyOf(PartitionLog log) {
        Path directory = logs.directoryOf(log);
        if (known.add(directory)) {
            try {
                for (PartitionOffset entry : OffsetCheckpoint.CLEANER_OFFSETS.readOrEmpty(directory)) {
                    LogName.parse(entry.topic() + '-' + entry.partition())
                            .ifPresent(name -> firstDirty.putIfAbsent(name, entry.offset()));
                }
            } catch (IOException e) {
                LOG.warn("{}: compaction begins at the log starts: {}", directory, e.toString());
            }
        }
        return firstDirty.getOrDefault(log.name(), -1L);
    }

    private void checkpoint(Path directory) throws IOException {
        List<PartitionOffset> entries = new ArrayList<>();
        Set<LogName> present = logs.names();
        firstDirty.keySet().retainAll(present);
        for (Map.Entry<LogName, Long> entry : firstDirty.entrySet()) {
            boolean isHere = logs.existing(entry.getKey())
                    .map(log -> logs.directoryOf(log).equals(directory))
                    .orElse(true);
            if (isHere) {
                entries.add(new PartitionOffset(
                        entry.getKey().topic(), entry.getKey().partition(), entry.getValue()));
            }
        }
        OffsetCheckpoint.CLEANER_OFFSETS.write(directory, entries);
    }
}
