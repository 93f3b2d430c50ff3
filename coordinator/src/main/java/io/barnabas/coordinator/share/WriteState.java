// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share;

import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import java.util.List;

/** WriteShareGroupState: writes an update, or a snapshot when enough updates have come since the last. */
final class WriteState {
    private final ShareStates states;
    private final ShareCoordinatorConfig config;

    WriteState(ShareStates states, ShareCoordinatorConfig config) {
        this.states = states;
        this.config = config;
    }

    CoordinatorResult<Boolean> decide(
            SharePartitionKey key, int stateEpoch, int leaderEpoch, ShareStateChange change, long nowMs) {
        ShareState state = states.require(key, leaderEpoch);
        ShareStates.requireEpoch(key, state, stateEpoch);
        return CoordinatorResult.of(true, List.of(record(key, state, state.leaderEpoch(), change, nowMs)));
    }

    CoordinatorRecord record(
            SharePartitionKey key, ShareState state, int leaderEpoch, ShareStateChange change, long nowMs) {
        return state.updates() >= config.updatesPerSnapshot()
                ? ShareRecords.snapshot(key, state.with(change, leaderEpoch, 0).snapshot(nowMs))
                : ShareRecords.update(key, state.snapshotEpoch(), leaderEpoch, change);
    }
}
