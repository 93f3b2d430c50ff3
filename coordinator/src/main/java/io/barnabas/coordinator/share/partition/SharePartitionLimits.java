// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share.partition;

/**
 * What a group is allowed, by the config of the group.
 *
 * @param deliveries share.delivery.count.limit: a record is given up after so many
 * @param recordLocks share.partition.max.record.locks: so many records of a partition are out, or free again, at once
 * @param lockMs share.record.lock.duration.ms
 * @param renewing share.renew.acknowledge.enable: whether a member may hold a record for longer
 */
public record SharePartitionLimits(int deliveries, int recordLocks, int lockMs, boolean renewing) {

    public static final SharePartitionLimits DEFAULT = new SharePartitionLimits(5, 2000, 30_000, true);
}
