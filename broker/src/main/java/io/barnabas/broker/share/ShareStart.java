// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.share;

import io.barnabas.log.PartitionLog;
import io.barnabas.log.TimestampAndOffset;
import java.io.IOException;
import java.time.Duration;

/** Where a share group that has never been at a partition begins: what {@code share.auto.offset.reset} says. */
final class ShareStart {
    private static final String BY_DURATION = "by_duration:";

    private ShareStart() {}

    /** May read cold segments. */
    static long find(String autoOffsetReset, PartitionLog log, long nowMs) throws IOException {
        if (autoOffsetReset.equals("earliest")) {
            return log.logStartOffset();
        }
        long end = log.highWatermark();
        if (autoOffsetReset.startsWith(BY_DURATION)) {
            Duration back = Duration.parse(autoOffsetReset.substring(BY_DURATION.length()));
            TimestampAndOffset found = log.offsetForTimestamp(Math.max(0, nowMs - back.toMillis()));
            return found == null ? end : Math.min(found.offset(), end);
        }
        return end;
    }
}
