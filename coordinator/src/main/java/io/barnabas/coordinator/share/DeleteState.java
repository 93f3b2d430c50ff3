// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share;

import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** DeleteShareGroupState: forgets a share partition. That there is none is no error. */
final class DeleteState {
    private final ShareStates states;

    DeleteState(ShareStates states) {
        this.states = states;
    }

    CoordinatorResult<Boolean> decide(SharePartitionKey key) {
        return states.find(key) == null
                ? CoordinatorResult.of(false)
                : CoordinatorResult.of(true, List.of(ShareRecords.tombstone(key)));
    }

    /** Forgets all share partitions of topics that are no more, and says how many. */
    CoordinatorResult<Integer> topicsDeleted(Set<UUID> topicIds) {
        List<CoordinatorRecord> records = new ArrayList<>();
        for (SharePartitionKey key : states.all().keySet()) {
            if (topicIds.contains(key.topicId())) {
                records.add(ShareRecords.tombstone(key));
            }
        }
        return CoordinatorResult.of(records.size(), records);
    }
}
