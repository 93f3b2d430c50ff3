// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.console.RunningConsole;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records read, searched, followed and written, as the page does it. */
class RecordsApiTest {
    @TempDir
    private Path data;

    @Test
    void shouldShowTheNewestFirstAndLeadBack() {
        try (var console = RunningConsole.on(data)) {
            console.post("/api/topics", Map.of("name", "orders", "partitions", 3));
            produce(console, 250, "none");

            List<String> seen = new ArrayList<>();
            Map<String, Object> page = console.json("/api/topics/orders/records?limit=40");
            seen.addAll(values(page));
            while (Boolean.TRUE.equals(page.get("more"))) {
                page = console.json("/api/topics/orders/records?limit=40&before=" + page.get("cursor"));
                seen.addAll(values(page));
            }

            assertThat(seen)
                    .isEqualTo(IntStream.range(0, 250)
                            .mapToObj(i -> "value-" + (249 - i))
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void shouldLeadOnFromTheStart(String compression) {
        try (var console = RunningConsole.on(data)) {
            console.post("/api/topics", Map.of("name", "orders", "partitions", 3));
            produce(console, 120, compression);

            List<String> seen = new ArrayList<>();
            Map<String, Object> page = console.json("/api/topics/orders/records?from=start&limit=50");
            seen.addAll(values(page));
            while (Boolean.TRUE.equals(page.get("more"))) {
                page = console.json("/api/topics/orders/records?limit=50&at=" + page.get("cursor"));
                seen.addAll(values(page));
            }

            assertThat(seen)
                    .isEqualTo(
                            IntStream.range(0, 120).mapToObj(i -> "value-" + i).toList());
        }
    }

    @Test
    void shouldBeginAtATimeAndAtAnOffset() {
        try (var console = RunningConsole.on(data)) {
            console.post("/api/topics", Map.of("name", "orders", "partitions", 1));
            produce(console, 100, "none");

            assertThat(values(console.json("/api/topics/orders/records?from=time&time=1600000000070&limit=2")))
                    .containsExactly("value-70", "value-71");
            assertThat(values(console.json("/api/topics/orders/records?at=0:42&limit=2")))
                    .containsExactly("value-42", "value-43");
            assertThat(values(console.json("/api/topics/orders/records?from=time&time=1700000000000")))
                    .isEmpty();
            assertThat(values(console.json("/api/topics/orders/records?at=0:999999")))
                    .isEmpty();
        }
    }

    @Test
    void shouldFindTextInBothDirections() {
        try (var console = RunningConsole.on(data)) {
            console.post("/api/topics", Map.of("name", "orders", "partitions", 2));
            produce(console, 3000, "lz4");

            assertThat(values(console.json("/api/topics/orders/records?search=VALUE-17&limit=3&from=start")))
                    .containsExactly("value-17", "value-170", "value-171");
            assertThat(values(console.json("/api/topics/orders/records?search=value-17&limit=2")))
                    .containsExactly("value-1799", "value-1798");
            Map<String, Object> none = console.json("/api/topics/orders/records?search=nothing");
            assertThat(values(none)).isEmpty();
            assertThat(none).containsEntry("more", false).containsEntry("scanned", 3000L);
        }
    }

    @Test
    void shouldGoOnBehindTheLastHitThatWasShown() {
        try (var console = RunningConsole.on(data)) {
            console.post("/api/topics", Map.of("name", "orders", "partitions", 2));
            produce(console, 300, "none");

            List<String> seen = new ArrayList<>();
            Map<String, Object> page = console.json("/api/topics/orders/records?search=value-1&limit=10");
            seen.addAll(values(page));
            while (Boolean.TRUE.equals(page.get("more"))) {
                page = console.json("/api/topics/orders/records?search=value-1&limit=10&before=" + page.get("cursor"));
                seen.addAll(values(page));
            }

            assertThat(seen).hasSize(111).doesNotHaveDuplicates();
        }
    }

    @Test
    void shouldWaitForTheNextRecord() throws Exception {
        try (var console = RunningConsole.on(data)) {
            console.post("/api/topics", Map.of("name", "orders", "partitions", 1));
            produce(console, 5, "none");
            Object tail = console.json("/api/topics/orders/records?limit=1").get("tail");

            var waiting = CompletableFuture.supplyAsync(
                    () -> console.json("/api/topics/orders/records?wait=20000&at=" + tail));
            console.post("/api/topics/orders/records", Map.of("value", "news"));

            assertThat(values(waiting.get(15, TimeUnit.SECONDS))).containsExactly("news");
        }
    }

    @Test
    void shouldWriteWhereAProducerWouldAndShowAllOfIt() {
        try (var console = RunningConsole.on(data)) {
            console.post("/api/topics", Map.of("name", "orders", "partitions", 5));

            var sent = console.post(
                    "/api/topics/orders/records",
                    Map.of("key", "alice", "value", "{\"n\":1}", "headers", Map.of("trace", "4711")));

            assertThat(sent.statusCode()).isEqualTo(200);
            int partition = Utils.toPositive(Utils.murmur2("alice".getBytes(StandardCharsets.UTF_8))) % 5;
            Map<String, Object> record = console.json("/api/topics/orders/records/" + partition + "/0");
            assertThat(record.get("key")).asString().contains("alice");
            assertThat(record.get("value")).asString().contains("{\"n\":1}");
            assertThat(record.get("headers")).asString().contains("trace", "4711");
        }
    }

    @Test
    void shouldShowBytesAndCutWhatIsLong() {
        try (var console = RunningConsole.on(data)) {
            console.post("/api/topics", Map.of("name", "orders", "partitions", 1));
            send(console, List.of(record(0, new byte[] {0, 1, (byte) 0xff}), record(1, null)), "none");
            send(console, List.of(record(2, "ä".repeat(50_000).getBytes(StandardCharsets.UTF_8))), "none");

            var records = records(console.json("/api/topics/orders/records?from=start"));

            assertThat(records.get(0).get("value")).isEqualTo(Map.of("hex", "00 01 ff", "size", 3L, "cut", false));
            assertThat(records.get(1).get("value")).isNull();
            assertThat(records.get(2).get("value")).asString().contains("size=100000", "cut=true");
            assertThat(console.json("/api/topics/orders/records/0/2").get("value"))
                    .asString()
                    .contains("cut=false");
        }
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        try (var console = RunningConsole.on(data)) {
            console.post("/api/topics", Map.of("name", "orders", "partitions", 1));

            assertThat(console.get("/api/topics/none/records").statusCode()).isEqualTo(404);
            assertThat(console.get("/api/topics/orders/records?partition=7").statusCode())
                    .isEqualTo(404);
            assertThat(console.get("/api/topics/orders/records?at=here").statusCode())
                    .isEqualTo(400);
            assertThat(console.get("/api/topics/orders/records?from=yesterday").statusCode())
                    .isEqualTo(400);
            assertThat(console.get("/api/topics/orders/records?limit=many").statusCode())
                    .isEqualTo(400);
            assertThat(console.get("/api/topics/orders/records/0/5").statusCode())
                    .isEqualTo(404);
            assertThat(console.post("/api/topics/orders/records", Map.of("value", 5))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(console.post("/api/topics/orders/records", Map.of("value", "x", "partition", 9))
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    /** Values in turn over the partitions, a millisecond apart. */
    private static void produce(RunningConsole console, int count, String compression) {
        send(
                console,
                IntStream.range(0, count)
                        .mapToObj(i -> record(i, ("value-" + i).getBytes(StandardCharsets.UTF_8)))
                        .toList(),
                compression);
    }

    private static ProducerRecord<byte[], byte[]> record(int number, byte @Nullable [] value) {
        return new ProducerRecord<>("orders", null, 1_600_000_000_000L + number, null, value);
    }

    private static void send(RunningConsole console, List<ProducerRecord<byte[], byte[]>> records, String compression) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", console.bootstrap(), "compression.type", compression, "batch.size", "400");
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (var record : records) {
                var unused = producer.send(record);
            }
            producer.flush();
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> records(Map<String, Object> page) {
        return (List<Map<String, Object>>) page.getOrDefault("records", List.of());
    }

    private static List<String> values(Map<String, Object> page) {
        return records(page).stream()
                .map(record -> record.get("value") instanceof Map<?, ?> value ? String.valueOf(value.get("text")) : "")
                .toList();
    }
}
