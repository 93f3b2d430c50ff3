// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

/** The last record on producer ids: who took the last block, and the first id after it. */
record ProducerIdBlock(int brokerId, long brokerEpoch, long nextProducerId) {
    static final ProducerIdBlock FIRST = new ProducerIdBlock(-1, -1, 0);

    /** How many ids a block has, as in Kafka. */
    static final int SIZE = 1000;
}
