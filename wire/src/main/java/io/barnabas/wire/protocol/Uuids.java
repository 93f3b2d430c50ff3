// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.protocol;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/** Ids as the protocol knows them: 16 bytes on the wire, 22 characters of URL-safe base64 in files and in text. */
public final class Uuids {

    /** "No id". */
    public static final UUID ZERO = new UUID(0, 0);

    /** The id of the topic {@code __cluster_metadata}. */
    public static final UUID METADATA_TOPIC_ID = new UUID(0, 1);

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final int TEXT_LENGTH = 22;
    private static final int SIZE = 16;
    private static final int RESERVED = 100;

    private Uuids() {}

    /** A new random id. None begins with '-', which would look like an option on a command line, and none is reserved. */
    public static UUID random() {
        UUID id = UUID.randomUUID();
        while (isReserved(id) || toText(id).startsWith("-")) {
            id = UUID.randomUUID();
        }
        return id;
    }

    /** The first hundred ids have meanings of their own: none, metadata topic, kinds of lost directories. */
    public static boolean isReserved(UUID id) {
        return id.getMostSignificantBits() == 0
                && id.getLeastSignificantBits() >= 0
                && id.getLeastSignificantBits() < RESERVED;
    }

    /** The id in 22 characters. */
    public static String toText(UUID id) {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        bytes.putLong(id.getMostSignificantBits());
        bytes.putLong(id.getLeastSignificantBits());
        return ENCODER.encodeToString(bytes.array());
    }

    /**
     * The id that {@link #toText} made this text of.
     *
     * @throws IllegalArgumentException when the text is not an id
     */
    public static UUID fromText(String text) {
        if (text.length() != TEXT_LENGTH) {
            throw new IllegalArgumentException("An id has " + TEXT_LENGTH + " characters, not as '" + text + "'");
        }
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (bytes.length != SIZE) {
            throw new IllegalArgumentException("An id has " + SIZE + " bytes, not " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return of(buffer.getLong(), buffer.getLong());
    }

    /** The id of these two halves; the frequent zero is not allocated anew. */
    static UUID of(long high, long low) {
        return (high | low) == 0 ? ZERO : new UUID(high, low);
    }
}
