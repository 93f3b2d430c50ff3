// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.checkpoint.OffsetCheckpoint;
import io.barnabas.log.checkpoint.PartitionOffset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Writes the offset checkpoints of the log directories: what open logs say now, and for the others what was known of them. */
final class DirectoryCheckpoints {
    private static final long LEAVE_OUT = -1;

    private DirectoryCheckpoints() {}

    static void writeRecoveryPoints(List<LogDirectory> directories, Collection<PartitionLog> logs) {
        write(
                OffsetCheckpoint.RECOVERY_POINTS,
                directories,
                logs,
                state -> state.recoveryPoint,
                known -> known.recoveryPoint() == Long.MAX_VALUE ? LEAVE_OUT : known.recoveryPoint());
    }

    static void writeHighWatermarks(List<LogDirectory> directories, Collection<PartitionLog> logs) {
        write(
                OffsetCheckpoint.HIGH_WATERMARKS,
                directories,
                logs,
                state -> state.highWatermark,
                KnownOffsets::endOffset);
    }

    /** Only where the log starts above its first segment's base; else the folder says it. */
    static void writeLogStarts(List<LogDirectory> directories, Collection<PartitionLog> logs) {
        write(
                OffsetCheckpoint.LOG_START_OFFSETS,
                directories,
                logs,
                state -> state.startOffset > state.segments.first().baseOffset() ? state.startOffset : LEAVE_OUT,
                known -> known.startOffset() > 0 ? known.startOffset() : LEAVE_OUT);
    }

    private static void write(
            OffsetCheckpoint checkpoint,
            List<LogDirectory> directories,
            Collection<PartitionLog> logs,
            ToLongFunction<LogState> ofOpen,
            ToLongFunction<KnownOffsets> ofKnown) {
        Map<LogName, LogState> open = new HashMap<>();
        for (PartitionLog log : logs) {
            LogState state = log.lazy().ifOpen();
            if (state != null) {
                open.put(log.name(), state);
            }
        }
        for (LogDirectory directory : directories) {
            if (directory.isOffline()) {
                continue;
            }
            List<PartitionOffset> entries = new ArrayList<>();
            directory.found().forEach((name, known) -> {
                LogState state = open.get(name);
                long offset = state == null ? ofKnown.applyAsLong(known) : ofOpen.applyAsLong(state);
                boolean onDisk = state == null ? known.onDisk() : state.folderExists;
                if (onDisk && offset != LEAVE_OUT) {
                    entries.add(new PartitionOffset(name.topic(), name.partition(), offset));
                }
            });
            try {
                checkpoint.write(directory.path(), entries);
            } catch (IOException e) {
                directory.fail(e);
            }
        }
    }
}
