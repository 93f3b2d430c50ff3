// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.producer;

/**
 * One producer's state as a value: what a snapshot file keeps of it and what DescribeProducers tells.
 *
 * @param lastSequence -1 if no batch is known
 * @param lastOffset of the last batch, -1 if none is known
 * @param offsetDelta last minus first offset of that batch
 * @param coordinatorEpoch of the last transaction marker, -1 if none was seen
 * @param currentTxnFirstOffset first offset of the open transaction, -1 if there is none
 */
public record ProducerStateEntry(
        long producerId,
        short producerEpoch,
        int lastSequence,
        long lastOffset,
        int offsetDelta,
        long lastTimestamp,
        int coordinatorEpoch,
        long currentTxnFirstOffset) {}
