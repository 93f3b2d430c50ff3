// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.segment.AbortedTransaction;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Batches that have their offsets and are in the producer table, and wait for one write that takes them all: growing a file by
 * many pages at once costs the kernel less than half of what it costs batch by batch. Bounded, since larger writes gain nothing.
 * Owned by the partition's loop.
 */
final class GatheredBatches {
    private static final int MAX_BYTES = 256 << 10;
    private static final int MAX_APPENDS = 512;

    private final List<ByteBuffer> appends = new ArrayList<>(4);
    private final List<AbortedTransaction> aborted = new ArrayList<>(0);
    private int sizeInBytes;
    private long nextOffset;

    boolean isEmpty() {
        return appends.isEmpty();
    }

    /** Behind the last batch; without meaning while there is none. */
    long nextOffset() {
        return nextOffset;
    }

    int sizeInBytes() {
        return sizeInBytes;
    }

    boolean isFull() {
        return sizeInBytes >= MAX_BYTES || appends.size() >= MAX_APPENDS;
    }

    /** @param batches whole batches, position to limit, that stay as they are until {@link #clear} */
    void add(ByteBuffer batches, long next) {
        appends.add(batches);
        sizeInBytes += batches.remaining();
        nextOffset = next;
    }

    void addAborted(@Nullable AbortedTransaction transaction) {
        if (transaction != null) {
            aborted.add(transaction);
        }
    }

    /** In the order of their offsets. */
    List<ByteBuffer> appends() {
        return appends;
    }

    /** What the markers among the batches aborted. */
    List<AbortedTransaction> aborted() {
        return aborted;
    }

    void clear() {
        appends.clear();
        aborted.clear();
        sizeInBytes = 0;
    }
}
