// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A partition by the name of its topic.
 *
 * @param topic the topic's name
 * @param partition the partition's number, from 0
 */
public record TopicPartition(String topic, int partition) {

    // By hand: what a record brings is linked when it is first called, and this one is called by every broker's first
    // produce.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TopicPartition that && partition == that.partition && topic.equals(that.topic);
    }

    @Override
    public int hashCode() {
        return 31 * topic.hashCode() + partition;
    }

    /** As in the name of the partition's directory: {@code orders-0}. */
    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}
