// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Ticker;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop and what they do together: flush at the end of the loop's turn, be looked through for idle ones by
 * a single timer, and end. Owned by that loop.
 */
final class LoopConnections {
    /** How late after its time an idle connection may be closed: this part of that time. */
    private static final int IDLE_CHECKS_PER_PERIOD = 10;

    private static final long LONGEST_IDLE_CHECK_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final EventLoop eventLoop;
    private final Ticker ticker;
    private final long maxIdleNanos;
    private final Set<ConnectionHandler> open = new LinkedHashSet<>();
    private final List<ConnectionHandler> unflushed = new ArrayList<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private boolean flushScheduled;
    private boolean stopping;
    private @Nullable Future<?> idleTimer;

    LoopConnections(EventLoop eventLoop, Ticker ticker, long maxIdleMs) {
        this.eventLoop = eventLoop;
        this.ticker = ticker;
        maxIdleNanos = maxIdleMs < 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(maxIdleMs);
    }

    EventLoop eventLoop() {
        return eventLoop;
    }

    long nowNanos() {
        return ticker.nanoTime();
    }

    void add(ConnectionHandler connection) {
        open.add(connection);
        if (stopping) {
            eventLoop.execute(connection::stop);
        } else if (idleTimer == null && maxIdleNanos < Long.MAX_VALUE) {
            long period = Math.max(1, Math.min(maxIdleNanos / IDLE_CHECKS_PER_PERIOD, LONGEST_IDLE_CHECK_NANOS));
            idleTimer = eventLoop.scheduleWithFixedDelay(this::closeIdle, period, period, TimeUnit.NANOSECONDS);
        }
    }

    void remove(ConnectionHandler connection) {
        open.remove(connection);
        if (open.isEmpty()) {
            if (idleTimer != null) {
                idleTimer.cancel(false);
                idleTimer = null;
            }
            if (stopping) {
                ended.complete(null);
            }
        }
    }

    /** Flushes the connection after what the loop has yet to do in this turn, together with the others that ask for it. */
    void flushLater(ConnectionHandler connection) {
        unflushed.add(connection);
        if (!flushScheduled) {
            flushScheduled = true;
            eventLoop.execute(this::flushAll);
        }
    }

    private void flushAll() {
        flushScheduled = false;
        for (int i = 0; i < unflushed.size(); i++) {
            unflushed.get(i).flush();
        }
        unflushed.clear();
    }

    private void closeIdle() {
        long now = ticker.nanoTime();
        for (ConnectionHandler connection : List.copyOf(open)) {
            connection.closeIfIdle(now, maxIdleNanos);
        }
    }

    /** Stops all connections; completes when the last one has ended. Any thread. */
    CompletableFuture<Void> stop() {
        eventLoop.execute(() -> {
            stopping = true;
            if (open.isEmpty()) {
                ended.complete(null);
            }
            List.copyOf(open).forEach(ConnectionHandler::stop);
        });
        return ended;
    }

    /** Closes what is left, whatever it waits for. Any thread. */
    void closeAll() {
        eventLoop.execute(() -> List.copyOf(open).forEach(ConnectionHandler::close));
    }
}
