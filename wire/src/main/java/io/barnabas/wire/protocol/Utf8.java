// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.protocol;

/** The length of text in UTF-8, found without encoding it. */
public final class Utf8 {

    private Utf8() {}

    /** Bytes that {@code String.getBytes(UTF_8)} would give; a lone surrogate becomes one '?'. */
    public static int length(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) >= 0x80) {
                return i + lengthFrom(text, i);
            }
        }
        return length;
    }

    private static int lengthFrom(String text, int start) {
        int bytes = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(c)) {
                bytes += 3;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                bytes++;
            }
        }
        return bytes;
    }
}
