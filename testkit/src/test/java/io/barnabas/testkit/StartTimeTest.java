// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Prints what docs/testing.md says of times, and fails when they are out of proportion. */
class StartTimeTest {
    private static final int TIMES = 21;

    /** Far above what is measured, since machines that run tests are busy. */
    private static final Duration OUT_OF_PROPORTION = Duration.ofSeconds(1);

    @Test
    void shouldStartCloseAndResetInMilliseconds() {
        List<Duration> starts = new ArrayList<>();
        List<Duration> closes = new ArrayList<>();
        List<Duration> resets = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            long beginning = System.nanoTime();
            TestBroker broker = TestBroker.builder().topic("orders", 3).start();
            long started = System.nanoTime();
            Clients.produce(broker, "orders", "one");
            long used = System.nanoTime();
            broker.reset();
            long reset = System.nanoTime();
            broker.close();
            long closed = System.nanoTime();
            starts.add(Duration.ofNanos(started - beginning));
            resets.add(Duration.ofNanos(reset - used));
            closes.add(Duration.ofNanos(closed - reset));
        }

        System.out.println("[testkit] median start " + median(starts).toMillis() + " ms, reset "
                + median(resets).toMillis() + " ms, close " + median(closes).toMillis() + " ms");

        assertThat(median(starts)).isLessThan(OUT_OF_PROPORTION);
        assertThat(median(resets)).isLessThan(OUT_OF_PROPORTION);
        assertThat(median(closes)).isLessThan(OUT_OF_PROPORTION);
    }

    private static Duration median(List<Duration> times) {
        Collections.sort(times);
        return times.get(times.size() / 2);
    }
}
