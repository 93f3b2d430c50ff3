// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.client;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Bytes of keys and values as a terminal can show them. */
final class Text {
    private static final String BASE64 = "base64:";

    private Text() {}

    /** UTF-8, or base64 behind {@code base64:} when the bytes are no text. */
    static @Nullable String of(@Nullable ByteBuffer bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(bytes.duplicate())
                    .toString();
            if (text.chars().noneMatch(Text::isUnprintable)) {
                return text;
            }
        } catch (CharacterCodingException e) {
            // No text.
        }
        return BASE64 + StandardCharsets.ISO_8859_1.decode(Base64.getEncoder().encode(bytes.duplicate()));
    }

    /** A terminal must not be steered by what is in a record. */
    private static boolean isUnprintable(int character) {
        return Character.isISOControl(character) && character != '\n' && character != '\r' && character != '\t';
    }
}
