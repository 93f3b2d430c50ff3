// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.classic;

/**
 * The states of a classic group.
 *
 * <pre>
 *              join                       all joined, or time is up
 *   Empty ------------> PreparingRebalance -----------------------> CompletingRebalance
 *     ^                   |      ^     ^                                 |         |
 *     |   nobody is left  |      |     '------ join, leave, timeout -----'         | leader's sync
 *     '-------------------'      |                                                 v
 *     |                          '-------------- join, leave, timeout ---------- Stable
 *     v
 *   Dead     (tombstone written: the group is gone; no group object is in this state, only answers are)
 * </pre>
 */
public enum ClassicGroupState {
    EMPTY("Empty"),
    PREPARING_REBALANCE("PreparingRebalance"),
    COMPLETING_REBALANCE("CompletingRebalance"),
    STABLE("Stable"),
    DEAD("Dead");

    private final String kafkaName;

    ClassicGroupState(String kafkaName) {
        this.kafkaName = kafkaName;
    }

    /** The name answers and tools use. */
    public String kafkaName() {
        return kafkaName;
    }

    boolean mayBecome(ClassicGroupState next) {
        return switch (next) {
            case EMPTY -> this == PREPARING_REBALANCE;
            case PREPARING_REBALANCE -> this == EMPTY || this == COMPLETING_REBALANCE || this == STABLE;
            case COMPLETING_REBALANCE -> this == PREPARING_REBALANCE;
            case STABLE -> this == COMPLETING_REBALANCE;
            case DEAD -> this == EMPTY;
        };
    }
}
