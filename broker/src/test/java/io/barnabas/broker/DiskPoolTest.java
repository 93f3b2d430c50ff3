// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.broker.time.Timers;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiskPoolTest {
    /** What was set, to be fired by the test. */
    private final Queue<FutureTask<?>> set = new ArrayDeque<>();

    private final Timers timers = (executor, delayMs, task) -> {
        var timer = new FutureTask<>(task, null);
        set.add(timer);
        return timer;
    };
    private final DiskPool pool = new DiskPool(3, timers);

    @AfterEach
    void stop() {
        pool.stop(10_000);
    }

    @Test
    void shouldDoATaskAgainAndAgainAlsoWhenItFails() {
        var runs = new AtomicInteger();
        pool.every(1000, "a test", () -> {
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("on purpose");
            }
        });

        for (int i = 0; i < 3; i++) {
            set.remove().run();
        }

        assertThat(runs).hasValue(3);
        assertThat(set).hasSize(1);
    }

    @Test
    void shouldSetNothingAnewOnceItIsStopped() {
        pool.every(1000, "a test", () -> {});

        pool.stop(10_000);
        set.remove().run();

        assertThat(set).isEmpty();
    }

    @Test
    void shouldWaitUntilAllIsDoneThatWasHandedIn() {
        var begin = new CountDownLatch(1);
        var done = new AtomicBoolean();
        pool.execute(() -> {
            awaitUninterruptibly(begin);
            done.set(true);
        });
        begin.countDown();

        pool.awaitIdle();

        assertThat(done).isTrue();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
