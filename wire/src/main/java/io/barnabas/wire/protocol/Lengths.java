// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.protocol;

/** Reads the lengths in front of strings, bytes and arrays, -1 for null, and holds each against what remains. */
final class Lengths {

    private Lengths() {}

    static int ofString(Readable in, boolean flexible) {
        int length = flexible ? in.readUnsignedVarint() - 1 : in.readShort();
        if (length > Short.MAX_VALUE) {
            throw new InvalidMessageException("A string of " + length + " bytes; " + Short.MAX_VALUE + " are allowed");
        }
        return checked(in, length);
    }

    static int ofBytes(Readable in, boolean flexible) {
        return checked(in, flexible ? in.readUnsignedVarint() - 1 : in.readInt());
    }

    static int ofArray(Readable in, boolean flexible, int leastElementSize) {
        int count = flexible ? in.readUnsignedVarint() - 1 : in.readInt();
        if (count > in.remaining() / leastElementSize) {
            throw new InvalidMessageException("An array of " + count + " elements in " + in.remaining() + " bytes");
        }
        return notBelowNull(count);
    }

    static int notNull(int length, String what) {
        if (length < 0) {
            throw new InvalidMessageException("Null where the schema wants " + what);
        }
        return length;
    }

    private static int checked(Readable in, int length) {
        if (length > in.remaining()) {
            throw InvalidMessageException.tooShort(length, in.remaining());
        }
        return notBelowNull(length);
    }

    /** Any negative length is taken for null by Kafka too, but for those a varint cannot honestly hold. */
    private static int notBelowNull(int length) {
        if (length < -1) {
            throw new InvalidMessageException("A length of " + length);
        }
        return length;
    }
}
