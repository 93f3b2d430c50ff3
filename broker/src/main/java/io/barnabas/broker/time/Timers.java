// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.time;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does something later. What a request waits for on behalf of its client is not meant: that is the client's time. */
public interface Timers {
    /** On the executor's own clock, as the program has it. */
    Timers REAL = (executor, delayMs, task) -> executor.schedule(task, delayMs, TimeUnit.MILLISECONDS);

    /** Runs the task on the executor when so much time has passed, unless it is cancelled before. */
    Future<?> schedule(ScheduledExecutorService executor, long delayMs, Runnable task);
}
