// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share;

import io.barnabas.wire.protocol.Uuids;
import java.util.UUID;

/** A share partition: a partition as one share group sees it. */
public record SharePartitionKey(String groupId, UUID topicId, int partition) {

    /** The key by which its coordinator is found. */
    public String coordinatorKey() {
        return groupId + ":" + Uuids.toText(topicId) + ":" + partition;
    }

    @Override
    public String toString() {
        return coordinatorKey();
    }
}
