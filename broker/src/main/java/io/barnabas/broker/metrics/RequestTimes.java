// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often one version of one API was asked and how long it took to answer, in classes that grow by a quarter of their value: so a
 * quantile read from them is right to within an eighth. Any thread.
 *
 * <pre>
 *   class 4k + j holds [ 2^k * (4 + j) / 4, 2^k * (5 + j) / 4 ) microseconds,   j in 0..3
 * </pre>
 */
public final class RequestTimes {
    private static final int STEPS = 4;
    /** Up to 2^32 microseconds, more than an hour. */
    private static final int CLASSES = 32 * STEPS;

    private static final int NANOS_PER_MICRO = 1000;

    private final short version;
    private final LongAdder count = new LongAdder();
    private final LongAdder totalNanos = new LongAdder();
    private final AtomicLongArray classes = new AtomicLongArray(CLASSES);

    RequestTimes(short version) {
        this.version = version;
    }

    void add(long nanos) {
        count.increment();
        totalNanos.add(nanos);
        classes.incrementAndGet(classOf(nanos / NANOS_PER_MICRO));
    }

    static int classOf(long micros) {
        if (micros < 1) {
            return 0;
        }
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros);
        long step = exponent >= 2 ? micros >>> (exponent - 2) : micros << (2 - exponent);
        return Math.min(CLASSES - 1, exponent * STEPS + (int) (step - STEPS));
    }

    /** The middle of a class. */
    private static double microsOf(int index) {
        return Math.scalb((STEPS + index % STEPS + 0.5) / STEPS, index / STEPS);
    }

    public short version() {
        return version;
    }

    public long count() {
        return count.sum();
    }

    public double totalMs() {
        return totalNanos.sum() / 1e6;
    }

    /** Adds how many are in each class. */
    void addTo(long[] sums) {
        for (int i = 0; i < CLASSES; i++) {
            sums[i] += classes.get(i);
        }
    }

    /** The time in ms that this share of all requests did not exceed, of the given versions together; 0 when there were none. */
    static double quantileMs(Iterable<RequestTimes> versions, double share) {
        long[] sums = new long[CLASSES];
        versions.forEach(times -> times.addTo(sums));
        long all = 0;
        for (long sum : sums) {
            all += sum;
        }
        long wanted = (long) Math.ceil(all * share);
        long seen = 0;
        for (int i = 0; i < CLASSES && all > 0; i++) {
            seen += sums[i];
            if (seen >= wanted) {
                return microsOf(i) / 1e3;
            }
        }
        return 0;
    }
}
