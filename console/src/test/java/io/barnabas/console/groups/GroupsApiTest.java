// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.groups;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.console.RunningConsole;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups with members and without, and what is done to them. */
class GroupsApiTest {
    @TempDir
    private Path data;

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void shouldShowMembersAndLag(String protocol) {
        try (var console = RunningConsole.on(data)) {
            console.produce("orders", "one", "two", "three");
            try (var consumer = consumer(console, protocol)) {
                read(consumer, 3);
                consumer.commitSync();
                console.produce("orders", "four");

                Map<String, Object> group = console.json("/api/groups/readers");

                assertThat(group)
                        .containsEntry("type", protocol)
                        .containsEntry("state", "Stable")
                        .containsEntry("lag", 1L);
                assertThat(group.get("members")).asString().contains("client=tester", "assignment={orders=[0]}");
                assertThat(group.get("offsets")).asString().contains("committed=3, end=4, lag=1");
                assertThat(console.json("/api/groups?filter=READ").get("groups"))
                        .asString()
                        .contains("id=readers", "topics=[orders]", "lag=1");
                assertThat(reset("start", console).statusCode()).isEqualTo(409);
            }
        }
    }

    @Test
    void shouldMoveOffsetsAndForgetAGroup() {
        try (var console = RunningConsole.on(data)) {
            console.produce("orders", "one", "two", "three");
            try (var consumer = consumer(console, "classic")) {
                read(consumer, 3);
                consumer.commitSync();
            }

            assertThat(reset("start", console).body()).isEqualTo("{\"offsets\":{\"0\":0}}");
            assertThat(console.json("/api/groups/readers")).containsEntry("lag", 3L);
            try (var consumer = consumer(console, "classic")) {
                read(consumer, 3);
            }
            assertThat(console.delete("/api/groups/readers").statusCode()).isEqualTo(200);
            assertThat(console.get("/api/groups/readers").statusCode()).isEqualTo(404);
            assertThat(console.delete("/api/groups/readers").statusCode()).isEqualTo(409);
        }
    }

    @Test
    void shouldMakeTheFirstGroupByMovingItsOffsets() {
        try (var console = RunningConsole.on(data)) {
            console.produce("orders", "one", "two");

            assertThat(reset("end", console).statusCode()).isEqualTo(200);

            assertThat(console.json("/api/groups/readers")).containsEntry("state", "Empty");
        }
    }

    @Test
    void shouldRefuseToMoveToNowhere() {
        try (var console = RunningConsole.on(data)) {
            console.produce("orders", "one");

            assertThat(reset("yesterday", console).statusCode()).isEqualTo(400);
            assertThat(reset("offset", console).statusCode()).isEqualTo(400);
            assertThat(console.post("/api/groups/readers/offsets", Map.of("topic", "none", "to", "end"))
                            .statusCode())
                    .isEqualTo(404);
            assertThat(console.post(
                                    "/api/groups/readers/offsets",
                                    Map.of("topic", "orders", "to", "end", "partition", 4294967296L))
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void shouldShowTransactions() {
        try (var console = RunningConsole.on(data)) {
            Map<String, Object> config =
                    Map.of("bootstrap.servers", console.bootstrap(), "transactional.id", "payments-1");
            try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
                producer.initTransactions();
                producer.beginTransaction();
                var unused = producer.send(new ProducerRecord<>("orders", "one"));
                producer.flush();

                assertThat(console.json("/api/transactions").get("transactions"))
                        .asString()
                        .contains("id=payments-1", "state=Ongoing", "partitions={orders=[0]}");

                producer.commitTransaction();
            }
            assertThat(console.json("/api/topics/orders/records").get("records"))
                    .asString()
                    .contains("transactional=true");
        }
    }

    private static HttpResponse<String> reset(String to, RunningConsole console) {
        return console.post("/api/groups/readers/offsets", Map.of("topic", "orders", "to", to));
    }

    private static KafkaConsumer<String, String> consumer(RunningConsole console, String protocol) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                console.bootstrap(),
                "group.id",
                "readers",
                "client.id",
                "tester",
                "group.protocol",
                protocol,
                "enable.auto.commit",
                "false",
                "auto.offset.reset",
                "earliest");
        var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
        consumer.subscribe(List.of("orders"));
        return consumer;
    }

    private static void read(KafkaConsumer<String, String> consumer, int count) {
        int seen = 0;
        while (seen < count) {
            seen += consumer.poll(Duration.ofSeconds(1)).count();
        }
    }
}
