// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.api;

import io.barnabas.broker.BrokerView;
import io.barnabas.broker.timeline.Event;
import io.barnabas.console.http.Answer;
import io.barnabas.console.http.Call;
import io.barnabas.console.http.Routes;
import io.barnabas.console.json.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@code /api/timeline}: what the broker has decided and refused lately, of a group or a client; {@code /api/explain} the same as text. */
public final class TimelineApi {
    private static final int DEFAULT_PAGE = 100;
    private static final int MAX_PAGE = 1000;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final BrokerView broker;

    public TimelineApi(BrokerView broker) {
        this.broker = broker;
    }

    public void addTo(Routes routes) {
        routes.add("GET", "/api/timeline", Api.json(this::list)).add("GET", "/api/explain", this::explain);
    }

    private List<Event> events(Call call) {
        return broker.timeline()
                .latest(
                        call.parameter("group"),
                        call.parameter("client"),
                        call.number("limit", DEFAULT_PAGE, 1, MAX_PAGE));
    }

    private CompletableFuture<Map<String, @Nullable Object>> list(Call call) {
        return CompletableFuture.completedFuture(Json.object(
                "nowMs",
                broker.clock().millis(),
                "events",
                events(call).stream()
                        .map(event -> Json.object(
                                "atMs", event.atMs(),
                                "group", event.group(),
                                "client", event.client(),
                                "text", event.text(),
                                "times", event.times()))
                        .toList()));
    }

    /** The oldest first, as one reads a story. */
    private CompletableFuture<Answer> explain(Call call) {
        List<Event> events = new ArrayList<>(events(call));
        Collections.reverse(events);
        var text = new StringBuilder();
        for (Event event : events) {
            text.append(TIME.format(Instant.ofEpochMilli(event.atMs()))).append("  ");
            text.append(event.group().isEmpty() ? "" : "group " + event.group() + ": ");
            text.append(event.client().isEmpty() ? "" : event.client() + " ");
            text.append(event.text());
            text.append(event.times() > 1 ? ", " + event.times() + " times" : "")
                    .append('\n');
        }
        return CompletableFuture.completedFuture(
                Answer.text(200, text.length() == 0 ? "Nothing has happened that is still known.\n" : text.toString()));
    }
}
