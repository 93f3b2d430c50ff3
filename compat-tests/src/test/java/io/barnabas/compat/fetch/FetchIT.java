// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.fetch;

import static io.barnabas.compat.harness.Clients.assigned;
import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.fill;
import static io.barnabas.compat.harness.Clients.partitions;
import static io.barnabas.compat.harness.Clients.poll;
import static io.barnabas.compat.harness.Clients.send;
import static io.barnabas.compat.harness.Clients.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.TestBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading from wherever one likes. */
final class FetchIT {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.shared();

    private final String bootstrap = BROKER.bootstrap();

    @Test
    void shouldSeekToAnyOffset() {
        var topic = createTopic(bootstrap, "seek", 1);
        var partition = new TopicPartition(topic, 0);
        fill(bootstrap, topic, 0, 1000);

        try (var consumer = assigned(bootstrap, topic, 1)) {
            for (var offset : List.of(999, 0, 500, 1, 733)) {
                consumer.seek(partition, offset);
                assertThat(poll(consumer, 1).get(0))
                        .extracting(ConsumerRecord::offset, ConsumerRecord::value)
                        .containsExactly((long) offset, "v" + offset);
            }
            consumer.seekToEnd(List.of(partition));
            assertThat(consumer.position(partition)).isEqualTo(1000);
            consumer.seekToBeginning(List.of(partition));
            assertThat(consumer.position(partition)).isZero();
        }
    }

    @Test
    void shouldFindTheOffsetOfATime() {
        var topic = createTopic(bootstrap, "by-time", 1);
        var partition = new TopicPartition(topic, 0);
        var start = 1_600_000_000_000L;
        try (var producer = Clients.producer(bootstrap, "linger.ms=5")) {
            send(
                    producer,
                    IntStream.range(0, 500)
                            .mapToObj(i -> new ProducerRecord<>(topic, 0, start + 10L * i, "k", "v" + i)));
        }

        try (var consumer = assigned(bootstrap, topic, 1)) {
            var wanted = new HashMap<Long, Long>();
            for (var time : List.of(0L, start, start + 1, start + 10, start + 2495, start + 4990)) {
                wanted.put(
                        time,
                        consumer.offsetsForTimes(Map.of(partition, time))
                                .get(partition)
                                .offset());
            }
            var found =
                    consumer.offsetsForTimes(Map.of(partition, start + 2495)).get(partition);
            var late = consumer.offsetsForTimes(Map.of(partition, start + 4991)).get(partition);

            assertThat(wanted)
                    .isEqualTo(Map.of(
                            0L, 0L, start, 0L, start + 1, 1L, start + 10, 1L, start + 2495, 250L, start + 4990, 499L));
            assertThat(found.timestamp()).isEqualTo(start + 2500);
            assertThat(found.leaderEpoch()).isPresent();
            assertThat(late).isNull();
            consumer.seek(partition, found.offset());
            assertThat(poll(consumer, 1).get(0).value()).isEqualTo("v250");
        }
    }

    @Test
    void shouldLeaveAPausedPartitionAlone() {
        var topic = createTopic(bootstrap, "pause", 2);
        fill(bootstrap, topic, 0, 10);
        fill(bootstrap, topic, 1, 10);
        var paused = new TopicPartition(topic, 0);

        try (var consumer = assigned(bootstrap, topic, 2)) {
            consumer.pause(List.of(paused));
            assertThat(poll(consumer, 10)).extracting(ConsumerRecord::partition).containsOnly(1);
            assertThat(consumer.poll(Duration.ofMillis(100))).isEmpty();

            consumer.resume(List.of(paused));
            assertThat(poll(consumer, 10)).extracting(ConsumerRecord::partition).containsOnly(0);
        }
    }

    @Test
    void shouldHandOverARecordAsSoonAsItIsThere() {
        var topic = createTopic(bootstrap, "long-poll", 1);

        var consumer = Clients.consumer(bootstrap, "fetch.max.wait.ms=30000");
        try (var producer = Clients.producer(bootstrap)) {
            consumer.assign(partitions(topic, 1));
            assertThat(consumer.poll(Duration.ofMillis(300))).isEmpty();

            for (var i = 0; i < 5; i++) {
                send(producer, new ProducerRecord<>(topic, "v" + i));
                var started = System.nanoTime();
                assertThat(values(poll(consumer, 1))).containsExactly("v" + i);
                assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
            }
        } finally {
            // Else it waits for the answer to its last fetch.
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    @Test
    void shouldWaitForMinBytesNoLongerThanMaxWait() {
        var topic = createTopic(bootstrap, "min-bytes", 1);
        fill(bootstrap, topic, 0, 1);

        try (var consumer = Clients.consumer(bootstrap, "fetch.min.bytes=1000000", "fetch.max.wait.ms=300")) {
            consumer.assign(partitions(topic, 1));
            assertThat(values(poll(consumer, 1))).containsExactly("v0");
        }
    }

    @Test
    void shouldFollowManyPartitionsWithinOneFetchSession() {
        var topic = createTopic(bootstrap, "session", 120);

        try (var consumer = assigned(bootstrap, topic, 120);
                var producer = Clients.producer(bootstrap)) {
            var got = new ArrayList<ConsumerRecord<String, String>>();
            for (var round = 0; round < 20; round++) {
                var number = round;
                send(
                        producer,
                        IntStream.range(0, 6)
                                .mapToObj(i ->
                                        new ProducerRecord<>(topic, (number * 7 + i * 20) % 120, "k", "r" + number)));
                var expected = (round + 1) * 6;
                Clients.pollUntil(consumer, got, () -> got.size() >= expected, "round " + round);
            }

            assertThat(got).hasSize(120);
            assertThat(got.stream().map(record -> record.partition() + "@" + record.offset()))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void shouldChangeThePartitionsOfARunningSession() {
        var first = createTopic(bootstrap, "session-first", 3);
        var second = createTopic(bootstrap, "session-second", 3);
        fill(bootstrap, first, 0, 5);
        fill(bootstrap, second, 2, 5);

        try (var consumer = assigned(bootstrap, first, 3)) {
            assertThat(poll(consumer, 5)).hasSize(5);
            consumer.assign(partitions(second, 3));
            assertThat(poll(consumer, 5)).extracting(ConsumerRecord::topic).containsOnly(second);
            consumer.assign(List.of(new TopicPartition(first, 0), new TopicPartition(second, 2)));
            consumer.seekToBeginning(List.of());
            assertThat(poll(consumer, 10)).hasSize(10);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fetch.max.bytes=20000", "max.partition.fetch.bytes=2000", "max.poll.records=7"})
    void shouldReadEverythingInSmallBites(String limit) {
        var topic = createTopic(bootstrap, "bites", 4);
        try (var producer = Clients.producer(bootstrap, "batch.size=1000", "linger.ms=5")) {
            send(
                    producer,
                    IntStream.range(0, 800)
                            .mapToObj(i -> new ProducerRecord<>(topic, i % 4, "k", i + "x".repeat(100))));
        }

        var records = Clients.readAll(bootstrap, topic, limit);

        assertThat(records).hasSize(800);
        assertThat(records.stream().map(record -> record.partition() + "@" + record.offset()))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldKnowBeginningAndEnd() {
        var topic = createTopic(bootstrap, "ends", 3);
        fill(bootstrap, topic, 1, 42);

        try (var consumer = Clients.consumer(bootstrap)) {
            var partitions = partitions(topic, 3);
            assertThat(consumer.beginningOffsets(partitions).values()).containsOnly(0L);
            assertThat(consumer.endOffsets(partitions))
                    .isEqualTo(Map.of(partitions.get(0), 0L, partitions.get(1), 42L, partitions.get(2), 0L));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            assertThat(poll(consumer, 42)).hasSize(42);
            assertThat(consumer.currentLag(partitions.get(1))).hasValue(0);
        }
    }

    @Test
    void shouldResetAsTheConsumerAsksWhenItsOffsetIsOutOfRange() {
        var topic = createTopic(bootstrap, "reset", 1);
        var partition = new TopicPartition(topic, 0);
        fill(bootstrap, topic, 0, 10);

        try (var consumer = assigned(bootstrap, topic, 1)) {
            consumer.seek(partition, 5000);
            assertThat(values(poll(consumer, 10))).startsWith("v0");
        }
        try (var consumer = Clients.consumer(bootstrap, "auto.offset.reset=none")) {
            consumer.assign(List.of(partition));
            assertThatThrownBy(() -> consumer.poll(Clients.TIMEOUT)).isInstanceOf(NoOffsetForPartitionException.class);
            consumer.seek(partition, 5000);
            assertThatThrownBy(() -> poll(consumer, 1)).isInstanceOf(OffsetOutOfRangeException.class);
        }
        try (var consumer = Clients.consumer(bootstrap, "auto.offset.reset=latest")) {
            consumer.assign(List.of(partition));
            assertThat(consumer.position(partition)).isEqualTo(10);
        }
    }

    @Test
    void shouldStartAtADurationBeforeNow() {
        var topic = createTopic(bootstrap, "by-duration", 1);
        var now = System.currentTimeMillis();
        try (var producer = Clients.producer(bootstrap)) {
            send(
                    producer,
                    new ProducerRecord<>(topic, 0, now - 7_200_000, "k", "two hours ago"),
                    new ProducerRecord<>(topic, 0, now - 60_000, "k", "a minute ago"));
        }

        try (var consumer = Clients.consumer(bootstrap, "auto.offset.reset=by_duration:PT1H")) {
            consumer.assign(partitions(topic, 1));
            assertThat(values(poll(consumer, 1))).containsExactly("a minute ago");
        }
    }

    @Test
    void shouldReadCommittedJustAsWellWhenThereAreNoTransactions() {
        var topic = createTopic(bootstrap, "read-committed", 1);
        fill(bootstrap, topic, 0, 100);

        assertThat(Clients.readAll(bootstrap, topic, "isolation.level=read_committed"))
                .hasSize(100);
    }

    @Test
    void shouldListTopics() {
        var topic = createTopic(bootstrap, "listed", 2);

        try (var consumer = Clients.consumer(bootstrap)) {
            assertThat(consumer.listTopics()).containsKey(topic);
            assertThat(consumer.partitionsFor(topic)).hasSize(2);
        }
    }

    @Test
    void shouldNotCreateTopicsForAConsumerThatForbidsIt() {
        var topic = Clients.unique("not-created");

        try (var consumer = Clients.consumer(bootstrap, "allow.auto.create.topics=false", "group.id=" + topic)) {
            consumer.subscribe(List.of(topic));
            assertThat(consumer.poll(Duration.ofMillis(300))).isEmpty();
            assertThat(consumer.listTopics()).doesNotContainKey(topic);
            assertThat(consumer.partitionsFor(topic)).isEmpty();
        }
    }

    @Test
    void shouldRefuseToReadATopicWithAForbiddenName() {
        try (var consumer = Clients.consumer(bootstrap, "group.id=forbidden")) {
            consumer.subscribe(Set.of("no spaces, please"));
            assertThatThrownBy(() -> consumer.poll(Clients.TIMEOUT)).isInstanceOf(InvalidTopicException.class);
        }
    }
}
