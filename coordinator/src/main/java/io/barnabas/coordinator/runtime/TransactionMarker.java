// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.runtime;

/**
 * Ends a producer's transaction in one partition.
 *
 * @param producerEpoch from transaction version 2 on, the epoch after that of the records it ends (KIP-890)
 * @param coordinatorEpoch the leader epoch of the transaction coordinator that sends it; an older one is fenced
 * @param transactionVersion of the transaction that it ends
 */
public record TransactionMarker(
        long producerId, short producerEpoch, boolean committed, int coordinatorEpoch, short transactionVersion) {}
