// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.seed;

/**
 * Where a group shall go on when it has committed nothing for the partition.
 *
 * @param offset or {@link #EARLIEST} or {@link #LATEST}
 * @param origin where it was asked for, for messages
 */
record OffsetSeed(String group, String topic, int partition, long offset, String origin) {
    /** As in ListOffsets. */
    static final long EARLIEST = -2;

    static final long LATEST = -1;
}
