// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.protocol;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a message is written, front to back, big-endian. "Flexible" is explained at {@link Readable}.
 */
public interface Writable {

    /** One byte. */
    void writeByte(byte value);

    /** Two bytes. */
    void writeShort(short value);

    /** Four bytes. */
    void writeInt(int value);

    /** Eight bytes. */
    void writeLong(long value);

    /** The text in UTF-8 without its length; {@code length} is what {@link Utf8#length} says of it. */
    void writeUtf8(String text, int length);

    /** The bytes without their length. */
    void writeByteArray(byte[] bytes);

    /** The records without their length; they may be sent later than the bytes around them, but at this place. */
    void writeRecordBytes(Records records);

    /** One byte, 0 or 1. */
    default void writeBoolean(boolean value) {
        writeByte((byte) (value ? 1 : 0));
    }

    /** Two bytes without a sign. */
    default void writeUnsignedShort(int value) {
        if (value < 0 || value > 0xffff) {
            throw new IllegalArgumentException(value + " does not fit in 16 bits without a sign");
        }
        writeShort((short) value);
    }

    /** Four bytes without a sign. */
    default void writeUnsignedInt(long value) {
        if (value < 0 || value > 0xffff_ffffL) {
            throw new IllegalArgumentException(value + " does not fit in 32 bits without a sign");
        }
        writeInt((int) value);
    }

    /** IEEE 754, eight bytes. */
    default void writeDouble(double value) {
        writeLong(Double.doubleToRawLongBits(value));
    }

    /** Sixteen bytes. */
    default void writeUuid(UUID value) {
        writeLong(value.getMostSignificantBits());
        writeLong(value.getLeastSignificantBits());
    }

    /** Seven bits a byte, low group first. */
    default void writeUnsignedVarint(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            writeByte((byte) (rest | 0x80));
            rest >>>= 7;
        }
        writeByte((byte) rest);
    }

    /** A string that is not null. */
    default void writeString(String value, boolean flexible) {
        int length = Utf8.length(value);
        if (length > Short.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "A string of " + length + " bytes; the protocol allows " + Short.MAX_VALUE);
        }
        if (flexible) {
            writeUnsignedVarint(length + 1);
        } else {
            writeShort((short) length);
        }
        writeUtf8(value, length);
    }

    /** A string or null. */
    default void writeNullableString(@Nullable String value, boolean flexible) {
        if (value != null) {
            writeString(value, flexible);
        } else if (flexible) {
            writeUnsignedVarint(0);
        } else {
            writeShort((short) -1);
        }
    }

    /** Bytes that are not null. */
    default void writeBytes(byte[] value, boolean flexible) {
        writeLength(value.length, flexible);
        writeByteArray(value);
    }

    /** Bytes or null. */
    default void writeNullableBytes(byte @Nullable [] value, boolean flexible) {
        if (value == null) {
            writeLength(-1, flexible);
        } else {
            writeBytes(value, flexible);
        }
    }

    /** Records that are not null. */
    default void writeRecords(Records value, boolean flexible) {
        writeLength(value.sizeInBytes(), flexible);
        writeRecordBytes(value);
    }

    /** Records or null. */
    default void writeNullableRecords(@Nullable Records value, boolean flexible) {
        if (value == null) {
            writeLength(-1, flexible);
        } else {
            writeRecords(value, flexible);
        }
    }

    /** The count in front of an array or the length in front of bytes; -1 for null. */
    default void writeLength(int length, boolean flexible) {
        if (flexible) {
            writeUnsignedVarint(length + 1);
        } else {
            writeInt(length);
        }
    }
}
