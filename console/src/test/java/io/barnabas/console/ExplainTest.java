// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story of a group and of a client, as the page and {@code barnabas explain} tell it. */
class ExplainTest {
    @TempDir
    private Path data;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void shouldTellWhyAGroupRebalanced() {
        try (var console = RunningConsole.on(data)) {
            console.produce("orders", "one");
            joinAndLeave(console, "classic", "readers");
            joinAndLeave(console, "consumer", "others");

            assertThat(explain(console, "--group", "readers")).isZero();

            assertThat(printed())
                    .containsSubsequence(
                            "group readers: rebalances from generation 0: member tester",
                            "group readers: has 1 members at generation 1, protocol range",
                            "group readers: is empty at generation 2")
                    .doesNotContain("others");
            assertThat(console.json("/api/timeline?group=others").get("events"))
                    .asString()
                    .contains(" joins", " leaves");
        }
    }

    @Test
    void shouldTellWhatAClientWasRefused() {
        try (var console = RunningConsole.on(data)) {
            var config = Map.<String, Object>of(
                    "bootstrap.servers", console.bootstrap(), "client.id", "typo", "max.block.ms", "500");
            try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
                assertThat(catchThrowable(() -> producer.partitionsFor("a topic")))
                        .isNotNull();
            }

            assertThat(explain(console, "--client", "typo")).isZero();

            assertThat(printed()).contains("typo on 127.0.0.1 asks for topic a topic: INVALID_TOPIC_EXCEPTION (");
        }
    }

    @Test
    void shouldSayWhenNobodyAnswers() {
        assertThat(new Explain(stream(out), stream(err)).run(List.of("--console", "localhost:1")))
                .isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("no console answers on localhost:1");
    }

    @Test
    void shouldSayHowItIsUsed() {
        assertThat(new Explain(stream(out), stream(err)).run(List.of("--help"))).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("Usage: barnabas explain");
    }

    private int explain(RunningConsole console, String option, String value) {
        return new Explain(stream(out), stream(err))
                .run(List.of("--console", Integer.toString(console.port()), option, value));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static void joinAndLeave(RunningConsole console, String protocol, String group) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                console.bootstrap(),
                "group.id",
                group,
                "client.id",
                "tester",
                "group.protocol",
                protocol,
                "auto.offset.reset",
                "earliest");
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("orders"));
            long deadline = TimeUnit.SECONDS.toMillis(30);
            while (consumer.poll(Duration.ofMillis(100)).isEmpty() && deadline > 0) {
                deadline -= 100;
            }
        }
    }
}
