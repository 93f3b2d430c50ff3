// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share.partition;

import io.barnabas.coordinator.share.DeliveryState;
import io.barnabas.coordinator.share.StateBatch;
import org.jspecify.annotations.Nullable;

/**
 * Neighbouring records of which all is the same.
 *
 * @param last inclusive
 * @param deliveries how often they have been acquired
 * @param owner the member that has acquired them, or empty
 * @param lockedUntilMs until when they are its own
 * @param pending what becomes of acquired records once it is written down, or null
 */
record InFlightRun(
        long first,
        long last,
        DeliveryState state,
        int deliveries,
        String owner,
        long lockedUntilMs,
        @Nullable Pending pending) {

    private static final String NOBODY = "";

    /** A change that is being written down. */
    record Pending(long writeId, DeliveryState target) {}

    static InFlightRun free(long first, long last, DeliveryState state, int deliveries) {
        return new InFlightRun(first, last, state, deliveries, NOBODY, 0, null);
    }

    long size() {
        return last - first + 1;
    }

    boolean isAvailable() {
        return state == DeliveryState.AVAILABLE;
    }

    /** Whether somebody holds the records and has not decided about them. */
    boolean isHeld() {
        return state == DeliveryState.ACQUIRED && pending == null;
    }

    boolean isHeldBy(String member) {
        return isHeld() && owner.equals(member);
    }

    InFlightRun part(long from, long to) {
        return from == first && to == last
                ? this
                : new InFlightRun(from, to, state, deliveries, owner, lockedUntilMs, pending);
    }

    InFlightRun acquired(String member, long untilMs) {
        return new InFlightRun(first, last, DeliveryState.ACQUIRED, deliveries + 1, member, untilMs, null);
    }

    InFlightRun lockedUntil(long untilMs) {
        return new InFlightRun(first, last, state, deliveries, owner, untilMs, pending);
    }

    InFlightRun pending(@Nullable Pending change) {
        return new InFlightRun(first, last, state, deliveries, owner, lockedUntilMs, change);
    }

    InFlightRun in(DeliveryState newState) {
        return free(first, last, newState, deliveries);
    }

    /** What a release leads to: the records can be had again, unless that was the last time. */
    DeliveryState released(int deliveryLimit) {
        return deliveries >= deliveryLimit ? DeliveryState.ARCHIVED : DeliveryState.AVAILABLE;
    }

    StateBatch as(DeliveryState written) {
        return new StateBatch(first, last, written, deliveries);
    }

    /** Whether this and the one before it can be one. How often a record was delivered does not matter once it is done. */
    boolean continues(InFlightRun before) {
        return before.last + 1 == first
                && before.state == state
                && (before.deliveries == deliveries || state.isTerminal())
                && before.owner.equals(owner)
                && before.lockedUntilMs == lockedUntilMs
                && before.pending == null
                && pending == null;
    }
}
