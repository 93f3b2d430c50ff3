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
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.runtime.RecordSerde;
import io.barnabas.wire.protocol.ByteBufferReadable;
import io.barnabas.wire.protocol.ByteBufferWritable;
import io.barnabas.wire.protocol.InvalidMessageException;
import io.barnabas.wire.protocol.RecordMessage;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The records of {@code __consumer_offsets}. Types we have no use for yet (what KIP-848, share and streams groups write
 * about their members) are not decoded: they stay in the log for whoever knows them.
 */
public final class GroupRecordSerde implements RecordSerde {

    private static final short KEY_VERSION = 0;
    /** Written by Kafka 0.8; the same bytes as type 1. */
    private static final short LEGACY_OFFSET_COMMIT = 0;

    private static final short OFFSET_COMMIT = 1;
    private static final short GROUP_METADATA = 2;
    private static final short CONSUMER_GROUP_METADATA = 3;
    private static final short SHARE_GROUP_METADATA = 11;
    private static final short STREAMS_GROUP_METADATA = 17;

    @Override
    public byte[] keyBytes(CoordinatorRecord record) {
        return bytes(record.key().recordType(), record.key(), KEY_VERSION);
    }

    @Override
    public byte @Nullable [] valueBytes(CoordinatorRecord record) {
        return record.value() == null ? null : bytes(record.valueVersion(), record.value(), record.valueVersion());
    }

    private static byte[] bytes(short prefix, RecordMessage message, short version) {
        ByteBuffer buffer = ByteBuffer.allocate(Short.BYTES + message.size(version));
        buffer.putShort(prefix);
        message.write(new ByteBufferWritable(buffer), version);
        return buffer.array();
    }

    @Override
    public @Nullable CoordinatorRecord read(ByteBuffer key, @Nullable ByteBuffer value) {
        if (key.remaining() < Short.BYTES) {
            throw new InvalidMessageException("a key of " + key.remaining() + " bytes has no type");
        }
        short type = key.getShort();
        RecordMessage keyMessage = emptyKey(type);
        RecordMessage valueMessage = emptyValue(type);
        if (keyMessage == null || valueMessage == null) {
            return null;
        }
        keyMessage.read(new ByteBufferReadable(key), KEY_VERSION);
        if (value == null) {
            return CoordinatorRecord.tombstone(keyMessage);
        }
        if (value.remaining() < Short.BYTES) {
            throw new InvalidMessageException("a value of " + value.remaining() + " bytes has no version");
        }
        short version = value.getShort();
        if (version < valueMessage.lowestSupportedVersion() || version > valueMessage.highestSupportedVersion()) {
            throw new InvalidMessageException("version " + version + " of record type " + type + " is unknown");
        }
        valueMessage.read(new ByteBufferReadable(value), version);
        return CoordinatorRecord.of(keyMessage, version, valueMessage);
    }

    private static @Nullable RecordMessage emptyKey(short type) {
        return switch (type) {
            case LEGACY_OFFSET_COMMIT, OFFSET_COMMIT -> new OffsetCommitKey();
            case GROUP_METADATA -> new GroupMetadataKey();
            case CONSUMER_GROUP_METADATA -> new ConsumerGroupMetadataKey();
            case SHARE_GROUP_METADATA -> new ShareGroupMetadataKey();
            case STREAMS_GROUP_METADATA -> new StreamsGroupMetadataKey();
            default -> null;
        };
    }

    private static @Nullable RecordMessage emptyValue(short type) {
        return switch (type) {
            case LEGACY_OFFSET_COMMIT, OFFSET_COMMIT -> new OffsetCommitValue();
            case GROUP_METADATA -> new GroupMetadataValue();
            case CONSUMER_GROUP_METADATA -> new ConsumerGroupMetadataValue();
            case SHARE_GROUP_METADATA -> new ShareGroupMetadataValue();
            case STREAMS_GROUP_METADATA -> new StreamsGroupMetadataValue();
            default -> null;
        };
    }
}
