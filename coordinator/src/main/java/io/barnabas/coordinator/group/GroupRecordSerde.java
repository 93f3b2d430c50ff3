// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group;

import io.barnabas.coordinator.record.ConsumerGroupCurrentMemberAssignmentKey;
import io.barnabas.coordinator.record.ConsumerGroupCurrentMemberAssignmentValue;
import io.barnabas.coordinator.record.ConsumerGroupMemberMetadataKey;
import io.barnabas.coordinator.record.ConsumerGroupMemberMetadataValue;
import io.barnabas.coordinator.record.ConsumerGroupMetadataKey;
import io.barnabas.coordinator.record.ConsumerGroupMetadataValue;
import io.barnabas.coordinator.record.ConsumerGroupPartitionMetadataKey;
import io.barnabas.coordinator.record.ConsumerGroupPartitionMetadataValue;
import io.barnabas.coordinator.record.ConsumerGroupRegularExpressionKey;
import io.barnabas.coordinator.record.ConsumerGroupRegularExpressionValue;
import io.barnabas.coordinator.record.ConsumerGroupTargetAssignmentMemberKey;
import io.barnabas.coordinator.record.ConsumerGroupTargetAssignmentMemberValue;
import io.barnabas.coordinator.record.ConsumerGroupTargetAssignmentMetadataKey;
import io.barnabas.coordinator.record.ConsumerGroupTargetAssignmentMetadataValue;
import io.barnabas.coordinator.record.GroupMetadataKey;
import io.barnabas.coordinator.record.GroupMetadataValue;
import io.barnabas.coordinator.record.OffsetCommitKey;
import io.barnabas.coordinator.record.OffsetCommitValue;
import io.barnabas.coordinator.record.ShareGroupCurrentMemberAssignmentKey;
import io.barnabas.coordinator.record.ShareGroupCurrentMemberAssignmentValue;
import io.barnabas.coordinator.record.ShareGroupMemberMetadataKey;
import io.barnabas.coordinator.record.ShareGroupMemberMetadataValue;
import io.barnabas.coordinator.record.ShareGroupMetadataKey;
import io.barnabas.coordinator.record.ShareGroupMetadataValue;
import io.barnabas.coordinator.record.ShareGroupStatePartitionMetadataKey;
import io.barnabas.coordinator.record.ShareGroupStatePartitionMetadataValue;
import io.barnabas.coordinator.record.ShareGroupTargetAssignmentMemberKey;
import io.barnabas.coordinator.record.ShareGroupTargetAssignmentMemberValue;
import io.barnabas.coordinator.record.ShareGroupTargetAssignmentMetadataKey;
import io.barnabas.coordinator.record.ShareGroupTargetAssignmentMetadataValue;
import io.barnabas.coordinator.record.StreamsGroupCurrentMemberAssignmentKey;
import io.barnabas.coordinator.record.StreamsGroupCurrentMemberAssignmentValue;
import io.barnabas.coordinator.record.StreamsGroupMemberMetadataKey;
import io.barnabas.coordinator.record.StreamsGroupMemberMetadataValue;
import io.barnabas.coordinator.record.StreamsGroupMetadataKey;
import io.barnabas.coordinator.record.StreamsGroupMetadataValue;
import io.barnabas.coordinator.record.StreamsGroupTargetAssignmentMemberKey;
import io.barnabas.coordinator.record.StreamsGroupTargetAssignmentMemberValue;
import io.barnabas.coordinator.record.StreamsGroupTargetAssignmentMetadataKey;
import io.barnabas.coordinator.record.StreamsGroupTargetAssignmentMetadataValue;
import io.barnabas.coordinator.record.StreamsGroupTopologyKey;
import io.barnabas.coordinator.record.StreamsGroupTopologyValue;
import io.barnabas.coordinator.runtime.RecordSerde;
import io.barnabas.coordinator.runtime.TypedRecordSerde;
import io.barnabas.coordinator.runtime.TypedRecordSerde.Empty;
import org.jspecify.annotations.Nullable;

/**
 * The records of {@code __consumer_offsets}. Types we do not know are not decoded: they stay in the log for whoever does.
 */
public final class GroupRecordSerde {

    /** Written by Kafka 0.8; the same bytes as type 1. */
    private static final int LEGACY_OFFSET_COMMIT = 0;

    private static final int OFFSET_COMMIT = 1;
    private static final int GROUP_METADATA = 2;
    private static final int CONSUMER_GROUP_METADATA = 3;
    private static final int CONSUMER_GROUP_PARTITION_METADATA = 4;
    private static final int CONSUMER_GROUP_MEMBER_METADATA = 5;
    private static final int CONSUMER_GROUP_TARGET_METADATA = 6;
    private static final int CONSUMER_GROUP_TARGET_MEMBER = 7;
    private static final int CONSUMER_GROUP_CURRENT_MEMBER = 8;
    private static final int SHARE_GROUP_MEMBER_METADATA = 10;
    private static final int SHARE_GROUP_METADATA = 11;
    private static final int SHARE_GROUP_TARGET_METADATA = 12;
    private static final int SHARE_GROUP_TARGET_MEMBER = 13;
    private static final int SHARE_GROUP_CURRENT_MEMBER = 14;
    private static final int SHARE_GROUP_STATE_PARTITIONS = 15;
    private static final int CONSUMER_GROUP_REGULAR_EXPRESSION = 16;
    private static final int STREAMS_GROUP_METADATA = 17;
    private static final int STREAMS_GROUP_MEMBER_METADATA = 19;
    private static final int STREAMS_GROUP_TARGET_METADATA = 20;
    private static final int STREAMS_GROUP_TARGET_MEMBER = 21;
    private static final int STREAMS_GROUP_CURRENT_MEMBER = 22;
    private static final int STREAMS_GROUP_TOPOLOGY = 23;

    private GroupRecordSerde() {}

    public static RecordSerde create() {
        return new TypedRecordSerde(GroupRecordSerde::empty);
    }

    private static @Nullable Empty empty(int type) {
        return switch (type) {
            case LEGACY_OFFSET_COMMIT, OFFSET_COMMIT -> new Empty(new OffsetCommitKey(), new OffsetCommitValue());
            case GROUP_METADATA -> new Empty(new GroupMetadataKey(), new GroupMetadataValue());
            case CONSUMER_GROUP_METADATA -> new Empty(new ConsumerGroupMetadataKey(), new ConsumerGroupMetadataValue());
            case CONSUMER_GROUP_PARTITION_METADATA ->
                new Empty(new ConsumerGroupPartitionMetadataKey(), new ConsumerGroupPartitionMetadataValue());
            case CONSUMER_GROUP_MEMBER_METADATA ->
                new Empty(new ConsumerGroupMemberMetadataKey(), new ConsumerGroupMemberMetadataValue());
            case CONSUMER_GROUP_TARGET_METADATA ->
                new Empty(
                        new ConsumerGroupTargetAssignmentMetadataKey(),
                        new ConsumerGroupTargetAssignmentMetadataValue());
            case CONSUMER_GROUP_TARGET_MEMBER ->
                new Empty(new ConsumerGroupTargetAssignmentMemberKey(), new ConsumerGroupTargetAssignmentMemberValue());
            case CONSUMER_GROUP_CURRENT_MEMBER ->
                new Empty(
                        new ConsumerGroupCurrentMemberAssignmentKey(), new ConsumerGroupCurrentMemberAssignmentValue());
            case CONSUMER_GROUP_REGULAR_EXPRESSION ->
                new Empty(new ConsumerGroupRegularExpressionKey(), new ConsumerGroupRegularExpressionValue());
            case SHARE_GROUP_MEMBER_METADATA ->
                new Empty(new ShareGroupMemberMetadataKey(), new ShareGroupMemberMetadataValue());
            case SHARE_GROUP_METADATA -> new Empty(new ShareGroupMetadataKey(), new ShareGroupMetadataValue());
            case SHARE_GROUP_TARGET_METADATA ->
                new Empty(new ShareGroupTargetAssignmentMetadataKey(), new ShareGroupTargetAssignmentMetadataValue());
            case SHARE_GROUP_TARGET_MEMBER ->
                new Empty(new ShareGroupTargetAssignmentMemberKey(), new ShareGroupTargetAssignmentMemberValue());
            case SHARE_GROUP_CURRENT_MEMBER ->
                new Empty(new ShareGroupCurrentMemberAssignmentKey(), new ShareGroupCurrentMemberAssignmentValue());
            case SHARE_GROUP_STATE_PARTITIONS ->
                new Empty(new ShareGroupStatePartitionMetadataKey(), new ShareGroupStatePartitionMetadataValue());
            case STREAMS_GROUP_METADATA -> new Empty(new StreamsGroupMetadataKey(), new StreamsGroupMetadataValue());
            case STREAMS_GROUP_MEMBER_METADATA ->
                new Empty(new StreamsGroupMemberMetadataKey(), new StreamsGroupMemberMetadataValue());
            case STREAMS_GROUP_TARGET_METADATA ->
                new Empty(
                        new StreamsGroupTargetAssignmentMetadataKey(), new StreamsGroupTargetAssignmentMetadataValue());
            case STREAMS_GROUP_TARGET_MEMBER ->
                new Empty(new StreamsGroupTargetAssignmentMemberKey(), new StreamsGroupTargetAssignmentMemberValue());
            case STREAMS_GROUP_CURRENT_MEMBER ->
                new Empty(new StreamsGroupCurrentMemberAssignmentKey(), new StreamsGroupCurrentMemberAssignmentValue());
            case STREAMS_GROUP_TOPOLOGY -> new Empty(new StreamsGroupTopologyKey(), new StreamsGroupTopologyValue());
            default -> null;
        };
    }
}
