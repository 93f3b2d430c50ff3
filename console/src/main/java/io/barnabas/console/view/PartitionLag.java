// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.view;

/**
 * How far a group is behind the end of one partition.
 *
 * @param committed the next offset that the group wants
 * @param end the high watermark; -1 when the partition is gone
 */
public record PartitionLag(String topic, int partition, long committed, long end) {
    /** Never below zero: an offset beyond the end was committed by hand, or the records are gone. */
    public long lag() {
        return end < 0 ? 0 : Math.max(0, end - committed);
    }
}
