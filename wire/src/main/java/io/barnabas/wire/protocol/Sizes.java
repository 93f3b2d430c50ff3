// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.protocol;

import org.jspecify.annotations.Nullable;

/**
 * How many bytes values take on the wire. "Flexible" versions (KIP-482) give lengths as unsigned varints of length + 1, where
 * 0 is null; older ones as fixed 16 or 32 bits, where -1 is null.
 */
public final class Sizes {

    private Sizes() {}

    /** 7 bits a byte. */
    public static int unsignedVarint(int value) {
        // One byte for each started group of seven bits, and one for zero.
        return (38 - Integer.numberOfLeadingZeros(value | 1)) / 7;
    }

    /** A string that is not null. */
    public static int string(String value, boolean flexible) {
        int length = Utf8.length(value);
        return length + (flexible ? unsignedVarint(length + 1) : Short.BYTES);
    }

    /** A string that may be null. */
    public static int nullableString(@Nullable String value, boolean flexible) {
        if (value == null) {
            return flexible ? 1 : Short.BYTES;
        }
        return string(value, flexible);
    }

    /** Bytes that are not null. */
    public static int bytes(byte[] value, boolean flexible) {
        return value.length + length(value.length, flexible);
    }

    /** Bytes that may be null. */
    public static int nullableBytes(byte @Nullable [] value, boolean flexible) {
        return value == null ? length(-1, flexible) : bytes(value, flexible);
    }

    /** Records, null or not. */
    public static int records(@Nullable Records value, boolean flexible) {
        if (value == null) {
            return length(-1, flexible);
        }
        return value.sizeInBytes() + length(value.sizeInBytes(), flexible);
    }

    /** The count in front of an array, or the length in front of bytes; -1 stands for null. */
    public static int length(int length, boolean flexible) {
        return flexible ? unsignedVarint(length + 1) : Integer.BYTES;
    }
}
