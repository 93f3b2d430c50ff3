// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import io.barnabas.broker.BrokerServer;
import io.barnabas.broker.time.BrokerTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The time of a broker, which stands still until a test moves it. Retention, compaction, the expiry of offsets, and the time-outs of sessions,
 * rebalances, transactions and share locks go by it.
 *
 * <p>What a client waits for goes by the client's time, which does not stand still: a fetch that waits for records returns after the client's
 * {@code fetch.max.wait.ms}.
 */
public final class ManualClock implements InstantSource {
    private volatile Instant now = Instant.EPOCH;
    private volatile ManualTimers timers = new ManualTimers(this);
    private volatile @Nullable BrokerServer broker;

    ManualClock() {}

    @Override
    public Instant instant() {
        return now;
    }

    /**
     * Moves the time on, and returns when all that was due until then has been done, in its order.
     *
     * <p>A member of a group that has not sent a heartbeat within its session time-out <em>of this clock</em> is out, also if it is alive: it
     * joins again by itself. To be called by one thread at a time.
     */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("Time does not go back: " + by);
        }
        awaitQuiet(); // What has been sent so far was sent before the time moved.
        Instant before = now;
        now = before.plus(by);
        do {
            awaitQuiet();
        } while (timers.fireDue());
    }

    private void awaitQuiet() {
        BrokerServer driven = broker;
        if (driven != null) {
            driven.awaitQuiet();
        }
    }

    /** The time of the next broker, with none of the timers of the last. */
    BrokerTime begin(Instant start) {
        stop();
        now = start;
        return new BrokerTime(this, timers);
    }

    /** From now on this broker runs by this clock. */
    void drive(BrokerServer server) {
        broker = server;
    }

    /** Nobody runs by this clock any more. */
    void stop() {
        broker = null;
        timers = new ManualTimers(this);
    }
}
