// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.protocol;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Received bytes, read front to back, big-endian.
 *
 * <p>The bytes come from strangers. Every method checks that what it reads is there, and a length that was read is compared
 * with what remains before anything is allocated for it; {@link InvalidMessageException} is the only thing thrown.
 *
 * <p>"Flexible" (KIP-482) says how lengths are given: as an unsigned varint of length + 1 with 0 for null, or else in fixed
 * 16 bits (strings) or 32 bits (bytes, arrays) with -1 for null.
 */
@SuppressWarnings("JavaLangClash") // the protocol's word for it, paired with Writable
public interface Readable {

    /** Bytes not read yet. */
    int remaining();

    /** One byte. */
    byte readByte();

    /** Two bytes. */
    short readShort();

    /** Four bytes. */
    int readInt();

    /** Eight bytes. */
    long readLong();

    /** Text of so many bytes of UTF-8. */
    String readUtf8(int length);

    /** A copy of so many bytes. */
    byte[] readByteArray(int length);

    /** So many bytes without copying them; the slice lives as long as the received buffer. */
    ByteBuffer readSlice(int length);

    /** A byte that is 0 for false and anything else for true. */
    default boolean readBoolean() {
        return readByte() != 0;
    }

    /** Two bytes without a sign. */
    default int readUnsignedShort() {
        return readShort() & 0xffff;
    }

    /** Four bytes without a sign. */
    default long readUnsignedInt() {
        return readInt() & 0xffff_ffffL;
    }

    /** IEEE 754, eight bytes. */
    default double readDouble() {
        return Double.longBitsToDouble(readLong());
    }

    /** Sixteen bytes. */
    default UUID readUuid() {
        long high = readLong();
        return Uuids.of(high, readLong());
    }

    /** Seven bits a byte, low group first, five bytes at most. */
    default int readUnsignedVarint() {
        int value = readByte();
        if (value >= 0) {
            return value;
        }
        value &= 0x7f;
        for (int shift = 7; shift < 35; shift += 7) {
            byte next = readByte();
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new InvalidMessageException("A varint runs over more than five bytes");
    }

    /** A string that must not be null. */
    default String readString(boolean flexible) {
        return readUtf8(Lengths.notNull(Lengths.ofString(this, flexible), "string"));
    }

    /** A string or null. */
    default @Nullable String readNullableString(boolean flexible) {
        int length = Lengths.ofString(this, flexible);
        return length < 0 ? null : readUtf8(length);
    }

    /** Bytes that must not be null. */
    default byte[] readBytes(boolean flexible) {
        return readByteArray(Lengths.notNull(Lengths.ofBytes(this, flexible), "bytes"));
    }

    /** Bytes or null. */
    default byte @Nullable [] readNullableBytes(boolean flexible) {
        int length = Lengths.ofBytes(this, flexible);
        return length < 0 ? null : readByteArray(length);
    }

    /** Records that must not be null. */
    default Records readRecords(boolean flexible) {
        return new ByteBufferRecords(readSlice(Lengths.notNull(Lengths.ofBytes(this, flexible), "records")));
    }

    /** Records or null. */
    default @Nullable Records readNullableRecords(boolean flexible) {
        int length = Lengths.ofBytes(this, flexible);
        return length < 0 ? null : new ByteBufferRecords(readSlice(length));
    }

    /**
     * The count of an array that must not be null.
     *
     * @param leastElementSize the fewest bytes that an element can take: so many must remain for each one announced
     */
    default int readArrayCount(boolean flexible, int leastElementSize) {
        return Lengths.notNull(Lengths.ofArray(this, flexible, leastElementSize), "array");
    }

    /** The count of an array, or -1 when it is null. */
    default int readNullableArrayCount(boolean flexible, int leastElementSize) {
        return Lengths.ofArray(this, flexible, leastElementSize);
    }

    /** How many tagged fields follow. */
    default int readTaggedFieldCount() {
        int count = readUnsignedVarint();
        // Each takes a tag and a size at least.
        if (count < 0 || count > remaining() / 2) {
            throw new InvalidMessageException(
                    Integer.toUnsignedString(count) + " tagged fields in " + remaining() + " bytes");
        }
        return count;
    }

    /** The size of a tagged field's payload, no more than what remains. */
    default int readTaggedFieldSize() {
        int size = readUnsignedVarint();
        if (size < 0 || size > remaining()) {
            throw InvalidMessageException.tooShort(Integer.toUnsignedLong(size), remaining());
        }
        return size;
    }

    /** Called behind a tagged field: exactly its announced size must have been read. */
    default void checkTaggedFieldEnd(int tag, int expectedRemaining) {
        if (remaining() != expectedRemaining) {
            throw new InvalidMessageException("Tagged field " + tag + " is not as long as it says");
        }
    }
}
