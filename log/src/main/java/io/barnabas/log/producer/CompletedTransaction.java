// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.producer;

/**
 * A transaction that a marker has just ended in this partition. An aborted one goes into the transaction index as it is.
 *
 * @param lastOffset the marker's
 * @param lastStableOffset below it, readers of committed data need no later entry of the index
 */
public record CompletedTransaction(
        long producerId, long firstOffset, long lastOffset, boolean aborted, long lastStableOffset) {}
