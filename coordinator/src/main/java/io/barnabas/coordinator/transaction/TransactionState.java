// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.transaction;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a transactional id stands (KIP-98), with Kafka's names and the numbers they have in the log.
 *
 * <pre>
 *            .---------------------------------------------------------------.
 *            v                                                               |
 *  Empty --> Ongoing --EndTxn--> PrepareCommit --all markers written--> CompleteCommit --.
 *    |         |                                                                         |
 *    |         '--EndTxn, timeout, fencing--> PrepareAbort --all markers written--> CompleteAbort
 *    '-------------EndTxn (version 2)-------------^                                      |
 *            Empty <--InitProducerId-----------------------------------------------------'
 * </pre>
 *
 * Dead and PrepareEpochFence are never written: an expired id has a tombstone, and fencing is decided in one step.
 */
public enum TransactionState {
    EMPTY(0, "Empty"),
    ONGOING(1, "Ongoing"),
    PREPARE_COMMIT(2, "PrepareCommit"),
    PREPARE_ABORT(3, "PrepareAbort"),
    COMPLETE_COMMIT(4, "CompleteCommit"),
    COMPLETE_ABORT(5, "CompleteAbort"),
    DEAD(6, "Dead"),
    PREPARE_EPOCH_FENCE(7, "PrepareEpochFence");

    private static final Map<String, TransactionState> BY_NAME = new HashMap<>();

    static {
        for (TransactionState state : values()) {
            BY_NAME.put(state.text, state);
        }
    }

    private final byte id;
    private final String text;

    TransactionState(int id, String text) {
        this.id = (byte) id;
        this.text = text;
    }

    byte id() {
        return id;
    }

    /** As tools and answers name it. */
    public String text() {
        return text;
    }

    /** Whether the outcome is decided and the markers are still being written. */
    boolean isPrepared() {
        return this == PREPARE_COMMIT || this == PREPARE_ABORT;
    }

    static @Nullable TransactionState named(String text) {
        return BY_NAME.get(text);
    }

    static TransactionState of(byte id) {
        if (id < 0 || id >= values().length) {
            throw new IllegalArgumentException("There is no transaction state " + id);
        }
        return values()[id];
    }
}
