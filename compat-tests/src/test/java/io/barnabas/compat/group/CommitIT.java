// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.group;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.fill;
import static io.barnabas.compat.harness.Clients.poll;
import static io.barnabas.compat.harness.Clients.unique;
import static io.barnabas.compat.harness.Clients.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.TestBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidCommitOffsetSizeException;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A group remembers how far it has come. */
final class CommitIT {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.shared();

    private final String bootstrap = BROKER.bootstrap();

    @Test
    void shouldGoOnWhereItsPredecessorCommitted() {
        var topic = createTopic(bootstrap, "resume", 1);
        var group = unique("resumers");
        fill(bootstrap, topic, 0, 10);

        try (var consumer = Clients.groupConsumer(bootstrap, group, "max.poll.records=4")) {
            consumer.subscribe(List.of(topic));
            assertThat(values(poll(consumer, 4))).containsExactly("v0", "v1", "v2", "v3");
            consumer.commitSync();
            poll(consumer, 4);
        }

        try (var consumer = Clients.groupConsumer(bootstrap, group)) {
            consumer.subscribe(List.of(topic));
            assertThat(values(poll(consumer, 6))).containsExactly("v4", "v5", "v6", "v7", "v8", "v9");
        }
    }

    @Test
    void shouldCommitWithoutWaiting() {
        var topic = createTopic(bootstrap, "async", 1);
        var partition = new TopicPartition(topic, 0);
        fill(bootstrap, topic, 0, 10);

        try (var consumer = Clients.groupConsumer(bootstrap, unique("async"))) {
            consumer.subscribe(List.of(topic));
            poll(consumer, 10);
            var answer = new AtomicReference<Map<TopicPartition, OffsetAndMetadata>>();
            consumer.commitAsync((offsets, exception) -> answer.set(exception == null ? offsets : null));
            Clients.pollUntil(consumer, new java.util.ArrayList<>(), () -> answer.get() != null, "the commit");

            assertThat(answer.get().get(partition).offset()).isEqualTo(10);
            assertThat(consumer.committed(Set.of(partition)).get(partition).offset())
                    .isEqualTo(10);
        }
    }

    @Test
    void shouldCommitByItselfEveryNowAndThen() {
        var topic = createTopic(bootstrap, "auto", 1);
        var partition = new TopicPartition(topic, 0);
        var group = unique("auto");
        fill(bootstrap, topic, 0, 10);

        try (var consumer = Clients.groupConsumer(
                        bootstrap, group, "enable.auto.commit=true", "auto.commit.interval.ms=100");
                var admin = Clients.admin(bootstrap)) {
            consumer.subscribe(List.of(topic));
            poll(consumer, 10);
            await().untilAsserted(() -> {
                consumer.poll(Duration.ofMillis(50));
                assertThat(admin.listConsumerGroupOffsets(group)
                                .partitionsToOffsetAndMetadata()
                                .get())
                        .containsKey(partition);
            });
        }
    }

    @Test
    void shouldKeepMetadataAndLeaderEpochOfACommit() {
        var topic = createTopic(bootstrap, "metadata", 2);
        var partition = new TopicPartition(topic, 1);
        var empty = new TopicPartition(topic, 0);
        var group = unique("metadata");
        fill(bootstrap, topic, 1, 10);

        try (var consumer = Clients.groupConsumer(bootstrap, group)) {
            consumer.assign(List.of(partition));
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(7, Optional.of(0), "seven, by hand")));
        }

        try (var consumer = Clients.groupConsumer(bootstrap, group)) {
            var committed = consumer.committed(Set.of(partition, empty));
            assertThat(committed.get(partition)).isEqualTo(new OffsetAndMetadata(7, Optional.of(0), "seven, by hand"));
            assertThat(committed.get(empty)).isNull();
        }
    }

    @Test
    void shouldRefuseMetadataThatIsTooLong() {
        var topic = createTopic(bootstrap, "long-metadata", 1);
        var partition = new TopicPartition(topic, 0);

        try (var consumer = Clients.groupConsumer(bootstrap, unique("long-metadata"))) {
            consumer.assign(List.of(partition));
            assertThatThrownBy(() -> consumer.commitSync(Map.of(partition, new OffsetAndMetadata(1, "m".repeat(5000)))))
                    .isInstanceOfAny(OffsetMetadataTooLarge.class, InvalidCommitOffsetSizeException.class);
        }
    }

    @Test
    void shouldRefuseTheCommitOfAMemberThatWasThrownOut() {
        var topic = createTopic(bootstrap, "thrown-out", 1);
        var group = unique("thrown-out");
        fill(bootstrap, topic, 0, 10);

        try (var slow = Clients.groupConsumer(bootstrap, group, "max.poll.interval.ms=500", "session.timeout.ms=6000");
                var heir = Clients.groupConsumer(bootstrap, group)) {
            slow.subscribe(List.of(topic));
            poll(slow, 10);
            heir.subscribe(List.of(topic));
            poll(heir, 10);

            assertThatThrownBy(slow::commitSync).isInstanceOf(CommitFailedException.class);
        }
    }

    @Test
    void shouldReplayFromTheBeginningAndFromAPointInTime() {
        var topic = createTopic(bootstrap, "replay", 1);
        var partition = new TopicPartition(topic, 0);
        fill(bootstrap, topic, 0, 10);
        var later = System.currentTimeMillis() + 1000;
        try (var producer = Clients.producer(bootstrap)) {
            Clients.send(
                    producer,
                    java.util.stream.IntStream.range(0, 5)
                            .mapToObj(i -> new org.apache.kafka.clients.producer.ProducerRecord<>(
                                    topic, 0, later + i, "k", "later" + i)));
        }

        try (var consumer = Clients.groupConsumer(bootstrap, unique("replay"))) {
            consumer.subscribe(List.of(topic));
            assertThat(poll(consumer, 15)).hasSize(15);
            consumer.commitSync();

            consumer.seekToBeginning(consumer.assignment());
            assertThat(poll(consumer, 15)).extracting(ConsumerRecord::offset).startsWith(0L);
            consumer.seek(
                    partition,
                    consumer.offsetsForTimes(Map.of(partition, later))
                            .get(partition)
                            .offset());
            assertThat(values(poll(consumer, 5))).containsExactly("later0", "later1", "later2", "later3", "later4");
        }
    }
}
