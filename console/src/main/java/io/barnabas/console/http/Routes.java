// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Which route serves which method and path. In a pattern, {@code *} stands for one segment and a last {@code **} for all that follow. */
public final class Routes {
    private static final String ONE = "*";
    private static final String ALL = "**";

    private final List<Entry> entries = new ArrayList<>();

    private record Entry(String method, List<String> pattern, Route route) {}

    public Routes add(String method, String pattern, Route route) {
        entries.add(new Entry(method, List.of(pattern.split("/", -1)), route));
        return this;
    }

    /** @param rawSegments the path cut at its slashes and then decoded, so that a name may hold a slash */
    CompletableFuture<Answer> handle(Call call, List<String> rawSegments) {
        boolean known = false;
        for (Entry entry : entries) {
            List<String> found = match(entry.pattern(), rawSegments);
            if (found != null && entry.method().equals(call.method())) {
                return entry.route().handle(call.with(found));
            }
            known |= found != null;
        }
        throw known
                ? new Refusal(405, call.path() + " cannot be asked for with " + call.method())
                : new Refusal(404, "There is no " + call.path());
    }

    private static @Nullable List<String> match(List<String> pattern, List<String> segments) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < pattern.size(); i++) {
            String wanted = pattern.get(i);
            if (wanted.equals(ALL)) {
                return found;
            }
            if (i >= segments.size()) {
                return null;
            }
            if (wanted.equals(ONE)) {
                found.add(segments.get(i));
            } else if (!wanted.equals(segments.get(i))) {
                return null;
            }
        }
        return pattern.size() == segments.size() ? found : null;
    }
}
