// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.producer;

import io.barnabas.log.record.AppendOrigin;
import io.barnabas.log.record.EndTransactionMarker;
import io.barnabas.log.record.InvalidBatchException;
import io.barnabas.log.record.RecordBatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a partition knows of its producers (KIP-98, KIP-360): refuses batches out of sequence or of a fenced epoch, recognises repeated
 * ones, and follows open transactions. Deciding and remembering are apart: {@link #check} changes nothing, {@link #apply} asks nothing, so
 * a batch that failed to be written leaves no trace, and recovery replays with {@code apply} alone. Owned by the loop of the partition.
 */
public final class ProducerStateTable {
    private final String logName;
    private final long expirationMs;
    private final Map<Long, ProducerState> producers = new HashMap<>();
    private final OpenTransactions transactions = new OpenTransactions();

    /** Knows no producer yet; forgets one after {@code expirationMs}, which is {@code producer.id.expiration.ms}. */
    public ProducerStateTable(String logName, long expirationMs) {
        this.logName = logName;
        this.expirationMs = expirationMs;
    }

    /** As the other check, for batches that are no markers, and for markers of transaction versions 0 and 1. */
    public @Nullable ProducerBatch check(RecordBatch batch, AppendOrigin origin) {
        return check(batch, origin, (short) 1);
    }

    /** Whether records of this producer, in this epoch, stand in the log that no marker has ended yet. */
    public boolean hasOpenTransaction(long producerId, short producerEpoch) {
        ProducerState state = producers.get(producerId);
        return state != null && state.txnFirstOffset() >= 0 && state.epoch() == producerEpoch;
    }

    /**
     * Decides whether a batch may be appended.
     *
     * @param transactionVersion of a marker; from 2 on its epoch is above that of the data it ends (KIP-890)
     * @return null to append it, or the same batch as it was appended before: then answer with that one's offsets and append nothing
     * @throws InvalidBatchException if it is out of sequence or its producer is fenced
     */
    public @Nullable ProducerBatch check(RecordBatch batch, AppendOrigin origin, short transactionVersion) {
        if (origin == AppendOrigin.REPLICATION || !batch.hasProducerId()) {
            return null;
        }
        ProducerState state = producers.get(batch.producerId());
        if (state == null) {
            return null;
        }
        if (origin == AppendOrigin.CLIENT) {
            ProducerBatch duplicate = state.find(batch.producerEpoch(), batch.baseSequence(), batch.lastSequence());
            if (duplicate != null) {
                return duplicate;
            }
        }
        new SequenceCheck(logName, batch, state, transactionVersion).run(origin);
        return null;
    }

    /** Remembers a batch that is in the log now, with its final offsets; tells of the transaction it completed, if it did. */
    public @Nullable CompletedTransaction apply(RecordBatch batch) {
        if (!batch.hasProducerId()) {
            return null;
        }
        if (batch.isControl()) {
            // A marker whose records are compacted away stands for a transaction that is gone altogether.
            return batch.count() == 0 ? null : applyMarker(batch);
        }
        ProducerState state = producers.computeIfAbsent(batch.producerId(), ProducerState::new);
        state.addBatch(
                batch.producerEpoch(),
                new ProducerBatch(
                        batch.lastSequence(), batch.lastOffset(), batch.lastOffsetDelta(), batch.maxTimestamp()));
        if (batch.isTransactional() && state.txnFirstOffset() < 0) {
            state.beginTransaction(batch.baseOffset());
            transactions.begin(batch.producerId(), batch.baseOffset());
        }
        return null;
    }

    private @Nullable CompletedTransaction applyMarker(RecordBatch batch) {
        EndTransactionMarker marker = EndTransactionMarker.of(batch);
        ProducerState state = producers.computeIfAbsent(batch.producerId(), ProducerState::new);
        long firstOffset = state.txnFirstOffset();
        state.endTransaction(batch.producerEpoch(), marker.coordinatorEpoch(), batch.maxTimestamp());
        if (firstOffset < 0) {
            return null;
        }
        long markerOffset = batch.baseOffset();
        long lastStableOffset = transactions.complete(batch.producerId(), firstOffset, markerOffset);
        return new CompletedTransaction(
                batch.producerId(), firstOffset, markerOffset, !marker.committed(), lastStableOffset);
    }

    /** Up to where committed data is known to be stable: the first open transaction, or the high watermark. */
    public long lastStableOffset(long highWatermark) {
        return transactions.lastStableOffset(highWatermark);
    }

    /** Forgets everything and takes over a snapshot, except producers idle for too long. */
    public void load(Collection<ProducerStateEntry> entries, long nowMs) {
        clear();
        for (ProducerStateEntry entry : entries) {
            ProducerState state = ProducerState.of(entry);
            if (isExpired(state, nowMs)) {
                continue;
            }
            producers.put(entry.producerId(), state);
            if (entry.currentTxnFirstOffset() >= 0) {
                transactions.begin(entry.producerId(), entry.currentTxnFirstOffset());
            }
        }
    }

    /** All producers, for a snapshot and for DescribeProducers. */
    public List<ProducerStateEntry> entries() {
        List<ProducerStateEntry> entries = new ArrayList<>(producers.size());
        for (ProducerState state : producers.values()) {
            entries.add(state.toEntry());
        }
        return entries;
    }

    /** Forgets producers that were idle for {@code producer.id.expiration.ms} and have no open transaction; tells how many. */
    public int removeExpired(long nowMs) {
        int before = producers.size();
        producers.values().removeIf(state -> isExpired(state, nowMs));
        return before - producers.size();
    }

    private boolean isExpired(ProducerState state, long nowMs) {
        return state.txnFirstOffset() < 0 && nowMs - state.lastTimestamp() >= expirationMs;
    }

    public void clear() {
        producers.clear();
        transactions.clear();
    }

    public boolean isEmpty() {
        return producers.isEmpty();
    }

    public int size() {
        return producers.size();
    }
}
