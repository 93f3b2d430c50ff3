// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.share;

import io.barnabas.coordinator.group.modern.GroupOverrides;
import io.barnabas.coordinator.share.partition.SharePartitionLimits;

/** What a share group is allowed: the settings of the group, else those of the broker. Names are Kafka's. */
public record ShareGroupSettings(SharePartitionLimits broker, GroupOverrides groups) {

    public SharePartitionLimits limits(String groupId) {
        return new SharePartitionLimits(
                groups.integer(groupId, "share.delivery.count.limit", broker.deliveries()),
                groups.integer(groupId, "share.partition.max.record.locks", broker.recordLocks()),
                lockMs(groupId),
                Boolean.parseBoolean(
                        groups.text(groupId, "share.renew.acknowledge.enable", Boolean.toString(broker.renewing()))));
    }

    /** How long a member holds the records that it gets. */
    public int lockMs(String groupId) {
        return groups.integer(groupId, "share.record.lock.duration.ms", broker.lockMs());
    }

    /** Whether the group sees records of committed transactions only. */
    boolean isCommittedOnly(String groupId) {
        return groups.text(groupId, "share.isolation.level", "read_uncommitted").equals("read_committed");
    }

    /** Where a new group begins: {@code latest}, {@code earliest} or {@code by_duration:} and an ISO-8601 duration. */
    String autoOffsetReset(String groupId) {
        return groups.text(groupId, "share.auto.offset.reset", "latest");
    }
}
