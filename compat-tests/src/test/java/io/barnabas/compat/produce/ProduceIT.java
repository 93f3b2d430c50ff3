// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.produce;

import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.readAll;
import static io.barnabas.compat.harness.Clients.send;
import static io.barnabas.compat.harness.Clients.values;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.TestBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sending records of every shape, and getting them back as they were sent. */
final class ProduceIT {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.shared();

    private final String bootstrap = BROKER.bootstrap();

    @Test
    void shouldKeepKeyValueHeadersAndTimestamp() {
        var topic = Clients.createTopic(bootstrap, "shapes", 1);
        var headers = List.of(
                new RecordHeader("trace", "abc".getBytes(UTF_8)),
                new RecordHeader("trace", "twice, in order".getBytes(UTF_8)),
                new RecordHeader("empty", new byte[0]),
                new RecordHeader("none", (byte[]) null));

        RecordMetadata metadata;
        try (var producer = Clients.producer(bootstrap)) {
            metadata = get(producer.send(
                    new ProducerRecord<>(topic, 0, 1_700_000_000_123L, "key", "value", List.copyOf(headers))));
        }

        assertThat(metadata.offset()).isZero();
        assertThat(metadata.timestamp()).isEqualTo(1_700_000_000_123L);
        var record = readAll(bootstrap, topic).get(0);
        assertThat(record.key()).isEqualTo("key");
        assertThat(record.value()).isEqualTo("value");
        assertThat(record.timestamp()).isEqualTo(1_700_000_000_123L);
        assertThat(record.timestampType()).isEqualTo(TimestampType.CREATE_TIME);
        assertThat(record.headers().toArray()).containsExactlyElementsOf(headers);
    }

    @Test
    void shouldKeepNullKeysNullValuesAndEmptyOnes() {
        var topic = Clients.createTopic(bootstrap, "nulls", 1);

        try (var producer = Clients.producer(bootstrap)) {
            send(
                    producer,
                    new ProducerRecord<>(topic, null, "value without key"),
                    new ProducerRecord<>(topic, "tombstone", null),
                    new ProducerRecord<>(topic, null, null),
                    new ProducerRecord<>(topic, "", ""));
        }

        var records = readAll(bootstrap, topic);
        assertThat(records).extracting(ConsumerRecord::key).containsExactly(null, "tombstone", null, "");
        assertThat(records).extracting(ConsumerRecord::value).containsExactly("value without key", null, null, "");
        assertThat(records).extracting(ConsumerRecord::offset).containsExactly(0L, 1L, 2L, 3L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void shouldCarryBatchesOfEveryCompression(String compression) {
        var topic = Clients.createTopic(bootstrap, "compressed-" + compression, 2);
        var sent = IntStream.range(0, 2000)
                .mapToObj(i -> "value " + i + " " + "abc".repeat(i % 50))
                .toList();

        try (var producer =
                Clients.producer(bootstrap, "compression.type=" + compression, "linger.ms=20", "batch.size=65536")) {
            send(
                    producer,
                    sent.stream()
                            .map(value -> new ProducerRecord<>(topic, Integer.toString(value.length() % 2), value)));
        }

        assertThat(values(readAll(bootstrap, topic))).containsExactlyInAnyOrderElementsOf(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"uncompressed", "gzip", "snappy", "lz4", "zstd"})
    void shouldRecompressWhenTheTopicAsksForAnotherCompression(String compression) {
        var topic = Clients.createTopic(bootstrap, "recompressed", 1, Map.of("compression.type", compression));
        var sent = IntStream.range(0, 500).mapToObj(i -> "value " + i).toList();

        var answers = new ArrayList<RecordMetadata>();
        for (var producerCompression : List.of("none", "lz4")) {
            try (var producer =
                    Clients.producer(bootstrap, "compression.type=" + producerCompression, "linger.ms=20")) {
                answers.addAll(send(producer, sent.stream().map(value -> new ProducerRecord<>(topic, value))));
            }
        }

        assertThat(answers).extracting(RecordMetadata::offset).isSorted().doesNotHaveDuplicates();
        var twice = new ArrayList<>(sent);
        twice.addAll(sent);
        assertThat(values(readAll(bootstrap, topic))).containsExactlyElementsOf(twice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "all"})
    void shouldAnswerAsTheAcksSay(String acks) {
        var topic = Clients.createTopic(bootstrap, "acks-" + acks, 1);

        RecordMetadata last;
        try (var producer = Clients.producer(bootstrap, "acks=" + acks, "enable.idempotence=false")) {
            get(producer.send(new ProducerRecord<>(topic, "one")));
            last = get(producer.send(new ProducerRecord<>(topic, "two")));
        }

        assertThat(last.hasOffset()).isEqualTo(!acks.equals("0"));
        assertThat(values(readAll(bootstrap, topic))).containsExactly("one", "two");
    }

    @Test
    void shouldTakeLargeRecordsWhenTheTopicAllowsThem() {
        var topic = Clients.createTopic(bootstrap, "large", 1, Map.of("max.message.bytes", "12000000"));
        var large = "x".repeat(10_000_000);

        try (var producer = Clients.producer(bootstrap, "max.request.size=12000000", "buffer.memory=64000000")) {
            get(producer.send(new ProducerRecord<>(topic, "small before")));
            get(producer.send(new ProducerRecord<>(topic, large)));
            get(producer.send(new ProducerRecord<>(topic, "small after")));
        }

        // Larger than max.partition.fetch.bytes and fetch.max.bytes: the first batch comes all the same.
        var records = readAll(bootstrap, topic, "max.partition.fetch.bytes=1000", "fetch.max.bytes=1000");
        assertThat(values(records)).containsExactly("small before", large, "small after");
    }

    @Test
    void shouldRefuseARecordLargerThanTheTopicAllows() {
        var topic = Clients.createTopic(bootstrap, "too-large", 1);

        try (var producer = Clients.producer(bootstrap, "max.request.size=12000000")) {
            assertThatThrownBy(() -> get(producer.send(new ProducerRecord<>(topic, "x".repeat(2_000_000)))))
                    .isInstanceOf(RecordTooLargeException.class);
            get(producer.send(new ProducerRecord<>(topic, "the next one is fine")));
        }

        assertThat(values(readAll(bootstrap, topic))).containsExactly("the next one is fine");
    }

    @Test
    void shouldKeepTheSameKeyInTheSamePartitionInOrder() {
        var topic = Clients.createTopic(bootstrap, "keyed", 5);
        var keys = List.of("alice", "bob", "carol", "dave", "erin", "frank", "grace");

        try (var producer = Clients.producer(bootstrap)) {
            send(
                    producer,
                    IntStream.range(0, 700)
                            .mapToObj(i -> new ProducerRecord<>(topic, keys.get(i % 7), Integer.toString(i / 7))));
        }

        var records = readAll(bootstrap, topic);
        for (var key : keys) {
            var ofKey =
                    records.stream().filter(record -> key.equals(record.key())).toList();
            assertThat(ofKey)
                    .extracting(ConsumerRecord::partition)
                    .containsOnly(ofKey.get(0).partition());
            assertThat(values(ofKey))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 100).mapToObj(Integer::toString).toList());
        }
    }

    @Test
    void shouldSpreadRecordsOverManyPartitions() {
        var topic = Clients.createTopic(bootstrap, "many-partitions", 100);

        try (var producer = Clients.producer(bootstrap)) {
            send(producer, IntStream.range(0, 1000).mapToObj(i -> new ProducerRecord<>(topic, i % 100, "k", "v" + i)));
        }

        var records = readAll(bootstrap, topic);
        assertThat(records).hasSize(1000);
        for (var partition = 0; partition < 100; partition++) {
            var number = partition;
            assertThat(values(records.stream()
                            .filter(record -> record.partition() == number)
                            .toList()))
                    .containsExactlyElementsOf(IntStream.range(0, 10)
                            .mapToObj(i -> "v" + (i * 100 + number))
                            .toList());
        }
    }

    @Test
    void shouldCreateATopicAtTheFirstSend() {
        var topic = Clients.unique("auto-created");

        try (var producer = Clients.producer(bootstrap)) {
            get(producer.send(new ProducerRecord<>(topic, "first")));
        }

        assertThat(values(readAll(bootstrap, topic))).containsExactly("first");
    }

    @Test
    void shouldRefuseATopicNameThatKafkaForbids() {
        try (var producer = Clients.producer(bootstrap)) {
            assertThatThrownBy(() -> get(producer.send(new ProducerRecord<>("no spaces, please", "value"))))
                    .isInstanceOf(InvalidTopicException.class);
        }
    }

    @Test
    void shouldNotFindAPartitionThatDoesNotExist() {
        var topic = Clients.createTopic(bootstrap, "two-partitions", 2);

        try (var producer = Clients.producer(bootstrap, "max.block.ms=1000")) {
            assertThatThrownBy(() -> get(producer.send(new ProducerRecord<>(topic, 7, "key", "value"))))
                    .isInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void shouldStampRecordsWithItsOwnTimeWhenTheTopicSaysSo() {
        var topic = Clients.createTopic(bootstrap, "append-time", 1, Map.of("message.timestamp.type", "LogAppendTime"));
        var before = System.currentTimeMillis();

        RecordMetadata metadata;
        try (var producer = Clients.producer(bootstrap, "compression.type=gzip")) {
            metadata = get(producer.send(new ProducerRecord<>(topic, 0, 1L, "key", "value")));
        }

        assertThat(metadata.timestamp()).isBetween(before, System.currentTimeMillis());
        var record = readAll(bootstrap, topic).get(0);
        assertThat(record.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
        assertThat(record.timestamp()).isEqualTo(metadata.timestamp());
    }

    @Test
    void shouldListThePartitionsOfATopic() {
        var topic = Clients.createTopic(bootstrap, "partitions-for", 3);

        try (var producer = Clients.producer(bootstrap)) {
            var partitions = producer.partitionsFor(topic);

            assertThat(partitions).hasSize(3).allSatisfy(partition -> {
                assertThat(partition.leader().id()).isEqualTo(partition.replicas()[0].id());
                assertThat(partition.inSyncReplicas()).hasSize(1);
            });
        }
    }
}
