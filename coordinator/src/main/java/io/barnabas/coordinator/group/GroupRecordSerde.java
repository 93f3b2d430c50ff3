// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group;

import io.barnabas.coordinator.record.ConsumerGroupMetadataKey;
import io.barnabas.coordinator.record.ConsumerGroupMetadataValue;
import io.barnabas.coordinator.record.GroupMetadataKey;
import io.barnabas.coordinator.record.GroupMetadataValue;
import io.barnabas.coordinator.record.OffsetCommitKey;
import io.barnabas.coordinator.record.OffsetCommitValue;
import io.barnabas.coordinator.record.ShareGroupMetadataKey;
import io.barnabas.coordinator.record.ShareGroupMetadataValue;
import io.barnabas.coordinator.record.StreamsGroupMetadataKey;
import io.barnabas.coordinator.record.StreamsGroupMetadataValue;
import io.barnabas.coordinator.runtime.RecordSerde;
import io.barnabas.coordinator.runtime.TypedRecordSerde;
import io.barnabas.coordinator.runtime.TypedRecordSerde.Empty;
import org.jspecify.annotations.Nullable;

/**
 * The records of {@code __consumer_offsets}. Types we have no use for yet (what KIP-848, share and streams groups write
 * about their members) are not decoded: they stay in the log for whoever knows them.
 */
public final class GroupRecordSerde {

    /** Written by Kafka 0.8; the same bytes as type 1. */
    private static final int LEGACY_OFFSET_COMMIT = 0;

    private static final int OFFSET_COMMIT = 1;
    private static final int GROUP_METADATA = 2;
    private static final int CONSUMER_GROUP_METADATA = 3;
    private static final int SHARE_GROUP_METADATA = 11;
    private static final int STREAMS_GROUP_METADATA = 17;

    private GroupRecordSerde() {}

    public static RecordSerde create() {
        return new TypedRecordSerde(GroupRecordSerde::empty);
    }

    private static @Nullable Empty empty(int type) {
        return switch (type) {
            case LEGACY_OFFSET_COMMIT, OFFSET_COMMIT -> new Empty(new OffsetCommitKey(), new OffsetCommitValue());
            case GROUP_METADATA -> new Empty(new GroupMetadataKey(), new GroupMetadataValue());
            case CONSUMER_GROUP_METADATA -> new Empty(new ConsumerGroupMetadataKey(), new ConsumerGroupMetadataValue());
            case SHARE_GROUP_METADATA -> new Empty(new ShareGroupMetadataKey(), new ShareGroupMetadataValue());
            case STREAMS_GROUP_METADATA -> new Empty(new StreamsGroupMetadataKey(), new StreamsGroupMetadataValue());
            default -> null;
        };
    }
}
