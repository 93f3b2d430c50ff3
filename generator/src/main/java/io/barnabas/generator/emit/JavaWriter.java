// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.emit;

import java.util.TreeSet;

/** Collects the lines of one Java file, indents them and puts the imports on top. */
final class JavaWriter {

    private static final String INDENT = "    ";
    private static final int WIDTH = 120;

    private final StringBuilder body = new StringBuilder();
    private final TreeSet<String> imports = new TreeSet<>();
    private int depth;

    /** Names a class of another package; it is imported and its simple name returned. */
    String use(String qualifiedName) {
        imports.add(qualifiedName);
        return qualifiedName.substring(qualifiedName.lastIndexOf('.') + 1);
    }

    /** Names a class of the hand-written protocol package. */
    String protocol(String simpleName) {
        return use("io.barnabas.wire.protocol." + simpleName);
    }

    /** One line at the present depth. */
    void line(String text) {
        body.append(INDENT.repeat(depth)).append(text).append('\n');
    }

    /** An empty line, unless a block has just begun. */
    void blank() {
        int length = body.length();
        boolean afterOpen = length >= 2 && body.charAt(length - 2) == '{';
        boolean afterBlank = length >= 2 && body.charAt(length - 2) == '\n';
        if (length > 0 && !afterOpen && !afterBlank) {
            body.append('\n');
        }
    }

    /** Begins a block: the header and an opening brace. */
    void open(String header) {
        line(header + " {");
        depth++;
    }

    /** Ends one branch and begins the next, whose header this is. */
    void next(String header) {
        depth--;
        line("} " + header + " {");
        depth++;
    }

    /** Ends a block. */
    void close() {
        depth--;
        line("}");
    }

    /** Further lines of a statement stand two steps in. */
    void continuation(String text) {
        body.append(INDENT.repeat(depth + 2)).append(text).append('\n');
    }

    /** A comment for documentation, wrapped to the width of a line. */
    void javadoc(String text) {
        String escaped = text.strip().replaceAll("\\s+", " ");
        if (escaped.isEmpty()) {
            return;
        }
        if (INDENT.length() * depth + "/** ".length() + escaped.length() + " */".length() <= WIDTH) {
            line("/** " + escaped + " */");
            return;
        }
        line("/**");
        StringBuilder row = new StringBuilder(" *");
        for (String word : escaped.split(" ", -1)) {
            if (row.length() > 2 && INDENT.length() * depth + row.length() + 1 + word.length() > WIDTH) {
                line(row.toString());
                row.setLength(" *".length());
            }
            row.append(' ').append(word);
        }
        line(row.toString());
        line(" */");
    }

    /** Text of a schema made safe inside a comment. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("*/", "* /");
    }

    /** The whole file. */
    String toFile(String packageName, String origin) {
        StringBuilder file = new StringBuilder("// SPDX-License-Identifier: Apache-2.0\n");
        file.append("// Generated from ").append(origin).append("; do not edit.\n");
        file.append("package ").append(packageName).append(";\n\n");
        for (String name : imports) {
            if (!name.substring(0, name.lastIndexOf('.')).equals(packageName)) {
                file.append("import ").append(name).append(";\n");
            }
        }
        if (!imports.isEmpty()) {
            file.append('\n');
        }
        return file.append(body).toString();
    }
}
