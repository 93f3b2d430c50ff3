// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.protocol;

import java.util.List;

/**
 * One message, or one structure within a message, generated from a schema.
 *
 * <p>An object holds the fields of all versions; which of them travel, and how, is decided by the version given to {@link
 * #read}, {@link #write} and {@link #size}. Messages are mutable and belong to one thread at a time.
 */
public interface Message {

    /** The oldest version of the schema that can be read and written. */
    short lowestSupportedVersion();

    /** The newest version of the schema that can be read and written. */
    short highestSupportedVersion();

    /**
     * Replaces all fields by what {@code in} holds; fields that the version lacks get their defaults.
     *
     * @throws InvalidMessageException when the bytes are not such a message
     */
    void read(Readable in, short version);

    /**
     * Writes the fields of the version.
     *
     * @throws UnsupportedVersionException when a field has a value that matters and the version cannot carry it
     */
    void write(Writable out, short version);

    /** How many bytes {@link #write} will produce, the bytes of records included. */
    int size(short version);

    /**
     * Tagged fields (KIP-482) that this schema does not know; they are written back unchanged. The list is mutable; its tags
     * must ascend.
     */
    List<RawTaggedField> unknownTaggedFields();
}
