// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.http;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request as a route sees it.
 *
 * @param method GET, POST or DELETE; a HEAD comes as a GET
 * @param path decoded, from the first slash
 * @param segments what stood in the places of the route's pattern, decoded
 * @param body empty when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares calls
public record Call(
        String method,
        String path,
        List<String> segments,
        Map<String, List<String>> query,
        @Nullable String ifNoneMatch,
        byte[] body) {

    Call with(List<String> found) {
        return new Call(method, path, found, query, ifNoneMatch, body);
    }

    public String segment(int index) {
        return segments.get(index);
    }

    /** A query parameter, or null when it is not there or empty. */
    public @Nullable String parameter(String name) {
        List<String> values = query.getOrDefault(name, List.of());
        return values.isEmpty() || values.get(0).isEmpty() ? null : values.get(0);
    }

    public String parameter(String name, String otherwise) {
        String value = parameter(name);
        return value == null ? otherwise : value;
    }

    /** A number within bounds; beyond them it is the bound. */
    public int number(String name, int otherwise, int lowest, int highest) {
        return (int) number(name, (long) otherwise, lowest, highest);
    }

    public long number(String name, long otherwise, long lowest, long highest) {
        String text = parameter(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return Math.max(lowest, Math.min(highest, Long.parseLong(text)));
        } catch (NumberFormatException e) {
            throw new Refusal(400, "The parameter " + name + " must be a whole number, not '" + text + "'");
        }
    }
}
