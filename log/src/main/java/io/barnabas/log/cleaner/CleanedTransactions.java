// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.cleaner;

import io.barnabas.log.record.EndTransactionMarker;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.segment.AbortedTransaction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows transactions while their batches pass in order: data of aborted ones can go, and so can a marker when no data of its
 * transaction has passed any more.
 */
final class CleanedTransactions {
    private final Deque<AbortedTransaction> toCome;
    private final Map<Long, Boolean> aborted = new HashMap<>();
    private final Map<Long, AbortedTransaction> entries = new HashMap<>();
    private final Set<Long> committed = new HashSet<>();

    /** @param all the aborted transactions of the segments that are going to pass */
    CleanedTransactions(List<AbortedTransaction> all) {
        List<AbortedTransaction> ordered = new ArrayList<>(all);
        ordered.sort(Comparator.comparingLong(AbortedTransaction::firstOffset));
        toCome = new ArrayDeque<>(ordered);
    }

    /** Whether the data batch belongs to a transaction that was aborted. */
    boolean isAborted(RecordBatch data) {
        beginUpTo(data.lastOffset());
        if (!data.isTransactional()) {
            return false;
        }
        if (aborted.containsKey(data.producerId())) {
            aborted.put(data.producerId(), true);
            return true;
        }
        committed.add(data.producerId());
        return false;
    }

    /** What has been found out about a marker. */
    enum Marker {
        /** Data of its transaction has passed, so it is needed. */
        NEEDED,
        /** Nothing of its transaction is left. */
        OF_NOTHING
    }

    Marker end(RecordBatch marker) {
        beginUpTo(marker.lastOffset());
        boolean hadData = EndTransactionMarker.of(marker).committed()
                ? committed.remove(marker.producerId())
                : Boolean.TRUE.equals(aborted.remove(marker.producerId()));
        return hadData ? Marker.NEEDED : Marker.OF_NOTHING;
    }

    /** The entry of the transaction index for an abort marker that is kept, or null when none is known. */
    @Nullable
    AbortedTransaction entryOf(RecordBatch marker) {
        AbortedTransaction entry = entries.get(marker.producerId());
        return entry != null && entry.lastOffset() == marker.baseOffset() ? entry : null;
    }

    private void beginUpTo(long offset) {
        while (!toCome.isEmpty() && toCome.peek().firstOffset() <= offset) {
            AbortedTransaction begun = toCome.remove();
            aborted.putIfAbsent(begun.producerId(), false);
            entries.put(begun.producerId(), begun);
        }
    }
}
