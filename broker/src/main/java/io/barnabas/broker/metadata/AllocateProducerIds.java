// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.broker.metadata.record.ProducerIdsRecord;
import java.util.List;

/**
 * Takes the next block of producer ids. Since the record is on disk before the block is used, no id is ever handed out twice; what
 * is left of a block at a stop is lost.
 *
 * @param lowest where the first block begins at the earliest
 */
record AllocateProducerIds(long lowest) implements MetadataOperation<AllocateProducerIds.Block> {
    /** As in Kafka. */
    private static final int BLOCK_SIZE = 1000;

    /** The ids from {@code first} up to {@code first + size}, exclusive. */
    record Block(long first, int size) {}

    @Override
    public Decision<Block> decide(MetadataImage image) {
        long first = Math.max(lowest, image.nextProducerId());
        return new Decision<>(
                new Block(first, BLOCK_SIZE),
                List.of(new ProducerIdsRecord()
                        .setBrokerId(image.nodeId())
                        .setBrokerEpoch(image.brokerEpoch())
                        .setNextProducerId(first + BLOCK_SIZE)));
    }
}
