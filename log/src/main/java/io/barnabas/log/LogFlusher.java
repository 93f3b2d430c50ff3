// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Group commit for one log: at most one fsync runs at a time, and all who ask while it runs share the next one.
 *
 * <p>Called from any thread; the fsync itself and the completions run on the disk pool. A hand-off without locks: the turn
 * is replaced by compare-and-set, and the next fsync looks at the log's end only after it has taken its turn, so it covers
 * everything that was appended before anybody joined it.
 */
final class LogFlusher {
    private final Executor disk;
    private final Target target;
    private final AtomicReference<@Nullable Turn> turn = new AtomicReference<>();

    /** What is flushed: makes everything below the end it returns durable. */
    @FunctionalInterface
    interface Target {
        long flushToEnd() throws IOException;
    }

    private record Turn(
            CompletableFuture<Long> running, @Nullable CompletableFuture<Long> next) {}

    LogFlusher(Executor disk, Target target) {
        this.disk = disk;
        this.target = target;
    }

    /** Completes, on a disk thread, with the offset below which everything is durable. */
    CompletionStage<Long> flush() {
        while (true) {
            Turn now = turn.get();
            if (now == null) {
                Turn first = new Turn(new CompletableFuture<>(), null);
                if (turn.compareAndSet(null, first)) {
                    start(first);
                    return first.running();
                }
            } else if (now.next() != null) {
                return now.next();
            } else {
                CompletableFuture<Long> next = new CompletableFuture<>();
                if (turn.compareAndSet(now, new Turn(now.running(), next))) {
                    return next;
                }
            }
        }
    }

    private void start(Turn first) {
        try {
            disk.execute(this::run);
        } catch (RejectedExecutionException e) {
            turn.set(null);
            first.running().completeExceptionally(e);
        }
    }

    /** Completes when no flush runs any more, for the close; nobody may ask for another one. */
    CompletionStage<Long> idle() {
        Turn now = turn.get();
        if (now == null) {
            return CompletableFuture.completedFuture(0L);
        }
        return now.next() == null ? now.running() : now.next();
    }

    private void run() {
        Turn now = turn.get();
        while (now != null) {
            CompletableFuture<Long> running = now.running();
            try {
                long end = target.flushToEnd();
                now = takeTurn();
                running.complete(end);
            } catch (IOException | RuntimeException e) {
                now = takeTurn();
                running.completeExceptionally(e);
            }
        }
    }

    /** Ends this turn: those who waited for the next fsync become the ones it runs for. */
    private @Nullable Turn takeTurn() {
        return turn.updateAndGet(now -> now == null || now.next() == null ? null : new Turn(now.next(), null));
    }
}
