// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.checkpoint;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/** Kafka's text of a UUID: its 16 bytes in URL-safe base64 without padding, 22 characters. */
final class UuidText {
    private static final int TEXT_LENGTH = 22;

    private UuidText() {}

    static String of(UUID uuid) {
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The UUID of a text. Throws IllegalArgumentException if it is none. */
    static UUID parse(String text) {
        if (text.length() != TEXT_LENGTH) {
            throw new IllegalArgumentException("Not a uuid of " + TEXT_LENGTH + " characters: " + text);
        }
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
