// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.storage;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.readAll;
import static io.barnabas.compat.harness.Clients.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.TestBroker;
import io.barnabas.compat.harness.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A topic that keeps the last value of each key. */
final class CompactionIT {
    private static final Map<String, String> COMPACTED = Map.of(
            "cleanup.policy", "compact",
            "min.cleanable.dirty.ratio", "0.01",
            "segment.ms", "300",
            "delete.retention.ms", "500");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final TestBroker broker = TestBroker.own("log.cleaner.backoff.ms=200", "log.retention.check.interval.ms=200");

    private long timestamp;

    @Test
    void shouldKeepTheLastValueOfEachKeyAtItsOffset() throws Exception {
        var topic = createTopic(broker.bootstrap(), "prices", 1, COMPACTED);
        produce(
                topic,
                IntStream.range(0, 300).mapToObj(i -> "k" + i % 10 + "=v" + i).toList());

        roll(topic);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ofKeys(topic)).hasSize(10));

        var left = ofKeys(topic);
        assertThat(left)
                .extracting(each -> each.key() + "=" + each.value() + "@" + each.offset())
                .containsExactlyElementsOf(IntStream.range(290, 300)
                        .mapToObj(i -> "k" + i % 10 + "=v" + i + "@" + i)
                        .toList());
        broker.broker().restart();
        assertThat(ofKeys(topic)).hasSize(10);
        broker.broker().stop();
        var log = firstSegment(topic);
        var dump = Tool.plain("dump-log", "--files", log.toString(), "--print-data-log", "--deep-iteration")
                .run()
                .succeeded();
        assertThat(dump.out()).contains("key: k9 payload: v299").doesNotContain("payload: v1 ");
    }

    private Path firstSegment(String topic) throws IOException {
        try (var files = Files.list(broker.broker().dataDirectory().resolve(topic + "-0"))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void shouldForgetAKeyThatWasDeleted() {
        var topic = createTopic(broker.bootstrap(), "deleted", 1, COMPACTED);
        produce(topic, List.of("gone=here", "stays=here", "gone="));

        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            roll(topic);
            assertThat(ofKeys(topic)).extracting(ConsumerRecord::key).containsExactly("stays");
        });
    }

    @Test
    void shouldCompactTransactionsToo() {
        var topic = createTopic(broker.bootstrap(), "transactions", 1, COMPACTED);
        try (var producer = Clients.producer(broker.bootstrap(), "transactional.id=" + unique("compact"))) {
            producer.initTransactions();
            for (var i = 0; i < 20; i++) {
                producer.beginTransaction();
                get(producer.send(new ProducerRecord<>(topic, 0, "k", "v" + i)));
                if (i == 18) {
                    producer.commitTransaction();
                } else if (i % 2 == 0) {
                    producer.commitTransaction();
                } else {
                    producer.abortTransaction();
                }
            }
        }

        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            roll(topic);
            assertThat(readAll(broker.bootstrap(), topic).stream().filter(each -> "k".equals(each.key())))
                    .extracting(ConsumerRecord::value)
                    .containsExactly("v18");
        });
        assertThat(readAll(broker.bootstrap(), topic, "isolation.level=read_committed").stream()
                        .filter(each -> "k".equals(each.key())))
                .hasSize(1);
    }

    @Test
    void shouldRefuseRecordsWithoutAKey() {
        var topic = createTopic(broker.bootstrap(), "keyless", 1, COMPACTED);
        try (var producer = Clients.producer(broker.bootstrap(), "retries=0")) {
            assertThatThrownBy(() -> get(producer.send(new ProducerRecord<>(topic, 0, null, "no key"))))
                    .isInstanceOf(InvalidRecordException.class);
        }
    }

    /** Seals what is there: by its timestamp, each of these records comes later than segment.ms after the one before. */
    private void roll(String topic) {
        try (var producer = Clients.producer(broker.bootstrap())) {
            for (var i = 0; i < 2; i++) {
                timestamp = Math.max(timestamp, System.currentTimeMillis()) + 1_000;
                Clients.send(producer, new ProducerRecord<>(topic, 0, timestamp, "roll", Long.toString(timestamp)));
            }
        }
    }

    private void produce(String topic, List<String> pairs) {
        try (var producer = Clients.producer(broker.bootstrap())) {
            Clients.send(producer, pairs.stream().map(pair -> record(topic, pair)));
        }
    }

    private static ProducerRecord<String, String> record(String topic, String pair) {
        var equals = pair.indexOf('=');
        var value = pair.substring(equals + 1);
        return new ProducerRecord<>(topic, 0, pair.substring(0, equals), value.isEmpty() ? null : value);
    }

    /** All but those that only make segments roll. */
    private List<ConsumerRecord<String, String>> ofKeys(String topic) {
        return readAll(broker.bootstrap(), topic).stream()
                .filter(each -> !"roll".equals(each.key()))
                .toList();
    }
}
