// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import org.jspecify.annotations.Nullable;

/** Kafka's rules for topic names, with its words. */
public final class TopicNames {
    private static final int MAX_LENGTH = 249;

    private TopicNames() {}

    /** What is wrong with a name, null when nothing is. */
    public static @Nullable String problem(String name) {
        if (name.isEmpty()) {
            return "Topic name is invalid: the empty string is not allowed";
        }
        if (name.equals(".") || name.equals("..")) {
            return "Topic name is invalid: '" + name + "' is not allowed";
        }
        if (name.length() > MAX_LENGTH) {
            return "Topic name is invalid: the length of '" + name + "' is longer than the max allowed length "
                    + MAX_LENGTH;
        }
        if (!name.chars().allMatch(TopicNames::isLegal)) {
            return "Topic name is invalid: '" + name
                    + "' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'";
        }
        return null;
    }

    public static boolean isValid(String name) {
        return problem(name) == null;
    }

    private static boolean isLegal(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '-';
    }

    /** Names with these can collide with others in metric names, where both characters become '_'. */
    static boolean hasCollisionChars(String name) {
        return name.indexOf('.') >= 0 || name.indexOf('_') >= 0;
    }

    static String unifyCollisionChars(String name) {
        return name.replace('.', '_');
    }
}
