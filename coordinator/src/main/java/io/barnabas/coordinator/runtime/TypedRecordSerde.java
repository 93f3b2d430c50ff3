// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.runtime;

import io.barnabas.wire.protocol.ByteBufferReadable;
import io.barnabas.wire.protocol.ByteBufferWritable;
import io.barnabas.wire.protocol.InvalidMessageException;
import io.barnabas.wire.protocol.RecordMessage;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The layout that the topics of all coordinators share: what type of record it is stands in front of the key, which version
 * the value has in front of the value.
 *
 * <pre>
 * key   = i16 type    + key message, version 0
 * value = i16 version + value message; null is a tombstone
 * </pre>
 */
public final class TypedRecordSerde implements RecordSerde {

    private static final short KEY_VERSION = 0;

    private final IntFunction<@Nullable Empty> types;
    private final boolean lastOfKeyCounts;

    /** A record of one type, still to be filled. */
    public record Empty(RecordMessage key, RecordMessage value) {}

    /** @param types the record of a type, or null when the type is unknown or of no use to us */
    public TypedRecordSerde(IntFunction<@Nullable Empty> types) {
        this(types, true);
    }

    private TypedRecordSerde(IntFunction<@Nullable Empty> types, boolean lastOfKeyCounts) {
        this.types = types;
        this.lastOfKeyCounts = lastOfKeyCounts;
    }

    /** The same for records that add to those before them. */
    public TypedRecordSerde whereEveryRecordCounts() {
        return new TypedRecordSerde(types, false);
    }

    @Override
    public boolean lastOfKeyCounts() {
        return lastOfKeyCounts;
    }

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
        Empty empty = types.apply(type);
        if (empty == null) {
            return null;
        }
        empty.key().read(new ByteBufferReadable(key), KEY_VERSION);
        if (value == null) {
            return CoordinatorRecord.tombstone(empty.key());
        }
        if (value.remaining() < Short.BYTES) {
            throw new InvalidMessageException("a value of " + value.remaining() + " bytes has no version");
        }
        short version = value.getShort();
        RecordMessage message = empty.value();
        if (version < message.lowestSupportedVersion() || version > message.highestSupportedVersion()) {
            throw new InvalidMessageException("version " + version + " of record type " + type + " is unknown");
        }
        message.read(new ByteBufferReadable(value), version);
        return CoordinatorRecord.of(empty.key(), version, message);
    }
}
