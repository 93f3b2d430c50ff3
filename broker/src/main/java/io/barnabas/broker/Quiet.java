// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import io.barnabas.broker.metadata.MetadataLoop;
import io.barnabas.broker.metadata.MetadataOperation;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;

/** Waits until the broker's threads have done what they were given, for those who want to see what came of it. */
final class Quiet {
    /** What is done on one thread may hand something to the next: the longest of such chains, ending a transaction, has six steps. */
    private static final int ROUNDS = 8;

    private final EventLoopGroup loops;
    private final DiskPool diskPool;
    private final MetadataLoop metadata;

    Quiet(EventLoopGroup loops, DiskPool diskPool, MetadataLoop metadata) {
        this.loops = loops;
        this.diskPool = diskPool;
        this.metadata = metadata;
    }

    /** Not to be called on one of those threads. */
    void await() {
        for (int round = 0; round < ROUNDS; round++) {
            for (EventExecutor loop : loops) {
                loop.submit(() -> {}).awaitUninterruptibly();
            }
            diskPool.awaitIdle();
            metadata.submit(image -> new MetadataOperation.Decision<>(Boolean.TRUE, List.of()))
                    .exceptionally(closing -> Boolean.FALSE)
                    .join();
        }
    }
}
