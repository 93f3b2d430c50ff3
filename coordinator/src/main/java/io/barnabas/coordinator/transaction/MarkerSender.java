// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.transaction;

/** Port: writes the markers that end a transaction into the partitions it has written to. Called on the shard's loop. */
public interface MarkerSender {

    /**
     * Writes one marker into each partition of the transaction, now and, where it fails, again, until each has it or is no
     * more; and calls {@link TransactionCoordinator#markersWritten} then.
     *
     * @param prepared in PrepareCommit or PrepareAbort; its epoch is the one that the markers carry
     */
    void send(Transaction prepared);
}
