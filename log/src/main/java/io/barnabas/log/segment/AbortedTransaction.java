// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.segment;

/**
 * A transaction that ended in an abort marker.
 *
 * @param lastOffset the marker's own offset
 * @param lastStableOffset the log's last stable offset after the marker
 */
public record AbortedTransaction(long producerId, long firstOffset, long lastOffset, long lastStableOffset) {}
