// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.share;

import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.coordinator.group.GroupPorts;
import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** The operations on the share groups of one shard. */
public final class ShareGroupOperations {

    private final StateInitialization initialization;

    public final ShareGroupHeartbeat heartbeat;
    public final ShareGroupLeave leave;
    public final ShareGroupDescribe describe;
    public final ShareOffsetsAlter alterOffsets;
    public final ShareStateDelete deleteState;

    /** @param hasOffsets whether offsets have been committed under a group id, which makes it one of a classic group */
    public ShareGroupOperations(Groups groups, Predicate<String> hasOffsets, GroupConfig config, GroupPorts ports) {
        ShareGroupParts parts = ShareGroupParts.of(groups, hasOffsets, config, ports);
        initialization = parts.initialization();
        heartbeat = new ShareGroupHeartbeat(parts);
        leave = new ShareGroupLeave(parts);
        describe = new ShareGroupDescribe(parts);
        alterOffsets = new ShareOffsetsAlter(parts);
        deleteState = new ShareStateDelete(parts);
    }

    /** Notes which share partitions have got their state by now and which have failed to. */
    public CoordinatorResult<Boolean> initialized(
            String groupId,
            Map<UUID, ? extends Collection<Integer>> succeeded,
            Map<UUID, ? extends Collection<Integer>> failed,
            long nowMs) {
        return initialization.finish(groupId, succeeded, failed, nowMs);
    }
}
