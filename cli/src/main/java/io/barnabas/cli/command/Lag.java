// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.command;

import io.barnabas.wire.protocol.TopicPartition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many offsets a group has before it. */
final class Lag {
    private Lag() {}

    /** Over all partitions where the group has an offset; null when it has none. */
    static @Nullable Long total(Map<TopicPartition, Long> offsets, Map<TopicPartition, Long> ends) {
        Long total = null;
        for (Map.Entry<TopicPartition, Long> offset : offsets.entrySet()) {
            Long lag = of(offset.getValue(), ends.get(offset.getKey()));
            if (lag != null) {
                total = (total == null ? 0 : total) + lag;
            }
        }
        return total;
    }

    /** Null when one of them is not known. */
    static @Nullable Long of(long offset, @Nullable Long end) {
        return end == null || end < 0 || offset < 0 ? null : Long.valueOf(Math.max(0, end - offset));
    }
}
