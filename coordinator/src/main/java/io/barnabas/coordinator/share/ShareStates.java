// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share;

import io.barnabas.coordinator.record.ShareSnapshotKey;
import io.barnabas.coordinator.record.ShareSnapshotValue;
import io.barnabas.coordinator.record.ShareUpdateKey;
import io.barnabas.coordinator.record.ShareUpdateValue;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The share partitions of one shard; all of it is hard state. It also knows where in the log each one's last snapshot is: what comes
 * before all of them says nothing new.
 */
final class ShareStates {
    private final Map<SharePartitionKey, ShareState> byKey = new HashMap<>();
    private final Map<SharePartitionKey, Long> snapshotOffsets = new HashMap<>();
    private final TreeSet<Long> sortedSnapshotOffsets = new TreeSet<>();
    private long nextOffset;

    void replay(long offset, CoordinatorRecord record) {
        if (record.key() instanceof ShareSnapshotKey key) {
            replaySnapshot(offset, ShareRecords.key(key), (ShareSnapshotValue) record.value());
        } else if (record.key() instanceof ShareUpdateKey key && record.value() instanceof ShareUpdateValue value) {
            replayUpdate(ShareRecords.key(key), value);
        }
        nextOffset = offset + 1;
    }

    private void replaySnapshot(long offset, SharePartitionKey key, @Nullable ShareSnapshotValue value) {
        Long before = snapshotOffsets.remove(key);
        if (before != null) {
            sortedSnapshotOffsets.remove(before);
        }
        if (value == null) {
            byKey.remove(key);
        } else {
            byKey.put(key, ShareRecords.state(value));
            snapshotOffsets.put(key, offset);
            sortedSnapshotOffsets.add(offset);
        }
    }

    /** An update without a snapshot before it is of a share partition that is gone. */
    private void replayUpdate(SharePartitionKey key, ShareUpdateValue value) {
        ShareState state = byKey.get(key);
        if (state != null) {
            byKey.put(key, state.with(ShareRecords.change(value), value.leaderEpoch(), state.updates() + 1));
        }
    }

    @Nullable
    ShareState find(SharePartitionKey key) {
        return byKey.get(key);
    }

    /** The state for a leader, which must not be older than the one that came last. */
    ShareState require(SharePartitionKey key, int leaderEpoch) {
        ShareState state = byKey.get(key);
        if (state == null) {
            throw new ApiException(
                    Errors.INVALID_REQUEST, "The state of share partition " + key + " has not been initialized.");
        }
        if (leaderEpoch != ShareState.NO_EPOCH && leaderEpoch < state.leaderEpoch()) {
            throw new ApiException(
                    Errors.FENCED_LEADER_EPOCH,
                    "Share partition " + key + " is at leader epoch " + state.leaderEpoch() + ", not " + leaderEpoch
                            + ".");
        }
        return state;
    }

    /** Refuses who acts on a state that an administrator has set anew since. */
    static void requireEpoch(SharePartitionKey key, ShareState state, int stateEpoch) {
        if (stateEpoch != ShareState.NO_EPOCH && stateEpoch < state.stateEpoch()) {
            throw new ApiException(
                    Errors.FENCED_STATE_EPOCH,
                    "Share partition " + key + " is at state epoch " + state.stateEpoch() + ", not " + stateEpoch
                            + ".");
        }
    }

    Map<SharePartitionKey, ShareState> all() {
        return Collections.unmodifiableMap(byKey);
    }

    /** Nothing below this offset of the log is needed to know all states. */
    long firstNeededOffset() {
        return sortedSnapshotOffsets.isEmpty() ? nextOffset : sortedSnapshotOffsets.first();
    }
}
