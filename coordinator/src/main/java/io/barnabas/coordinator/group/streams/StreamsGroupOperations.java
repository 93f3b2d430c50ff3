// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.coordinator.group.GroupPorts;
import io.barnabas.coordinator.group.Groups;

/** The operations on the streams groups of one shard. */
public final class StreamsGroupOperations {

    public final StreamsGroupHeartbeat heartbeat;
    public final StreamsGroupLeave leave;
    public final StreamsGroupTimeout timeout;
    public final StreamsGroupDescribe describe;

    public StreamsGroupOperations(Groups groups, GroupConfig config, GroupPorts ports) {
        StreamsGroupParts parts = StreamsGroupParts.of(groups, config, ports);
        heartbeat = new StreamsGroupHeartbeat(parts);
        leave = new StreamsGroupLeave(parts);
        timeout = new StreamsGroupTimeout(parts);
        describe = new StreamsGroupDescribe(parts);
    }
}
