// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.offset;

import static io.barnabas.coordinator.group.classic.ClassicGroupState.EMPTY;
import static io.barnabas.coordinator.group.classic.ClassicGroupState.STABLE;

import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.group.classic.ClassicGroup;
import io.barnabas.coordinator.group.classic.GroupMetadata;
import io.barnabas.coordinator.group.modern.ModernGroup;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Forgets offsets that nobody needs any more, and groups of which nothing is left (KIP-211). An offset expires after {@code
 * offsets.retention.minutes}, counted
 *
 * <ul>
 *   <li>in a group that has been used by members and is empty: since it became empty;
 *   <li>in a stable group of consumers, for topics none of them subscribes to: since the commit;
 *   <li>in a group that never had members: since the commit;
 *   <li>in a group of a newer protocol, for topics nobody subscribes to: since the commit;
 *   <li>in other groups, or while a transaction is about to change it: not at all.
 * </ul>
 *
 * An offset with an expiry time of its own (old clients) expires then.
 */
public final class OffsetExpiration {

    private static final long NEVER = Long.MAX_VALUE;

    private final Groups groups;
    private final CommittedOffsets offsets;
    private final GroupConfig config;

    public OffsetExpiration(Groups groups, CommittedOffsets offsets, GroupConfig config) {
        this.groups = groups;
        this.offsets = offsets;
        this.config = config;
    }

    /** The number of tombstones, and the tombstones. */
    public CoordinatorResult<Integer> decide(long nowMs) {
        List<CoordinatorRecord> records = new ArrayList<>();
        Set<String> ids = new LinkedHashSet<>(groups.ids());
        ids.addAll(offsets.groupIds());
        ids.addAll(groups.modern().keySet());
        for (String groupId : ids) {
            ModernGroup modern = groups.modern(groupId);
            if (modern != null) {
                expireModern(modern, nowMs, records);
            } else if (!groups.isOfOtherType(groupId)) {
                expire(groupId, nowMs, records);
            }
        }
        return CoordinatorResult.of(records.size(), records);
    }

    private void expire(String groupId, long nowMs, List<CoordinatorRecord> records) {
        ClassicGroup group = groups.find(groupId);
        Subscriptions subscriptions = Subscriptions.of(group);
        boolean nothingLeft = !offsets.hasPending(groupId);
        for (var topic : offsets.ofGroup(groupId).entrySet()) {
            for (var each : topic.getValue().entrySet()) {
                int partition = each.getKey();
                if (!subscriptions.include(topic.getKey())
                        && nowMs >= expiryMs(group, subscriptions, each.getValue())
                        && !offsets.isPending(groupId, topic.getKey(), partition)) {
                    records.add(CommittedOffset.tombstone(groupId, topic.getKey(), partition));
                } else {
                    nothingLeft = false;
                }
            }
        }
        if (nothingLeft && group != null && group.is(EMPTY) && !group.hasPendingMembers()) {
            records.add(GroupMetadata.tombstone(groupId));
        }
    }

    private void expireModern(ModernGroup group, long nowMs, List<CoordinatorRecord> records) {
        String groupId = group.groupId();
        boolean nothingLeft = !offsets.hasPending(groupId);
        for (var topic : offsets.ofGroup(groupId).entrySet()) {
            for (var each : topic.getValue().entrySet()) {
                CommittedOffset offset = each.getValue();
                if (!group.isSubscribedTo(topic.getKey())
                        && nowMs >= expiryMs(offset, offset.commitTimestampMs())
                        && !offsets.isPending(groupId, topic.getKey(), each.getKey())) {
                    records.add(CommittedOffset.tombstone(groupId, topic.getKey(), each.getKey()));
                } else {
                    nothingLeft = false;
                }
            }
        }
        if (nothingLeft && group.isEmpty() && group.goesWithItsOffsets()) {
            records.addAll(group.tombstones());
        }
    }

    private long expiryMs(@Nullable ClassicGroup group, Subscriptions subscriptions, CommittedOffset offset) {
        long sinceMs;
        if (group == null || group.protocolType() == null) {
            sinceMs = offset.commitTimestampMs();
        } else if (group.is(EMPTY)) {
            sinceMs = group.stateTimestampMs() == -1 ? offset.commitTimestampMs() : group.stateTimestampMs();
        } else if (group.is(STABLE) && group.usesConsumerProtocol() && subscriptions.areKnown()) {
            sinceMs = offset.commitTimestampMs();
        } else {
            return NEVER;
        }
        return expiryMs(offset, sinceMs);
    }

    private long expiryMs(CommittedOffset offset, long sinceMs) {
        return offset.expireTimestampMs() == CommittedOffset.NO_EXPIRY
                ? sinceMs + config.offsetsRetentionMs()
                : offset.expireTimestampMs();
    }
}
