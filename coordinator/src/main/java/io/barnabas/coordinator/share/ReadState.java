// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share;

import io.barnabas.coordinator.runtime.CoordinatorResult;
import java.util.List;

/**
 * ReadShareGroupState: gives a leader the state to go on from, and notes the leader's epoch, so that the one before it can write
 * no more.
 */
final class ReadState {
    private final ShareStates states;
    private final WriteState write;

    ReadState(ShareStates states, WriteState write) {
        this.states = states;
        this.write = write;
    }

    CoordinatorResult<ShareState> decide(SharePartitionKey key, int leaderEpoch, long nowMs) {
        ShareState state = states.require(key, leaderEpoch);
        if (leaderEpoch == ShareState.NO_EPOCH || leaderEpoch == state.leaderEpoch()) {
            return CoordinatorResult.of(state);
        }
        var nothingNew = new ShareStateChange(state.startOffset(), state.deliveryCompleteCount(), List.of());
        return CoordinatorResult.of(state, List.of(write.record(key, state, leaderEpoch, nothingNew, nowMs)));
    }
}
