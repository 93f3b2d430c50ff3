// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.producer;

import io.barnabas.log.record.RecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * What a partition remembers of one producer: its epoch, its last five batches, so that a repeated one is recognised (five is what a client
 * may have in flight), and its open transaction. Owned by the loop of the partition.
 */
final class ProducerState {
    static final int BATCHES_KEPT = 5;

    private final long producerId;
    private final @Nullable ProducerBatch[] batches = new ProducerBatch[BATCHES_KEPT];
    private int oldest;
    private int kept;
    private short epoch = RecordBatch.NO_PRODUCER_EPOCH;
    private int coordinatorEpoch = -1;
    private long lastTimestamp = RecordBatch.NO_TIMESTAMP;
    private long txnFirstOffset = -1;

    ProducerState(long producerId) {
        this.producerId = producerId;
    }

    static ProducerState of(ProducerStateEntry entry) {
        ProducerState state = new ProducerState(entry.producerId());
        state.epoch = entry.producerEpoch();
        state.coordinatorEpoch = entry.coordinatorEpoch();
        state.lastTimestamp = entry.lastTimestamp();
        state.txnFirstOffset = entry.currentTxnFirstOffset();
        if (entry.lastOffset() >= 0) {
            state.keep(new ProducerBatch(
                    entry.lastSequence(), entry.lastOffset(), entry.offsetDelta(), entry.lastTimestamp()));
        }
        return state;
    }

    ProducerStateEntry toEntry() {
        ProducerBatch last = lastBatch();
        return new ProducerStateEntry(
                producerId,
                epoch,
                last == null ? RecordBatch.NO_SEQUENCE : last.lastSequence(),
                last == null ? -1 : last.lastOffset(),
                last == null ? 0 : last.offsetDelta(),
                lastTimestamp,
                coordinatorEpoch,
                txnFirstOffset);
    }

    short epoch() {
        return epoch;
    }

    int coordinatorEpoch() {
        return coordinatorEpoch;
    }

    long lastTimestamp() {
        return lastTimestamp;
    }

    /** First offset of the open transaction, -1 if there is none. */
    long txnFirstOffset() {
        return txnFirstOffset;
    }

    @Nullable
    ProducerBatch lastBatch() {
        return kept == 0 ? null : batches[(oldest + kept - 1) % BATCHES_KEPT];
    }

    int lastSequence() {
        ProducerBatch last = lastBatch();
        return last == null ? RecordBatch.NO_SEQUENCE : last.lastSequence();
    }

    @Nullable
    ProducerBatch find(short batchEpoch, int firstSequence, int lastSequence) {
        if (batchEpoch != epoch) {
            return null;
        }
        for (int i = 0; i < kept; i++) {
            ProducerBatch batch = batches[(oldest + i) % BATCHES_KEPT];
            if (batch != null && batch.lastSequence() == lastSequence && batch.firstSequence() == firstSequence) {
                return batch;
            }
        }
        return null;
    }

    void addBatch(short batchEpoch, ProducerBatch batch) {
        moveToEpoch(batchEpoch);
        keep(batch);
        lastTimestamp = batch.timestamp();
    }

    void beginTransaction(long firstOffset) {
        txnFirstOffset = firstOffset;
    }

    void endTransaction(short markerEpoch, int markerCoordinatorEpoch, long timestamp) {
        moveToEpoch(markerEpoch);
        coordinatorEpoch = markerCoordinatorEpoch;
        lastTimestamp = timestamp;
        txnFirstOffset = -1;
    }

    private void moveToEpoch(short newEpoch) {
        if (newEpoch != epoch) {
            epoch = newEpoch;
            oldest = 0;
            kept = 0;
        }
    }

    private void keep(ProducerBatch batch) {
        if (kept == BATCHES_KEPT) {
            oldest = (oldest + 1) % BATCHES_KEPT;
            kept--;
        }
        batches[(oldest + kept) % BATCHES_KEPT] = batch;
        kept++;
    }
}
