// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metrics;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/** What came into one partition and left it since the broker started. Counted by whichever loop moves the bytes, read by any thread. */
public final class Traffic {
    private static final AtomicLongFieldUpdater<Traffic> MESSAGES_IN =
            AtomicLongFieldUpdater.newUpdater(Traffic.class, "messagesIn");
    private static final AtomicLongFieldUpdater<Traffic> BYTES_IN =
            AtomicLongFieldUpdater.newUpdater(Traffic.class, "bytesIn");
    private static final AtomicLongFieldUpdater<Traffic> BYTES_OUT =
            AtomicLongFieldUpdater.newUpdater(Traffic.class, "bytesOut");

    private final TotalTraffic total;
    private volatile long messagesIn;
    private volatile long bytesIn;
    private volatile long bytesOut;

    Traffic(TotalTraffic total) {
        this.total = total;
    }

    public void in(long messages, long bytes) {
        MESSAGES_IN.addAndGet(this, messages);
        BYTES_IN.addAndGet(this, bytes);
        total.in(messages, bytes);
    }

    public void out(long bytes) {
        BYTES_OUT.addAndGet(this, bytes);
        total.out(bytes);
    }

    public long messagesIn() {
        return messagesIn;
    }

    public long bytesIn() {
        return bytesIn;
    }

    public long bytesOut() {
        return bytesOut;
    }
}
