// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.protocol;

/**
 * A partition by the name of its topic.
 *
 * @param topic the topic's name
 * @param partition the partition's number, from 0
 */
public record TopicPartition(String topic, int partition) {

    /** As in the name of the partition's directory: {@code orders-0}. */
    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}
