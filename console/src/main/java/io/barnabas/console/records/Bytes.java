// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.records;

import io.barnabas.console.json.Json;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys and values, which may be anything, as something to be shown: text where they are text, else hexadecimal, cut where they are long. */
final class Bytes {
    private Bytes() {}

    /** An object with {@code text} or {@code hex}, and the full {@code size}; null for null. */
    static @Nullable Map<String, @Nullable Object> show(@Nullable ByteBuffer bytes, int maxBytes) {
        if (bytes == null) {
            return null;
        }
        int size = bytes.remaining();
        ByteBuffer shown = bytes.duplicate();
        shown.limit(shown.position() + Math.min(size, maxBytes));
        String text = textOf(shown.duplicate(), size > maxBytes);
        if (text != null) {
            return Json.object("text", text, "size", size, "cut", size > maxBytes);
        }
        byte[] some = new byte[Math.min(shown.remaining(), maxBytes / 4)];
        shown.get(some);
        return Json.object("hex", HexFormat.ofDelimiter(" ").formatHex(some), "size", size, "cut", some.length < size);
    }

    /** Null when it is no text. A last character that was cut through is left out. */
    static @Nullable String textOf(ByteBuffer bytes, boolean cut) {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text;
        try {
            if (cut) {
                text = CharBuffer.allocate(bytes.remaining());
                if (decoder.decode(bytes, text, false).isError()) {
                    return null;
                }
                text.flip();
            } else {
                text = decoder.decode(bytes);
            }
        } catch (CharacterCodingException e) {
            return null;
        }
        return text.chars().allMatch(Bytes::isShown) ? text.toString() : null;
    }

    private static boolean isShown(int c) {
        return c >= ' ' || c == '\n' || c == '\r' || c == '\t';
    }
}
