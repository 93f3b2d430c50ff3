// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.transaction;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a transactional id's last record says: its producer and the transaction it has open, is ending, or ended last.
 * A value; each transition gives the next one.
 *
 * @param producerId of the producer that may use the id now
 * @param previousProducerId of the transition before, by which a repeated EndTxn over a change of the id is recognised; or -1
 * @param nextProducerId takes over when the end is complete, as the epochs of the present one are used up; or -1
 * @param partitions by topic, those that the transaction has written to
 * @param startMs when the transaction began, or -1
 * @param clientVersion transaction.version as far as the client knows it, 0 or 2
 */
public record Transaction(
        String transactionalId,
        long producerId,
        long previousProducerId,
        long nextProducerId,
        short producerEpoch,
        int timeoutMs,
        TransactionState state,
        SortedMap<String, SortedSet<Integer>> partitions,
        long startMs,
        long lastUpdateMs,
        short clientVersion) {

    static final long NO_PRODUCER_ID = -1;
    static final short NO_EPOCH = -1;
    static final long NOT_BEGUN = -1;
    /** From this version of transactions on, each end raises the epoch (KIP-890). */
    static final short EPOCH_RAISING = 2;

    public Transaction {
        partitions = Collections.unmodifiableSortedMap(partitions);
    }

    /** An id that was never used, before its first transition. */
    static Transaction unused(String transactionalId, long producerId, int timeoutMs, long nowMs) {
        return new Transaction(
                transactionalId,
                producerId,
                NO_PRODUCER_ID,
                NO_PRODUCER_ID,
                NO_EPOCH,
                timeoutMs,
                TransactionState.EMPTY,
                Collections.emptyNavigableMap(),
                NOT_BEGUN,
                nowMs,
                (short) 0);
    }

    /** Epoch 32767 is kept for the marker that ends the last transaction of a producer id. */
    static boolean isExhausted(short epoch) {
        return epoch >= Short.MAX_VALUE - 1;
    }

    boolean isExhausted() {
        return isExhausted(producerEpoch);
    }

    boolean raisesEpoch() {
        return clientVersion >= EPOCH_RAISING;
    }

    boolean contains(String topic, int partition) {
        SortedSet<Integer> indexes = partitions.get(topic);
        return indexes != null && indexes.contains(partition);
    }

    /** For a producer that begins anew, with no transaction. */
    Transaction initialised(long id, short epoch, int newTimeoutMs, long nowMs) {
        return new Transaction(
                transactionalId,
                id,
                producerId,
                NO_PRODUCER_ID,
                epoch,
                newTimeoutMs,
                TransactionState.EMPTY,
                Collections.emptyNavigableMap(),
                NOT_BEGUN,
                nowMs,
                clientVersion);
    }

    /** With the partition added; begins a transaction when there is none. */
    Transaction with(SortedMap<String, SortedSet<Integer>> added, short version, long nowMs) {
        SortedMap<String, SortedSet<Integer>> all = new TreeMap<>(partitions);
        added.forEach((topic, indexes) -> {
            SortedSet<Integer> together = new TreeSet<>(all.getOrDefault(topic, Collections.emptyNavigableSet()));
            together.addAll(indexes);
            all.put(topic, together);
        });
        return new Transaction(
                transactionalId,
                producerId,
                producerId,
                nextProducerId,
                producerEpoch,
                timeoutMs,
                TransactionState.ONGOING,
                all,
                state == TransactionState.ONGOING ? startMs : nowMs,
                nowMs,
                version);
    }

    /** Decided: from now on the outcome stands, whatever happens. */
    Transaction prepared(boolean commit, short epoch, long nextId, short version, long nowMs) {
        return new Transaction(
                transactionalId,
                producerId,
                producerId,
                nextId,
                epoch,
                timeoutMs,
                commit ? TransactionState.PREPARE_COMMIT : TransactionState.PREPARE_ABORT,
                partitions,
                state == TransactionState.ONGOING ? startMs : nowMs,
                nowMs,
                version);
    }

    /** Every partition has its marker. */
    Transaction completed(long nowMs) {
        boolean idChanges = raisesEpoch() && nextProducerId != NO_PRODUCER_ID;
        return new Transaction(
                transactionalId,
                idChanges ? nextProducerId : producerId,
                producerId,
                NO_PRODUCER_ID,
                idChanges ? 0 : producerEpoch,
                timeoutMs,
                state == TransactionState.PREPARE_COMMIT
                        ? TransactionState.COMPLETE_COMMIT
                        : TransactionState.COMPLETE_ABORT,
                Collections.emptyNavigableMap(),
                startMs,
                nowMs,
                clientVersion);
    }
}
