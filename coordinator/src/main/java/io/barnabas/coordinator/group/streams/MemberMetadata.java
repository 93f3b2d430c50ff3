// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a member of a streams group says of itself; the value of its record of type 19. Never changes.
 *
 * @param topologyEpoch of the topology that it runs
 * @param processId of the application instance that it is a thread of; threads of one process share their state stores
 * @param endpoint where interactive queries reach it
 */
record MemberMetadata(
        @Nullable String instanceId,
        @Nullable String rackId,
        String clientId,
        String clientHost,
        int rebalanceTimeoutMs,
        int topologyEpoch,
        String processId,
        @Nullable Endpoint endpoint,
        SortedMap<String, String> clientTags) {

    /** Of a member that no record tells of. */
    static final MemberMetadata UNKNOWN =
            new MemberMetadata(null, null, "", "", -1, -1, "", null, Collections.emptyNavigableMap());

    record Endpoint(String host, int port) {}

    static SortedMap<String, String> sorted(Map<String, String> tags) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }
}
