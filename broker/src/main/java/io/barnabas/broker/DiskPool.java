// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import io.barnabas.broker.time.Timers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The few threads that may wait for the disk: fsync, recovery, retention, deletion, look-ups by time. Also runs what has to be
 * done now and then. A log has at most one fsync in it, so its queue is bounded by the number of logs and of requests.
 */
final class DiskPool extends ScheduledThreadPoolExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(DiskPool.class);

    private final Timers timers;

    DiskPool(int threads, Timers timers) {
        super(threads, named());
        this.timers = timers;
        setRemoveOnCancelPolicy(true);
        setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    }

    private static ThreadFactory named() {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "disk-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Runs a task again and again, so long after its last end; one that throws is a bug, which is logged and does not end the series. */
    void every(long periodMs, String what, Runnable task) {
        Future<?> unused = timers.schedule(this, periodMs, () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("Bug: {} failed", what, e);
            }
            if (!isShutdown()) {
                every(periodMs, what, task);
            }
        });
    }

    /** Waits until what was handed in before has been done: until each thread is free to come to the meeting. One caller at a time. */
    void awaitIdle() {
        var meeting = new CountDownLatch(getCorePoolSize());
        for (int i = 0; i < getCorePoolSize(); i++) {
            execute(() -> {
                meeting.countDown();
                await(meeting);
            });
        }
        await(meeting);
    }

    private static void await(CountDownLatch meeting) {
        try {
            meeting.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Finishes what was handed in, within a bound. */
    void stop(long timeoutMs) {
        shutdown();
        try {
            if (!awaitTermination(timeoutMs, TimeUnit.MILLISECONDS)) {
                LOG.warn(
                        "The disk is busy; {} tasks were left undone",
                        shutdownNow().size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
