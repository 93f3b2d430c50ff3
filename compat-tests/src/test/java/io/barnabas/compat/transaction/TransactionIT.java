// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.transaction;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.fill;
import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.partitions;
import static io.barnabas.compat.harness.Clients.unique;
import static io.barnabas.compat.harness.Clients.values;
import static io.barnabas.compat.transaction.Transactions.all;
import static io.barnabas.compat.transaction.Transactions.committed;
import static io.barnabas.compat.transaction.Transactions.producer;
import static io.barnabas.compat.transaction.Transactions.send;
import static io.barnabas.compat.transaction.Transactions.sendWithoutWaiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.TestBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Records and offsets that come true together, or not at all. */
final class TransactionIT {
    @RegisterExtension
    static final TestBroker BROKER =
            TestBroker.own("transaction.abort.timed.out.transaction.cleanup.interval.ms=100", "log.retention.ms=-1");

    private final String bootstrap = BROKER.bootstrap();

    @Test
    void shouldShowRecordsToReadersOfCommittedDataOnceTheyAreCommitted() {
        var topic = createTopic(bootstrap, "commit", 1);
        fill(bootstrap, topic, 0, 1);

        try (var producer = producer(bootstrap, unique("commit"))) {
            producer.beginTransaction();
            send(producer, topic, "a", "b");
            fill(bootstrap, topic, 0, 1);

            assertThat(all(bootstrap, topic)).containsExactly("v0", "a", "b", "v0");
            assertThat(committed(bootstrap, topic)).containsExactly("v0");
            producer.commitTransaction();
            assertThat(committed(bootstrap, topic)).containsExactly("v0", "a", "b", "v0");
        }
    }

    @Test
    void shouldNeverShowWhatWasAborted() {
        var topic = createTopic(bootstrap, "abort", 1);

        try (var producer = producer(bootstrap, unique("abort"))) {
            for (var round = 0; round < 5; round++) {
                producer.beginTransaction();
                send(producer, topic, "bad" + round);
                producer.abortTransaction();
                producer.beginTransaction();
                send(producer, topic, "good" + round);
                producer.commitTransaction();
            }
        }

        assertThat(committed(bootstrap, topic)).containsExactly("good0", "good1", "good2", "good3", "good4");
        assertThat(all(bootstrap, topic)).hasSize(10);
    }

    @Test
    void shouldEndTransactionsThatHaveWrittenNothing() {
        var topic = createTopic(bootstrap, "empty", 1);

        try (var producer = producer(bootstrap, unique("empty"))) {
            producer.beginTransaction();
            producer.commitTransaction();
            producer.beginTransaction();
            producer.abortTransaction();
            producer.beginTransaction();
            send(producer, topic, "something");
            producer.commitTransaction();
        }

        assertThat(committed(bootstrap, topic)).containsExactly("something");
    }

    @Test
    void shouldCommitOverSeveralTopicsAtOnce() {
        var topics = List.of(createTopic(bootstrap, "several", 3), createTopic(bootstrap, "several", 2));

        try (var producer = producer(bootstrap, unique("several"), "batch.size=200")) {
            for (var round = 0; round < 20; round++) {
                producer.beginTransaction();
                for (var topic : topics) {
                    for (var partition : partitions(topic, topic.equals(topics.get(0)) ? 3 : 2)) {
                        for (var i = 0; i < 10; i++) {
                            sendWithoutWaiting(producer, topic, partition.partition(), round + "." + i);
                        }
                    }
                }
                if (round % 3 == 0) {
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
            }
        }

        var expected = new ArrayList<String>();
        for (var round = 0; round < 20; round++) {
            for (var i = 0; i < 10 && round % 3 != 0; i++) {
                expected.add(round + "." + i);
            }
        }
        for (var topic : topics) {
            var records = Clients.readAll(bootstrap, topic, "isolation.level=read_committed");
            for (var partition : partitions(topic, topic.equals(topics.get(0)) ? 3 : 2)) {
                assertThat(records.stream().filter(each -> each.partition() == partition.partition()))
                        .extracting(each -> each.value())
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void shouldCommitOffsetsWithTheRecordsMadeFromThem() throws Exception {
        var from = createTopic(bootstrap, "from", 1);
        var to = createTopic(bootstrap, "to", 1);
        var group = unique("transformers");
        var partition = new TopicPartition(from, 0);
        fill(bootstrap, from, 0, 10);

        try (var producer = producer(bootstrap, unique("transform"));
                var consumer = Clients.groupConsumer(bootstrap, group, "isolation.level=read_committed");
                var admin = Clients.admin(bootstrap)) {
            consumer.subscribe(List.of(from));
            var read = Clients.poll(consumer, 10);
            producer.beginTransaction();
            read.forEach(each -> sendWithoutWaiting(producer, to, 0, each.value() + "'"));
            producer.sendOffsetsToTransaction(Map.of(partition, new OffsetAndMetadata(10)), consumer.groupMetadata());
            producer.abortTransaction();
            assertThat(consumer.committed(Set.of(partition)).get(partition)).isNull();

            producer.beginTransaction();
            read.forEach(each -> sendWithoutWaiting(producer, to, 0, each.value() + "\""));
            producer.sendOffsetsToTransaction(Map.of(partition, new OffsetAndMetadata(10)), consumer.groupMetadata());
            producer.commitTransaction();

            assertThat(consumer.committed(Set.of(partition)).get(partition).offset())
                    .isEqualTo(10);
            assertThat(admin.listConsumerGroupOffsets(group)
                            .partitionsToOffsetAndMetadata()
                            .get())
                    .containsEntry(partition, new OffsetAndMetadata(10, java.util.Optional.empty(), ""));
        }
        assertThat(committed(bootstrap, to)).hasSize(10).allMatch(value -> value.endsWith("\""));
    }

    @Test
    @SuppressWarnings("removal") // There is no other way to name somebody that one is not.
    void shouldRefuseOffsetsOfAMemberThatIsNone() {
        var topic = createTopic(bootstrap, "nobody", 1);
        fill(bootstrap, topic, 0, 1);

        try (var producer = producer(bootstrap, unique("nobody"));
                var consumer = Clients.groupConsumer(bootstrap, unique("nobody"))) {
            consumer.subscribe(List.of(topic));
            Clients.poll(consumer, 1);
            var stranger = new ConsumerGroupMetadata(
                    consumer.groupMetadata().groupId(), 1, "nobody", java.util.Optional.empty());
            producer.beginTransaction();

            assertThatThrownBy(() -> {
                        producer.sendOffsetsToTransaction(
                                Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(1)), stranger);
                        producer.commitTransaction();
                    })
                    .isInstanceOf(KafkaException.class);
            producer.abortTransaction();
        }
    }

    @Test
    void shouldFenceAProducerWhenAnotherTakesItsId() {
        var topic = createTopic(bootstrap, "fenced", 1);
        var id = unique("fenced");

        try (var zombie = producer(bootstrap, id)) {
            zombie.beginTransaction();
            send(zombie, topic, "of the first");
            try (var successor = producer(bootstrap, id)) {
                assertThatThrownBy(() -> {
                            sendWithoutWaiting(zombie, topic, 0, "late");
                            zombie.commitTransaction();
                        })
                        .satisfiesAnyOf(
                                e -> assertThat(e).isInstanceOf(ProducerFencedException.class),
                                e -> assertThat(e).isInstanceOf(InvalidProducerEpochException.class),
                                e -> assertThat(e.getCause()).isInstanceOf(InvalidProducerEpochException.class));
                successor.beginTransaction();
                send(successor, topic, "of the second");
                successor.commitTransaction();
            }
        }

        assertThat(committed(bootstrap, topic)).containsExactly("of the second");
    }

    @Test
    void shouldAbortWhatLastsTooLong() {
        var topic = createTopic(bootstrap, "timeout", 1);

        try (var producer = producer(bootstrap, unique("timeout"), "transaction.timeout.ms=500")) {
            producer.beginTransaction();
            send(producer, topic, "slow");
            fill(bootstrap, topic, 0, 1);

            await().atMost(Clients.TIMEOUT)
                    .untilAsserted(() -> assertThat(committed(bootstrap, topic)).containsExactly("v0"));
            assertThatThrownBy(producer::commitTransaction).isInstanceOf(KafkaException.class);
        }
    }

    @Test
    void shouldRefuseATimeoutThatIsTooLong() {
        assertThatThrownBy(() -> producer(bootstrap, unique("long"), "transaction.timeout.ms=900001"))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("transaction timeout is larger than the maximum value");
    }

    @Test
    void shouldShowTransactionsToAnAdministrator() throws Exception {
        var topic = createTopic(bootstrap, "shown", 2);
        var id = unique("shown");

        try (var producer = producer(bootstrap, id, "transaction.timeout.ms=50000");
                var admin = Clients.admin(bootstrap)) {
            producer.beginTransaction();
            send(producer, topic, "shown");

            var described =
                    admin.describeTransactions(List.of(id)).description(id).get();
            assertThat(described.state()).isEqualTo(TransactionState.ONGOING);
            assertThat(described.transactionTimeoutMs()).isEqualTo(50_000);
            assertThat(described.topicPartitions()).containsExactly(new TopicPartition(topic, 0));
            assertThat(described.transactionStartTimeMs().getAsLong()).isPositive();
            var listed = admin.listTransactions(new ListTransactionsOptions()
                            .filterStates(Set.of(TransactionState.ONGOING))
                            .filterOnTransactionalIdPattern(id))
                    .all()
                    .get();
            assertThat(listed).singleElement().satisfies(each -> {
                assertThat(each.transactionalId()).isEqualTo(id);
                assertThat(each.producerId()).isEqualTo(described.producerId());
            });
            var producers = admin.describeProducers(List.of(new TopicPartition(topic, 0)))
                    .all()
                    .get();
            assertThat(producers.get(new TopicPartition(topic, 0)).activeProducers())
                    .singleElement()
                    .satisfies(each -> {
                        assertThat(each.producerId()).isEqualTo(described.producerId());
                        assertThat(each.currentTransactionStartOffset()).hasValue(0);
                    });
            producer.commitTransaction();
            assertThatThrownBy(() ->
                            get(admin.describeTransactions(List.of("never")).description("never")))
                    .isInstanceOf(TransactionalIdNotFoundException.class);
        }
    }

    @Test
    void shouldLetAnAdministratorFenceAProducerAndEndWhatHangs() {
        var topic = createTopic(bootstrap, "admin", 1);
        var id = unique("admin");
        var partition = new TopicPartition(topic, 0);

        try (var producer = producer(bootstrap, id);
                var admin = Clients.admin(bootstrap)) {
            producer.beginTransaction();
            send(producer, topic, "hangs");
            var state = get(admin.describeProducers(List.of(partition)).all())
                    .get(partition)
                    .activeProducers()
                    .get(0);
            get(admin.abortTransaction(
                            new AbortTransactionSpec(partition, state.producerId(), (short) state.producerEpoch(), 0))
                    .all());
            assertThat(get(admin.describeProducers(List.of(partition)).all())
                            .get(partition)
                            .activeProducers()
                            .get(0)
                            .currentTransactionStartOffset())
                    .isEmpty();

            get(admin.fenceProducers(List.of(id)).all());

            assertThatThrownBy(producer::commitTransaction).isInstanceOf(KafkaException.class);
        }
        assertThat(committed(bootstrap, topic)).isEmpty();
    }

    @Test
    void shouldReadOpenTransactionsNoFurtherThanTheLastStableOffset() {
        var topic = createTopic(bootstrap, "stable", 1);

        try (var slow = producer(bootstrap, unique("slow"));
                var fast = producer(bootstrap, unique("fast"));
                var reader = Clients.consumer(bootstrap, "isolation.level=read_committed")) {
            slow.beginTransaction();
            send(slow, topic, "slow");
            fast.beginTransaction();
            send(fast, topic, "fast");
            fast.commitTransaction();

            assertThat(committed(bootstrap, topic)).isEmpty();
            reader.assign(partitions(topic, 1));
            assertThat(reader.endOffsets(partitions(topic, 1))).containsValue(0L);
            slow.commitTransaction();
            assertThat(values(Clients.poll(reader, 2))).containsExactly("slow", "fast");
        }
    }
}
