// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bounds on unanswered requests over all connections: their bytes, and how many hold received bytes. Shared by all loops.
 *
 * <p>A connection that is refused waits in line; what is given back wakes the first one, which wakes the next when there is more.
 */
final class InFlightBudget {
    private final long maxBytes;
    private final int maxRequests;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger requests = new AtomicInteger();
    private final ConcurrentLinkedQueue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    InFlightBudget(long maxBytes, int maxRequests) {
        this.maxBytes = maxBytes;
        this.maxRequests = maxRequests;
    }

    /** Takes the bytes if both bounds allow it. */
    boolean tryReserve(int sizeInBytes) {
        if (requests.get() >= maxRequests) {
            return false;
        }
        long before = bytes.get();
        while (before + sizeInBytes <= maxBytes) {
            long seen = bytes.compareAndExchange(before, before + sizeInBytes);
            if (seen == before) {
                return true;
            }
            before = seen;
        }
        return false;
    }

    void release(int sizeInBytes) {
        bytes.addAndGet(-sizeInBytes);
        wakeNext();
    }

    /** A request keeps its received bytes. May pass the bound by the requests other loops decode in the same moment. */
    void requestHeld() {
        requests.incrementAndGet();
    }

    void requestReleased(int sizeInBytes) {
        requests.decrementAndGet();
        release(sizeInBytes);
    }

    /**
     * Puts a refused connection in line. The caller tries again after it: what was given back in between has woken nobody.
     *
     * @param wake hands over to the connection's loop; may be called once more after it was removed
     */
    void await(Runnable wake) {
        waiting.add(wake);
    }

    void stopWaiting(Runnable wake) {
        waiting.remove(wake);
    }

    /** Wakes the connection that waits longest, if any. A woken one that has got its share calls it for the next. */
    void wakeNext() {
        Runnable wake = waiting.poll();
        if (wake != null) {
            wake.run();
        }
    }

    long bytes() {
        return bytes.get();
    }

    int requests() {
        return requests.get();
    }
}
