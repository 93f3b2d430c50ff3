// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.offset;

import static io.barnabas.coordinator.group.classic.ClassicGroupState.COMPLETING_REBALANCE;

import io.barnabas.coordinator.group.classic.ClassicGroup;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;

/** When a classic group takes commits: of its present generation, once that knows who has what. */
final class GenerationCheck {
    private GenerationCheck() {}

    /** @throws ApiException ILLEGAL_GENERATION */
    static void requirePresent(ClassicGroup group, int generation) {
        if (generation != group.generation()) {
            throw new ApiException(
                    Errors.ILLEGAL_GENERATION,
                    "Group " + group.groupId() + " is at generation " + group.generation() + ", not " + generation
                            + ".");
        }
    }

    /** @throws ApiException REBALANCE_IN_PROGRESS */
    static void requireAssigned(ClassicGroup group) {
        if (group.is(COMPLETING_REBALANCE)) {
            throw new ApiException(
                    Errors.REBALANCE_IN_PROGRESS,
                    "Group " + group.groupId() + " awaits the assignment of generation " + group.generation() + ".");
        }
    }
}
