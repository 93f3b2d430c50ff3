// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // What becomes of a timer is seen in what has fired.
class ManualTimersTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final InstantSource clock = now::get;
    private final ManualTimers timers = new ManualTimers(clock);
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final List<String> fired = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void shouldFireInTheOrderOfTheirTimesAndThenOfTheirSetting() {
        set("third", 20);
        set("first", 10);
        set("fourth", 20);
        set("second", 15);
        set("later", 31);

        assertThat(fireAt(30)).isTrue();

        assertThat(fired).containsExactly("first", "second", "third", "fourth");
        assertThat(fireAt(30)).isFalse();
        assertThat(fireAt(31)).isTrue();
        assertThat(fired).endsWith("later");
    }

    @Test
    void shouldNotFireOneThatWasCancelled() {
        Future<?> cancelled = set("cancelled", 10);
        cancelled.cancel(false);

        assertThat(fireAt(10)).isFalse();
        assertThat(fired).isEmpty();
    }

    @Test
    void shouldNotWaitForTimeWhenThereIsNoDelay() throws Exception {
        set("at once", 0).get(10, TimeUnit.SECONDS);

        assertThat(fired).containsExactly("at once");
    }

    @Test
    void shouldGoOnAfterOneThatFails() {
        Future<?> failing = timers.schedule(executor, 10, () -> {
            throw new IllegalStateException("on purpose");
        });
        set("next", 11);

        fireAt(11);

        assertThat(failing).isDone();
        assertThat(fired).containsExactly("next");
    }

    @Test
    void shouldForgetTimersWhoseExecutorHasEnded() {
        set("too late", 10);
        executor.shutdownNow();

        fireAt(10);

        assertThat(fired).isEmpty();
    }

    @Test
    void shouldBearTheLongestDelay() {
        set("never", Long.MAX_VALUE);

        assertThat(fireAt(Duration.ofDays(365_000).toMillis())).isFalse();
    }

    private Future<?> set(String name, long delayMs) {
        return timers.schedule(executor, delayMs, () -> fired.add(name));
    }

    private boolean fireAt(long ms) {
        now.set(Instant.ofEpochMilli(ms));
        return timers.fireDue();
    }
}
