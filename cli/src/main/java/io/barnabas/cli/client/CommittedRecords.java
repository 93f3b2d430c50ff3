// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.client;

import io.barnabas.log.record.EndTransactionMarker;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.wire.message.FetchResponse.AbortedTransaction;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Leaves out the batches of aborted transactions, and markers, from what one fetch has brought of one partition. */
final class CommittedRecords {
    private final PriorityQueue<AbortedTransaction> ahead =
            new PriorityQueue<>(Comparator.comparingLong(AbortedTransaction::firstOffset));
    private final Set<Long> aborting = new HashSet<>();

    CommittedRecords(@Nullable List<AbortedTransaction> aborted) {
        if (aborted != null) {
            ahead.addAll(aborted);
        }
    }

    /** Whether a user may see this batch; asked in the order of the log. */
    boolean isVisible(RecordBatch batch) {
        for (AbortedTransaction next = ahead.peek();
                next != null && next.firstOffset() <= batch.lastOffset();
                next = ahead.peek()) {
            aborting.add(next.producerId());
            ahead.remove();
        }
        if (batch.isControl()) {
            if (batch.isTransactional() && !EndTransactionMarker.of(batch).committed()) {
                aborting.remove(batch.producerId());
            }
            return false;
        }
        return !(batch.isTransactional() && aborting.contains(batch.producerId()));
    }
}
