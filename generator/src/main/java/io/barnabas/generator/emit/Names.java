// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.emit;

/** Names of constants. */
final class Names {

    private Names() {}

    /** {@code AddOffsetsToTxn} as {@code ADD_OFFSETS_TO_TXN}. */
    static String constant(String camelCase) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < camelCase.length(); i++) {
            char c = camelCase.charAt(i);
            if (i > 0 && Character.isUpperCase(c)) {
                name.append('_');
            }
            name.append(Character.toUpperCase(c));
        }
        return name.toString();
    }

    /** The text without its ending. */
    static String without(String text, String ending) {
        return text.endsWith(ending) ? text.substring(0, text.length() - ending.length()) : text;
    }
}
