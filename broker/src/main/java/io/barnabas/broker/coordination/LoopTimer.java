// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.coordination;

import io.barnabas.broker.time.Timers;
import io.barnabas.coordinator.runtime.CoordinatorTimer;
import io.barnabas.coordinator.runtime.TimerKey;
import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The timers of one shard, on the loop that owns it. */
final class LoopTimer implements CoordinatorTimer {

    private final EventLoop loop;
    private final Timers source;
    private final Map<TimerKey, Future<?>> timers = new HashMap<>();

    LoopTimer(EventLoop loop, Timers source) {
        this.loop = loop;
        this.source = source;
    }

    @Override
    public void set(TimerKey key, long delayMs, Runnable task) {
        assert loop.inEventLoop();
        Future<?> timer = source.schedule(loop, delayMs, () -> fire(key, task));
        stop(timers.put(key, timer));
    }

    /** A cancelled timer never gets here: both happen on this loop. */
    private void fire(TimerKey key, Runnable task) {
        timers.remove(key);
        task.run();
    }

    @Override
    public void cancel(TimerKey key) {
        assert loop.inEventLoop();
        stop(timers.remove(key));
    }

    @Override
    public boolean isSet(TimerKey key) {
        assert loop.inEventLoop();
        return timers.containsKey(key);
    }

    private static void stop(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
