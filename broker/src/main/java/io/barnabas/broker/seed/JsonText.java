// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.seed;

import java.util.Locale;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Writes a piece of YAML as JSON: on one line, without blanks, names in the order of the file. */
final class JsonText {
    /** Their YAML, of the JSON schema, is JSON. */
    private static final Set<Tag> AS_WRITTEN = Set.of(Tag.INT, Tag.FLOAT, Tag.BOOL);

    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    static String of(Node node) {
        JsonText text = new JsonText();
        text.write(node);
        return text.out.toString();
    }

    private void write(Node node) {
        if (node instanceof MappingNode mapping) {
            char before = '{';
            for (NodeTuple entry : mapping.getValue()) {
                out.append(before);
                quote(entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : of(entry.getKeyNode()));
                out.append(':');
                write(entry.getValueNode());
                before = ',';
            }
            out.append(before == '{' ? "{}" : "}");
        } else if (node instanceof SequenceNode sequence) {
            char before = '[';
            for (Node item : sequence.getValue()) {
                out.append(before);
                write(item);
                before = ',';
            }
            out.append(before == '[' ? "[]" : "]");
        } else if (node instanceof ScalarNode scalar) {
            write(scalar);
        }
    }

    private void write(ScalarNode scalar) {
        if (scalar.getTag().equals(Tag.NULL)) {
            out.append("null");
        } else if (AS_WRITTEN.contains(scalar.getTag())) {
            out.append(scalar.getValue());
        } else {
            quote(scalar.getValue());
        }
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
