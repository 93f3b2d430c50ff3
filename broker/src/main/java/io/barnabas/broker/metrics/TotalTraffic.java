// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metrics;

import java.util.concurrent.atomic.LongAdder;

/** What came in and left over all partitions since the broker started, those of deleted topics too. Any thread. */
public final class TotalTraffic {
    private final LongAdder messagesIn = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();

    /** Counters of one partition, which are counted here as well. */
    public Traffic ofPartition() {
        return new Traffic(this);
    }

    void in(long messages, long bytes) {
        messagesIn.add(messages);
        bytesIn.add(bytes);
    }

    void out(long bytes) {
        bytesOut.add(bytes);
    }

    public long messagesIn() {
        return messagesIn.sum();
    }

    public long bytesIn() {
        return bytesIn.sum();
    }

    public long bytesOut() {
        return bytesOut.sum();
    }
}
