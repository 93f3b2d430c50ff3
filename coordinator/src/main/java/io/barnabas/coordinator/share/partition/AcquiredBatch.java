// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share.partition;

/**
 * Records that a member has got.
 *
 * @param last inclusive
 * @param deliveries this one included
 */
public record AcquiredBatch(long first, long last, int deliveries) {

    long size() {
        return last - first + 1;
    }
}
