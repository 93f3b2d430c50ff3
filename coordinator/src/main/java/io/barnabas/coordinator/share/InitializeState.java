// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share;

import io.barnabas.coordinator.runtime.CoordinatorResult;
import java.util.List;

/** InitializeShareGroupState: begins a share partition, or begins it anew at another offset under a higher state epoch. */
final class InitializeState {
    private final ShareStates states;

    InitializeState(ShareStates states) {
        this.states = states;
    }

    /** @param startOffset -1 when the leader is to find out where the group begins */
    CoordinatorResult<Boolean> decide(SharePartitionKey key, int stateEpoch, long startOffset, long nowMs) {
        ShareState before = states.find(key);
        if (before != null) {
            ShareStates.requireEpoch(key, before, stateEpoch);
        }
        var state = new ShareState(
                before == null ? 0 : before.snapshotEpoch() + 1,
                stateEpoch,
                before == null ? 0 : before.leaderEpoch(),
                startOffset,
                startOffset == ShareState.NO_OFFSET ? ShareState.NO_COUNT : 0,
                nowMs,
                nowMs,
                0,
                List.of());
        return CoordinatorResult.of(true, List.of(ShareRecords.snapshot(key, state)));
    }
}
