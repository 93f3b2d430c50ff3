// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.application;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.readAll;
import static io.barnabas.compat.harness.Clients.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Application;
import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.TestBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kafka Streams applications, unchanged; what they come to equals what a few lines of Java come to. */
final class StreamsIT {
    private static final long SEED = 20_260_617;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<String> WORDS = List.of("castle", "village", "messenger", "surveyor", "snow", "letter");

    @RegisterExtension
    final TestBroker broker = TestBroker.own(
            "log.retention.ms=-1",
            "group.streams.min.session.timeout.ms=6000",
            "group.streams.session.timeout.ms=6000",
            "group.streams.min.heartbeat.interval.ms=500",
            "group.streams.heartbeat.interval.ms=500");

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void shouldCountEachWordOnceWhoeverDies(String protocol) {
        var lines = createTopic(broker.bootstrap(), "lines", 2);
        var counts = createTopic(broker.bootstrap(), "counts", 1);
        var counter = Application.program(
                "WordCount",
                broker.bootstrap(),
                unique("word-count"),
                lines,
                counts,
                temp.resolve("state").toString(),
                protocol);
        var random = new Random(SEED);
        var expected = new TreeMap<String, Long>();

        try (var first = counter.start()) {
            first.awaitLine("STATE RUNNING");
            write(lines, random, 200, expected);
            await().atMost(PATIENCE)
                    .until(() -> !readAll(broker.bootstrap(), counts).isEmpty());
            write(lines, random, 200, expected);
            // The application dies in the middle of its transactions ...
            first.kill();
        }
        try (var second = counter.start()) {
            write(lines, random, 200, expected);
            second.awaitLine("STATE RUNNING");
            // ... and then the broker does.
            broker.broker().kill();
            broker.broker().restart();
            write(lines, random, 200, expected);

            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(lastValues(counts)).as("seed %s", SEED).isEqualTo(expected));
        }
        assertThat(rises(counts)).as("each count follows the one before").isTrue();
    }

    @Test
    void shouldJoinWhatIsCloseInTime() {
        var orders = createTopic(broker.bootstrap(), "orders", 2);
        var payments = createTopic(broker.bootstrap(), "payments", 2);
        var pairs = createTopic(broker.bootstrap(), "pairs", 1);
        var join = Application.program(
                "WindowedJoin",
                broker.bootstrap(),
                unique("join"),
                orders,
                payments,
                pairs,
                temp.resolve("state").toString());
        var random = new Random(SEED);
        var expected = new ArrayList<String>();

        try (var running = join.start()) {
            running.awaitLine("STATE RUNNING");
            var start = System.currentTimeMillis();
            try (var producer = Clients.producer(broker.bootstrap(), "linger.ms=5")) {
                var sent = new ArrayList<ProducerRecord<String, String>>();
                for (var i = 0; i < 100; i++) {
                    var key = "customer" + i;
                    var apart = random.nextInt(20_000);
                    sent.add(new ProducerRecord<>(orders, null, start, key, "o" + i));
                    sent.add(new ProducerRecord<>(payments, null, start + apart, key, "p" + i));
                    if (apart <= 10_000) {
                        expected.add("o" + i + "/p" + i);
                    }
                }
                Clients.send(producer, sent.stream());
            }

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Clients.values(readAll(broker.bootstrap(), pairs)))
                            .as("seed %s", SEED)
                            .containsExactlyInAnyOrderElementsOf(expected));
        }
    }

    private void write(String topic, Random random, int lines, Map<String, Long> expected) {
        try (var producer = Clients.producer(broker.bootstrap(), "linger.ms=5")) {
            var sent = new ArrayList<ProducerRecord<String, String>>();
            for (var i = 0; i < lines; i++) {
                var words = new ArrayList<String>();
                for (var j = 0; j < 5; j++) {
                    var word = WORDS.get(random.nextInt(WORDS.size()));
                    words.add(word);
                    expected.merge(word, 1L, Long::sum);
                }
                sent.add(new ProducerRecord<>(topic, i % 2, null, String.join(" ", words)));
            }
            Clients.send(producer, sent.stream());
        }
    }

    private Map<String, Long> lastValues(String topic) {
        var values = new TreeMap<String, Long>();
        readAll(broker.bootstrap(), topic, "isolation.level=read_committed")
                .forEach(each -> values.put(each.key(), Long.parseLong(each.value())));
        return values;
    }

    /** Exactly once: no count is ever seen twice or goes back. */
    private boolean rises(String topic) {
        var last = new TreeMap<String, Long>();
        for (var each : readAll(broker.bootstrap(), topic, "isolation.level=read_committed")) {
            var count = Long.parseLong(each.value());
            var before = last.put(each.key(), count);
            if (before != null && count <= before) {
                return false;
            }
        }
        return true;
    }
}
