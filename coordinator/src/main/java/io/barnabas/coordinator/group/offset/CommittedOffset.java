// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.offset;

import io.barnabas.coordinator.record.OffsetCommitKey;
import io.barnabas.coordinator.record.OffsetCommitValue;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import java.util.UUID;

/**
 * What a group has committed for one partition; type 1 records, both ways. Written at version 4, or at version 1 when an
 * old client asked for a retention of its own, since only that version has an expiry time.
 *
 * @param leaderEpoch epoch of the last record consumed, or -1
 * @param expireTimestampMs when it expires, or -1 when the broker's retention decides
 * @param topicId id of the topic then, or the zero id
 * @param recordOffset where the record stands in the log; orders transactional commits against others
 */
public record CommittedOffset(
        long offset,
        int leaderEpoch,
        String metadata,
        long commitTimestampMs,
        long expireTimestampMs,
        UUID topicId,
        long recordOffset) {

    public static final long NO_EXPIRY = -1;

    private static final int WRITTEN_VERSION = 4;
    private static final int VERSION_WITH_EXPIRY = 1;

    static CommittedOffset of(OffsetCommitValue value, long recordOffset) {
        return new CommittedOffset(
                value.offset(),
                value.leaderEpoch(),
                value.metadata(),
                value.commitTimestamp(),
                value.expireTimestamp(),
                value.topicId(),
                recordOffset);
    }

    CoordinatorRecord record(String groupId, String topic, int partition) {
        var value = new OffsetCommitValue()
                .setOffset(offset)
                .setLeaderEpoch(leaderEpoch)
                .setMetadata(metadata)
                .setCommitTimestamp(commitTimestampMs)
                .setExpireTimestamp(expireTimestampMs)
                .setTopicId(topicId);
        int version = expireTimestampMs == NO_EXPIRY ? WRITTEN_VERSION : VERSION_WITH_EXPIRY;
        return CoordinatorRecord.of(key(groupId, topic, partition), version, value);
    }

    static CoordinatorRecord tombstone(String groupId, String topic, int partition) {
        return CoordinatorRecord.tombstone(key(groupId, topic, partition));
    }

    private static OffsetCommitKey key(String groupId, String topic, int partition) {
        return new OffsetCommitKey().setGroup(groupId).setTopic(topic).setPartition(partition);
    }
}
