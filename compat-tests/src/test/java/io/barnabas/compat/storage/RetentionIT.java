// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.storage;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.TestBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is too old, too much, or deleted leaves the disk by itself, a segment at a time. */
final class RetentionIT {
    private static final String SMALL_SEGMENTS = "1048576";

    @RegisterExtension
    static final TestBroker BROKER =
            TestBroker.own("log.retention.check.interval.ms=300", "log.segment.delete.delay.ms=100");

    private final String bootstrap = BROKER.bootstrap();

    @Test
    void shouldDeleteOldSegments() {
        var topic =
                createTopic(bootstrap, "old", 1, Map.of("segment.bytes", SMALL_SEGMENTS, "retention.ms", "3600000"));

        fill(topic, System.currentTimeMillis() - 7_200_000, 3000);
        fill(topic, System.currentTimeMillis(), 1100);

        await().untilAsserted(() -> assertThat(earliest(topic)).isBetween(2000L, 3000L));
        assertThat(latest(topic)).isEqualTo(4100);
        assertThat(Clients.readAll(bootstrap, topic)).hasSize((int) (4100 - earliest(topic)));
    }

    @Test
    void shouldDeleteWhatIsTooMuch() {
        var topic = createTopic(
                bootstrap, "much", 1, Map.of("segment.bytes", SMALL_SEGMENTS, "retention.bytes", "2000000"));

        fill(topic, System.currentTimeMillis(), 6000);

        await().untilAsserted(() -> assertThat(earliest(topic)).isBetween(2000L, 4100L));
        assertThat(latest(topic)).isEqualTo(6000);
    }

    @Test
    void shouldDeleteSegmentsOfDeletedRecordsAndTheirFiles() {
        var topic = createTopic(bootstrap, "deleted", 1, Map.of("segment.bytes", SMALL_SEGMENTS));
        fill(topic, System.currentTimeMillis(), 5000);
        var before = segments(topic);

        try (var admin = Clients.admin(bootstrap)) {
            get(admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(4000)))
                    .all());
        }

        assertThat(before).isGreaterThanOrEqualTo(5);
        await().untilAsserted(() -> assertThat(segments(topic)).isLessThanOrEqualTo(before - 3));
        assertThat(earliest(topic)).isEqualTo(4000);
    }

    @Test
    void shouldDeleteTheFolderOfADeletedTopic() {
        var topic = createTopic(bootstrap, "topic", 2);
        fill(topic, System.currentTimeMillis(), 10);
        var directory = BROKER.broker().dataDirectory();
        assertThat(directory.resolve(topic + "-0")).isDirectory();

        try (var admin = Clients.admin(bootstrap)) {
            get(admin.deleteTopics(List.of(topic)).all());
        }

        await().untilAsserted(() -> {
            try (var folders = Files.list(directory)) {
                assertThat(folders.map(folder -> folder.getFileName().toString()))
                        .noneMatch(name -> name.startsWith(topic));
            }
        });
    }

    private void fill(String topic, long timestamp, int count) {
        try (var producer = Clients.producer(bootstrap, "linger.ms=5")) {
            Clients.send(
                    producer,
                    IntStream.range(0, count)
                            .mapToObj(i -> new ProducerRecord<>(topic, 0, timestamp, "k", "x".repeat(1000))));
        }
    }

    private long earliest(String topic) {
        return offset(topic, OffsetSpec.earliest());
    }

    private long latest(String topic) {
        return offset(topic, OffsetSpec.latest());
    }

    private long offset(String topic, OffsetSpec spec) {
        var partition = new TopicPartition(topic, 0);
        try (var admin = Clients.admin(bootstrap)) {
            return get(admin.listOffsets(Map.of(partition, spec)).partitionResult(partition))
                    .offset();
        }
    }

    private static long segments(String topic) {
        try (var files = Files.list(BROKER.broker().dataDirectory().resolve(topic + "-0"))) {
            return files.filter(file -> file.toString().endsWith(".log")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
