// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share;

import java.util.List;

/**
 * The state of one share partition, as its last snapshot and the updates since say.
 *
 * @param snapshotEpoch grows with each snapshot
 * @param stateEpoch grows when an administrator begins anew
 * @param leaderEpoch of the latest leader that has read the state
 * @param startOffset where the group is: everything before is done. -1 when it has not begun yet
 * @param deliveryCompleteCount how many records from there on are done, or -1 when nobody said
 * @param updates how many updates have come since the snapshot
 * @param batches what is known of records from the start offset on
 */
public record ShareState(
        int snapshotEpoch,
        int stateEpoch,
        int leaderEpoch,
        long startOffset,
        int deliveryCompleteCount,
        long createMs,
        long writeMs,
        int updates,
        List<StateBatch> batches) {

    public static final long NO_OFFSET = -1;
    public static final int NO_EPOCH = -1;
    public static final int NO_COUNT = -1;

    /** The same, with what a leader has reported. */
    ShareState with(ShareStateChange change, int newLeaderEpoch, int newUpdates) {
        long newStart = change.startOffset() == NO_OFFSET ? startOffset : change.startOffset();
        return new ShareState(
                snapshotEpoch,
                stateEpoch,
                Math.max(leaderEpoch, newLeaderEpoch),
                newStart,
                change.deliveryCompleteCount(),
                createMs,
                writeMs,
                newUpdates,
                StateBatchCombiner.combine(batches, change.batches(), newStart));
    }

    /** The same, to be written down as a whole. */
    ShareState snapshot(long nowMs) {
        return new ShareState(
                snapshotEpoch + 1,
                stateEpoch,
                leaderEpoch,
                startOffset,
                deliveryCompleteCount,
                nowMs,
                nowMs,
                0,
                batches);
    }
}
