// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share;

import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.CoordinatorShard;
import io.barnabas.coordinator.runtime.TimerKey;

/**
 * The share partitions of one partition of {@code __share_group_state}: holds their state, knows the operations, replays records.
 */
public final class ShareShard implements CoordinatorShard {
    private final ShareStates states = new ShareStates();

    final InitializeState initializeState;
    final ReadState readState;
    final WriteState writeState;
    final DeleteState deleteState;
    final ColdSnapshots coldSnapshots;

    /** An empty shard, to be filled by replay. */
    public ShareShard(ShareCoordinatorConfig config) {
        initializeState = new InitializeState(states);
        writeState = new WriteState(states, config);
        readState = new ReadState(states, writeState);
        deleteState = new DeleteState(states);
        coldSnapshots = new ColdSnapshots(states, config);
    }

    ShareStates states() {
        return states;
    }

    @Override
    public void replay(long offset, long producerId, CoordinatorRecord record) {
        states.replay(offset, record);
    }

    /** Nobody writes here within a transaction. */
    @Override
    public void replayEndTransaction(long producerId, boolean committed) {}

    @Override
    public CoordinatorResult<Void> loaded(long nowMs) {
        return CoordinatorResult.nothing();
    }

    @Override
    public CoordinatorResult<Void> unloaded() {
        return CoordinatorResult.nothing();
    }

    @Override
    public CoordinatorResult<Void> timerFired(TimerKey key, long nowMs) {
        return CoordinatorResult.nothing();
    }
}
