// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.segment.IndexLimits;
import io.barnabas.log.segment.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Answers about a log that nobody has opened, by a look into its folder and no lasting file handle, so that the periodic
 * retention check and DescribeLogDirs do not open every log there is.
 */
final class ClosedLog {
    private ClosedLog() {}

    static long sizeInBytes(Path folder, IndexLimits limits) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        long size = 0;
        for (long base : LogFolder.tidyAndList(folder).segments()) {
            size += Segment.at(folder, base, limits).sizeInBytes();
        }
        return size;
    }

    /** Whether retention may have something to drop; the log is opened to decide. */
    static boolean mayNeedRetention(Path folder, LogConfig config, long startOffset, long nowMs) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        List<Long> bases = LogFolder.tidyAndList(folder).segments();
        if (bases.isEmpty()) {
            return false;
        }
        if (bases.size() > 1 && bases.get(1) <= startOffset) {
            return true;
        }
        if (!config.delete()) {
            return false;
        }
        boolean tooLarge =
                config.retentionBytes() >= 0 && sizeInBytes(folder, config.indexLimits()) > config.retentionBytes();
        return tooLarge || (config.retentionMs() >= 0 && isOld(folder, bases.get(0), config, nowMs));
    }

    private static boolean isOld(Path folder, long base, LogConfig config, long nowMs) throws IOException {
        try (Segment oldest = Segment.at(folder, base, config.indexLimits())) {
            return oldest.sizeInBytes() > 0 && nowMs - LogRetention.ageFromMs(oldest) > config.retentionMs();
        }
    }
}
