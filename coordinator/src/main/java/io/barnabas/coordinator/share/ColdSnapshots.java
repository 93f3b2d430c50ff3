// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share;

import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Repeats the snapshots of share partitions that nobody writes to, when others have been written since: an old snapshot would keep
 * everything behind it in the log.
 */
final class ColdSnapshots {
    private final ShareStates states;
    private final ShareCoordinatorConfig config;

    ColdSnapshots(ShareStates states, ShareCoordinatorConfig config) {
        this.states = states;
        this.config = config;
    }

    CoordinatorResult<Integer> decide(long nowMs) {
        long coldBefore = nowMs - config.coldSnapshotIntervalMs();
        List<CoordinatorRecord> records = new ArrayList<>();
        boolean allCold = true;
        for (Map.Entry<SharePartitionKey, ShareState> entry : states.all().entrySet()) {
            ShareState state = entry.getValue();
            if (state.writeMs() < coldBefore) {
                records.add(ShareRecords.snapshot(entry.getKey(), state.snapshot(nowMs)));
            } else {
                allCold = false;
            }
        }
        // When nothing at all has happened there is nothing to make room for.
        return allCold ? CoordinatorResult.of(0) : CoordinatorResult.of(records.size(), records);
    }
}
