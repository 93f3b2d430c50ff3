// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that are gone for readers but stay {@code file.delete.delay.ms}, for the sake of slices in flight. Any thread. */
final class DelayedRemovals {
    private static final Logger LOG = LoggerFactory.getLogger(DelayedRemovals.class);

    private final Queue<Removal> waiting = new ConcurrentLinkedQueue<>();

    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    private record Removal(long deadlineMs, String what, Action action) {
        void run() {
            try {
                action.run();
            } catch (IOException e) {
                LOG.warn("{}: files of a deleted log could not be removed: {}", what, e.toString());
            }
        }
    }

    void add(long deadlineMs, String what, Action action) {
        waiting.add(new Removal(deadlineMs, what, action));
    }

    /** Hands those whose time has come to the executor. */
    void runDue(long nowMs, Executor executor) {
        waiting.removeIf(removal -> {
            boolean due = removal.deadlineMs() <= nowMs;
            if (due) {
                executor.execute(removal::run);
            }
            return due;
        });
    }
}
