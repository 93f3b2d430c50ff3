// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.partition;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Says which loop owns a partition. The loops are the ones that serve the connections, so a request that arrives on the
 * owner's loop needs no hand-over. A partition stays on its loop for life.
 */
public final class PartitionLoops {
    private final EventLoop[] loops;

    public PartitionLoops(EventLoopGroup group) {
        List<EventLoop> all = new ArrayList<>();
        for (EventExecutor executor : group) {
            all.add((EventLoop) executor);
        }
        loops = all.toArray(EventLoop[]::new);
    }

    /** Neighbouring partitions of one topic go to different loops. */
    public EventLoop loopOf(UUID topicId, int partition) {
        return loops[Math.floorMod(topicId.hashCode() + partition, loops.length)];
    }
}
