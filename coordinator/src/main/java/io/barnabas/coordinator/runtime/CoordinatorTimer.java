// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.runtime;

/** Port: the timers of one shard. Called on the shard's loop, and fires on it. */
public interface CoordinatorTimer {

    /** Runs the task once after the delay; replaces what was set under this key. */
    void set(TimerKey key, long delayMs, Runnable task);

    void cancel(TimerKey key);

    boolean isSet(TimerKey key);
}
