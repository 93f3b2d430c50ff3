// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tagged field whose meaning we do not know: {@code uvarint tag, uvarint size, bytes} (KIP-482).
 *
 * @param tag the field's number within its structure
 * @param data the payload, without tag and size
 */
@SuppressWarnings("ArrayRecordComponent") // equality looks at the contents
public record RawTaggedField(int tag, byte[] data) {

    /** Appends a field read from the wire, making the list when it is the first. */
    public static List<RawTaggedField> read(Readable in, @Nullable List<RawTaggedField> fields, int tag, int size) {
        List<RawTaggedField> list = fields == null ? new ArrayList<>(1) : fields;
        list.add(new RawTaggedField(tag, in.readByteArray(size)));
        return list;
    }

    /** Reads a tagged section of a structure that knows none of the tags; null when it is empty. */
    public static @Nullable List<RawTaggedField> readAll(Readable in) {
        List<RawTaggedField> fields = null;
        for (int left = in.readTaggedFieldCount(); left > 0; left--) {
            int tag = in.readUnsignedVarint();
            fields = read(in, fields, tag, in.readTaggedFieldSize());
        }
        return fields;
    }

    /** Writes a tagged section of nothing but these fields. */
    public static void writeAll(Writable out, @Nullable List<RawTaggedField> fields) {
        out.writeUnsignedVarint(count(fields));
        writeBelow(out, fields, 0, Integer.MAX_VALUE);
    }

    /** The bytes that {@link #writeAll} makes. */
    public static int sizeOfAll(@Nullable List<RawTaggedField> fields) {
        return Sizes.unsignedVarint(count(fields)) + sizeOf(fields);
    }

    /** How many of them there are. */
    public static int count(@Nullable List<RawTaggedField> fields) {
        return fields == null ? 0 : fields.size();
    }

    /**
     * Writes the fields from index {@code from} on whose tag is below {@code limit}, so that known and unknown tags go out in
     * one ascending row.
     *
     * @return the index of the first field not written
     */
    public static int writeBelow(Writable out, @Nullable List<RawTaggedField> fields, int from, int limit) {
        int next = from;
        while (fields != null && next < fields.size() && fields.get(next).tag < limit) {
            RawTaggedField field = fields.get(next);
            if (next > 0 && fields.get(next - 1).tag >= field.tag) {
                throw new IllegalArgumentException("Tagged field " + field.tag + " stands behind "
                        + fields.get(next - 1).tag + "; tags must ascend");
            }
            out.writeUnsignedVarint(field.tag);
            out.writeUnsignedVarint(field.data.length);
            out.writeByteArray(field.data);
            next++;
        }
        return next;
    }

    /** The bytes of all of them, without their count. */
    public static int sizeOf(@Nullable List<RawTaggedField> fields) {
        int size = 0;
        for (int i = 0; fields != null && i < fields.size(); i++) {
            RawTaggedField field = fields.get(i);
            size += Sizes.unsignedVarint(field.tag) + Sizes.unsignedVarint(field.data.length) + field.data.length;
        }
        return size;
    }

    /** Equality of two lists of unknown fields, where none at all is the same as an empty list. */
    public static boolean equal(@Nullable List<RawTaggedField> left, @Nullable List<RawTaggedField> right) {
        if (left == null || right == null) {
            return count(left) == count(right);
        }
        return left.equals(right);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RawTaggedField field && tag == field.tag && Arrays.equals(data, field.data);
    }

    @Override
    public int hashCode() {
        return 31 * tag + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "RawTaggedField(tag=" + tag + ", data=" + data.length + " bytes)";
    }
}
