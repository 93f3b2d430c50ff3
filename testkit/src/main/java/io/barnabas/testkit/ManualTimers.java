// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import io.barnabas.broker.time.Timers;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The timers of one broker, which fire when they are told to. Set on any thread; fired by one at a time. */
final class ManualTimers implements Timers {
    private static final Logger LOG = LoggerFactory.getLogger(ManualTimers.class);

    private final InstantSource clock;
    private final ConcurrentSkipListMap<Due, Waiting> waiting = new ConcurrentSkipListMap<>();
    private final AtomicLong count = new AtomicLong();

    ManualTimers(InstantSource clock) {
        this.clock = clock;
    }

    /** In the order of their times, and at one time in the order in which they were set. */
    private record Due(long atMs, long number) implements Comparable<Due> {
        private static final Comparator<Due> ORDER =
                Comparator.comparingLong(Due::atMs).thenComparingLong(Due::number);

        @Override
        public int compareTo(Due other) {
            return ORDER.compare(this, other);
        }
    }

    private final class Waiting extends FutureTask<Void> {
        private final Due due;
        private final ScheduledExecutorService executor;

        Waiting(Due due, ScheduledExecutorService executor, Runnable task) {
            super(task, null);
            this.due = due;
            this.executor = executor;
        }

        @Override
        protected void done() {
            waiting.remove(due);
        }

        void fire() {
            try {
                executor.execute(this);
                get();
            } catch (RejectedExecutionException | CancellationException e) {
                LOG.debug("A timer went with its broker", e);
            } catch (ExecutionException e) {
                LOG.error("Bug: a timer failed", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public Future<?> schedule(ScheduledExecutorService executor, long delayMs, Runnable task) {
        long nowMs = clock.millis();
        long atMs = delayMs > Long.MAX_VALUE - nowMs ? Long.MAX_VALUE : nowMs + delayMs;
        var timer = new Waiting(new Due(atMs, count.incrementAndGet()), executor, task);
        if (delayMs <= 0) {
            executor.execute(timer);
        } else {
            waiting.put(timer.due, timer);
        }
        return timer;
    }

    /** Fires what is due, each when the one before it is done; says whether there was any. */
    boolean fireDue() {
        boolean any = false;
        for (Map.Entry<Due, Waiting> first = waiting.firstEntry();
                first != null && first.getKey().atMs() <= clock.millis();
                first = waiting.firstEntry()) {
            if (waiting.remove(first.getKey(), first.getValue())) {
                first.getValue().fire();
                any = true;
            }
        }
        return any;
    }
}
