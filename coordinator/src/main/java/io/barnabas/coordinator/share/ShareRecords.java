// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share;

import io.barnabas.coordinator.record.ShareSnapshotKey;
import io.barnabas.coordinator.record.ShareSnapshotValue;
import io.barnabas.coordinator.record.ShareUpdateKey;
import io.barnabas.coordinator.record.ShareUpdateValue;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.runtime.RecordSerde;
import io.barnabas.coordinator.runtime.TypedRecordSerde;
import io.barnabas.wire.protocol.InvalidMessageException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of {@code __share_group_state}, both ways: type 0, the whole state of a share partition, and type 1, what has changed
 * since. A tombstone of type 0 ends the share partition.
 */
public final class ShareRecords {
    private static final int SNAPSHOT = 0;
    private static final int UPDATE = 1;
    private static final int VERSION = 0;

    private ShareRecords() {}

    /** An update adds to the updates before it, so none of them may be left out. */
    public static RecordSerde serde() {
        return new TypedRecordSerde(ShareRecords::empty).whereEveryRecordCounts();
    }

    private static TypedRecordSerde.@Nullable Empty empty(int type) {
        return switch (type) {
            case SNAPSHOT -> new TypedRecordSerde.Empty(new ShareSnapshotKey(), new ShareSnapshotValue());
            case UPDATE -> new TypedRecordSerde.Empty(new ShareUpdateKey(), new ShareUpdateValue());
            default -> null;
        };
    }

    static CoordinatorRecord snapshot(SharePartitionKey key, ShareState state) {
        List<ShareSnapshotValue.StateBatch> batches = new ArrayList<>();
        for (StateBatch batch : state.batches()) {
            batches.add(new ShareSnapshotValue.StateBatch()
                    .setFirstOffset(batch.firstOffset())
                    .setLastOffset(batch.lastOffset())
                    .setDeliveryState(batch.state().id())
                    .setDeliveryCount((short) batch.deliveryCount()));
        }
        return CoordinatorRecord.of(
                snapshotKey(key),
                VERSION,
                new ShareSnapshotValue()
                        .setSnapshotEpoch(state.snapshotEpoch())
                        .setStateEpoch(state.stateEpoch())
                        .setLeaderEpoch(state.leaderEpoch())
                        .setStartOffset(state.startOffset())
                        .setDeliveryCompleteCount(state.deliveryCompleteCount())
                        .setCreateTimestamp(state.createMs())
                        .setWriteTimestamp(state.writeMs())
                        .setStateBatches(batches));
    }

    static CoordinatorRecord update(
            SharePartitionKey key, int snapshotEpoch, int leaderEpoch, ShareStateChange change) {
        List<ShareUpdateValue.StateBatch> batches = new ArrayList<>();
        for (StateBatch batch : StateBatchCombiner.combine(List.of(), change.batches(), change.startOffset())) {
            batches.add(new ShareUpdateValue.StateBatch()
                    .setFirstOffset(batch.firstOffset())
                    .setLastOffset(batch.lastOffset())
                    .setDeliveryState(batch.state().id())
                    .setDeliveryCount((short) batch.deliveryCount()));
        }
        return CoordinatorRecord.of(
                new ShareUpdateKey()
                        .setGroupId(key.groupId())
                        .setTopicId(key.topicId())
                        .setPartition(key.partition()),
                VERSION,
                new ShareUpdateValue()
                        .setSnapshotEpoch(snapshotEpoch)
                        .setLeaderEpoch(leaderEpoch)
                        .setStartOffset(change.startOffset())
                        .setDeliveryCompleteCount(change.deliveryCompleteCount())
                        .setStateBatches(batches));
    }

    static CoordinatorRecord tombstone(SharePartitionKey key) {
        return CoordinatorRecord.tombstone(snapshotKey(key));
    }

    private static ShareSnapshotKey snapshotKey(SharePartitionKey key) {
        return new ShareSnapshotKey()
                .setGroupId(key.groupId())
                .setTopicId(key.topicId())
                .setPartition(key.partition());
    }

    static SharePartitionKey key(ShareSnapshotKey key) {
        return new SharePartitionKey(key.groupId(), key.topicId(), key.partition());
    }

    static SharePartitionKey key(ShareUpdateKey key) {
        return new SharePartitionKey(key.groupId(), key.topicId(), key.partition());
    }

    static ShareState state(ShareSnapshotValue value) {
        List<StateBatch> batches = new ArrayList<>();
        for (ShareSnapshotValue.StateBatch batch : value.stateBatches()) {
            batches.add(batch(batch.firstOffset(), batch.lastOffset(), batch.deliveryState(), batch.deliveryCount()));
        }
        return new ShareState(
                value.snapshotEpoch(),
                value.stateEpoch(),
                value.leaderEpoch(),
                value.startOffset(),
                value.deliveryCompleteCount(),
                value.createTimestamp(),
                value.writeTimestamp(),
                0,
                StateBatchCombiner.combine(List.of(), batches, value.startOffset()));
    }

    static ShareStateChange change(ShareUpdateValue value) {
        List<StateBatch> batches = new ArrayList<>();
        for (ShareUpdateValue.StateBatch batch : value.stateBatches()) {
            batches.add(batch(batch.firstOffset(), batch.lastOffset(), batch.deliveryState(), batch.deliveryCount()));
        }
        return new ShareStateChange(value.startOffset(), value.deliveryCompleteCount(), List.copyOf(batches));
    }

    private static StateBatch batch(long first, long last, byte state, short count) {
        try {
            return new StateBatch(first, last, DeliveryState.of(state), count);
        } catch (IllegalArgumentException e) {
            throw new InvalidMessageException("a state batch of a share partition: " + e.getMessage());
        }
    }
}
