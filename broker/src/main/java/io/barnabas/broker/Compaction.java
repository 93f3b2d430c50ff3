// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import io.barnabas.broker.config.CleanerProperties;
import io.barnabas.broker.config.DynamicConfigs;
import io.barnabas.broker.partition.Partition;
import io.barnabas.broker.partition.Partitions;
import io.barnabas.log.CleanerConfig;
import io.barnabas.log.LogCleaner;
import io.barnabas.log.LogManager;
import io.barnabas.log.PartitionLog;
import io.barnabas.log.cleaner.Throttle;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Compacts now and then: the cleaner works on the disk pool, and hands each finished segment to the loop of its partition. */
final class Compaction {
    private static final double NANOS_PER_SECOND = 1e9;
    /** Short waits cost more than they hold back. */
    private static final long SHORTEST_WAIT_NANOS = 1_000_000;

    private final Partitions partitions;
    private final DynamicConfigs configs;
    private final InstantSource clock;
    private final LogCleaner cleaner;
    private final CountDownLatch stopped = new CountDownLatch(1);

    Compaction(LogManager logs, Partitions partitions, DynamicConfigs configs, InstantSource clock) {
        this.partitions = partitions;
        this.configs = configs;
        this.clock = clock;
        this.cleaner = new LogCleaner(logs, this::loopOf, this::throttle);
    }

    void start(DiskPool pool) {
        if (configs.current().flag("log.cleaner.enable")) {
            pool.every(Math.max(1, configs.current().number("log.cleaner.backoff.ms")), "compaction", this::run);
        }
    }

    private void run() {
        CleanerConfig config = CleanerProperties.cleanerConfig(configs.current());
        cleaner.runAll(config, clock.millis());
    }

    private Executor loopOf(PartitionLog log) {
        Partition partition = partitions.find(log.name().topic(), log.name().partition());
        if (partition == null || partition.log() != log) {
            throw new IllegalStateException(log.name() + " was deleted");
        }
        return partition::execute;
    }

    /** Holds one compaction back to so many bytes a second. */
    private Throttle throttle(double bytesPerSecond) {
        if (bytesPerSecond == Double.MAX_VALUE) {
            return Throttle.NONE;
        }
        double nanosPerByte = NANOS_PER_SECOND / bytesPerSecond;
        double[] debtNanos = {0};
        return bytes -> {
            debtNanos[0] += bytes * nanosPerByte;
            if (debtNanos[0] >= SHORTEST_WAIT_NANOS) {
                waitFor((long) debtNanos[0]);
                debtNanos[0] = 0;
            }
        };
    }

    private void waitFor(long nanos) {
        try {
            if (stopped.await(nanos, TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException("the broker stops; the compaction is given up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the compaction was interrupted", e);
        }
    }

    /** Gives up a compaction that is being held back. */
    void stop() {
        stopped.countDown();
    }
}
