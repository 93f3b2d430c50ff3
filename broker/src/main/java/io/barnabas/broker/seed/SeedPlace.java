// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.seed;

import io.barnabas.broker.StartupException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value in a seed file and where it stands, so that a mistake can be named.
 *
 * @param path the names that lead to it, as in {@code topics.orders.partitions}
 * @param line the first is 1
 */
record SeedPlace(Node node, String file, String path, int line) {

    static SeedPlace of(Node node, String file) {
        return new SeedPlace(node, file, "", lineOf(node));
    }

    private static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    /** Where it is, for messages. */
    String origin() {
        return file + ":" + line;
    }

    StartupException wrong(String what) {
        return new StartupException(origin() + ": " + (path.isEmpty() ? "" : path + ": ") + what);
    }

    /** Its entries by name, in their order; an empty value has none. */
    Map<String, SeedPlace> entries() {
        Map<String, SeedPlace> entries = new LinkedHashMap<>();
        if (isNull()) {
            return entries;
        }
        if (!(node instanceof MappingNode mapping)) {
            throw wrong("expected names with values, not " + described());
        }
        for (NodeTuple entry : mapping.getValue()) {
            Node key = entry.getKeyNode();
            int keyLine = lineOf(key);
            if (!(key instanceof ScalarNode name)) {
                throw new SeedPlace(key, file, path, keyLine).wrong("expected a name");
            }
            String entryPath = path.isEmpty() ? name.getValue() : path + "." + name.getValue();
            SeedPlace place = new SeedPlace(entry.getValueNode(), file, entryPath, keyLine);
            SeedPlace before = entries.put(name.getValue(), place);
            if (before != null) {
                throw place.wrong("named already in line " + before.line());
            }
        }
        return entries;
    }

    /** The same where only some names have a meaning. */
    Map<String, SeedPlace> entries(Set<String> known) {
        Map<String, SeedPlace> entries = entries();
        for (Map.Entry<String, SeedPlace> entry : entries.entrySet()) {
            if (!known.contains(entry.getKey())) {
                throw entry.getValue().wrong("no such name here; there are " + String.join(", ", known));
            }
        }
        return entries;
    }

    List<SeedPlace> items() {
        List<SeedPlace> items = new ArrayList<>();
        if (isNull()) {
            return items;
        }
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong("expected a list, not " + described());
        }
        for (Node item : sequence.getValue()) {
            items.add(new SeedPlace(item, file, path + "[" + items.size() + "]", lineOf(item)));
        }
        return items;
    }

    boolean isNull() {
        return node.getTag().equals(Tag.NULL);
    }

    /** A single value as it is written. */
    String text() {
        if (!(node instanceof ScalarNode scalar) || isNull()) {
            throw wrong("expected a text, not " + described());
        }
        return scalar.getValue();
    }

    long number(long least, long most) {
        String text = node instanceof ScalarNode scalar ? scalar.getValue() : null;
        try {
            long number = text == null ? least - 1 : Long.parseLong(text);
            if (text != null && number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // It is none, which is said below.
        }
        throw wrong("expected a number from " + least + " to " + most + ", not " + described());
    }

    /** The text of a key or value of a record: what is no single value is written as JSON. */
    @Nullable
    String content() {
        if (isNull()) {
            return null;
        }
        return node instanceof ScalarNode scalar ? scalar.getValue() : JsonText.of(node);
    }

    private String described() {
        if (isNull()) {
            return "nothing";
        }
        if (node instanceof ScalarNode scalar) {
            return "'" + scalar.getValue() + "'";
        }
        return node instanceof SequenceNode ? "a list" : "names with values";
    }
}
