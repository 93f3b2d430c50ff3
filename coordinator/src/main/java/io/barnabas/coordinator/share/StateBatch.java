// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share;

/**
 * Neighbouring records that are in the same state.
 *
 * @param lastOffset inclusive
 * @param deliveryCount how often they have been delivered
 */
public record StateBatch(long firstOffset, long lastOffset, DeliveryState state, int deliveryCount) {

    public StateBatch {
        if (firstOffset < 0 || lastOffset < firstOffset) {
            throw new IllegalArgumentException("offsets " + firstOffset + " to " + lastOffset + " are no batch");
        }
    }

    /** The part from one offset to another, both inclusive. */
    StateBatch part(long first, long last) {
        return first == firstOffset && last == lastOffset ? this : new StateBatch(first, last, state, deliveryCount);
    }

    /** Whether the other, which is of the same records, tells of something later: more deliveries, or a further state. */
    boolean isOutdatedBy(StateBatch other) {
        return other.deliveryCount > deliveryCount
                || (other.deliveryCount == deliveryCount && other.state.id() > state.id());
    }

    boolean continues(StateBatch before) {
        return before.lastOffset + 1 == firstOffset && before.state == state && before.deliveryCount == deliveryCount;
    }
}
