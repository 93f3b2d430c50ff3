// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.console.RunningConsole;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsApiTest {
    @TempDir
    private Path data;

    @Test
    void shouldListInPagesByName() {
        try (var console = RunningConsole.on(data)) {
            for (String name : List.of("orders", "payments", "Ordered", "other")) {
                assertThat(console.post("/api/topics", Map.of("name", name)).statusCode())
                        .isEqualTo(200);
            }

            Map<String, Object> page = console.json("/api/topics?filter=ORDER&limit=1&offset=1");

            assertThat(page).containsEntry("matching", 2L);
            assertThat(page.get("topics")).asString().contains("name=orders").doesNotContain("Ordered");
        }
    }

    @Test
    void shouldTellPartitionsAndConfigs() {
        try (var console = RunningConsole.on(data)) {
            console.post(
                    "/api/topics",
                    Map.of("name", "orders", "partitions", 2, "configs", Map.of("cleanup.policy", "compact")));
            console.post("/api/topics/orders/records", Map.of("value", "one", "key", "k", "partition", 1));

            Map<String, Object> topic = console.json("/api/topics/orders");

            assertThat(topic).containsEntry("messages", 1L).containsEntry("partitions", 2L);
            assertThat(topic.get("logs")).asString().contains("partition=1, start=0, end=1");
            assertThat(console.json("/api/topics/orders/configs").get("configs"))
                    .asString()
                    .contains("name=cleanup.policy, value=compact, own=true");
        }
    }

    @Test
    void shouldSayWhatTheBrokerSays() {
        try (var console = RunningConsole.on(data)) {
            console.post("/api/topics", Map.of("name", "orders"));

            var twice = console.post("/api/topics", Map.of("name", "orders"));
            var wrong = console.post("/api/topics", Map.of("name", "a/b"));
            var nothing = console.post("/api/topics", Map.of());

            assertThat(twice.statusCode()).isEqualTo(409);
            assertThat(twice.body()).contains("TOPIC_ALREADY_EXISTS");
            assertThat(wrong.body()).contains("INVALID_TOPIC_EXCEPTION");
            assertThat(nothing.statusCode()).isEqualTo(400);
            assertThat(console.get("/api/topics/none").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void shouldDelete() {
        try (var console = RunningConsole.on(data)) {
            console.post("/api/topics", Map.of("name", "orders"));

            assertThat(console.delete("/api/topics/orders").statusCode()).isEqualTo(200);
            assertThat(console.get("/api/topics/orders").statusCode()).isEqualTo(404);
            assertThat(console.delete("/api/topics/orders").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void shouldTellWhatTheBrokerIsAndHasDone() {
        try (var console = RunningConsole.on(data)) {
            console.produce("orders", "one", "two");

            Map<String, Object> overview = console.json("/api/overview");

            assertThat(overview)
                    .containsEntry("address", console.bootstrap())
                    .containsEntry("topics", 1L)
                    .containsEntry("messagesIn", 2L);
            assertThat(overview.get("requests")).asString().contains("api=PRODUCE");
            assertThat(overview.get("directories")).isEqualTo(List.of(data.toString()));
        }
    }

    @Test
    void shouldServeThePageAndOnlyThat() {
        try (var console = RunningConsole.on(data)) {
            var index = console.get("/");

            assertThat(index.statusCode()).isEqualTo(200);
            assertThat(index.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'self'");
            for (String file : List.of("app.js", "style.css", "icon.svg")) {
                var answer = console.get("/page/" + file);
                assertThat(answer.statusCode()).isEqualTo(200);
                String tag = answer.headers().firstValue("ETag").orElseThrow();
                assertThat(console.get("/page/" + file, "If-None-Match", tag).statusCode())
                        .isEqualTo(304);
            }
            assertThat(console.get("/page/PageFiles.class").statusCode()).isEqualTo(404);
            assertThat(console.get("/page/..%2fpage.js").statusCode()).isEqualTo(404);
        }
    }
}
