// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.storage;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.fill;
import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.poll;
import static io.barnabas.compat.harness.Clients.readAll;
import static io.barnabas.compat.harness.Clients.unique;
import static io.barnabas.compat.harness.Clients.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.Broker;
import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.TestBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The broker goes and comes back, politely or not; everything is there. */
final class RestartIT {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.own("log.retention.ms=-1");

    private final String bootstrap = BROKER.bootstrap();

    /** A way to go. */
    record Farewell(String name, Consumer<Broker> how) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Farewell> farewells() {
        return Stream.of(new Farewell("stop", Broker::stop), new Farewell("kill -9", Broker::kill));
    }

    private void restart(Farewell farewell) {
        farewell.how().accept(BROKER.broker());
        BROKER.broker().restart();
    }

    @ParameterizedTest
    @MethodSource("farewells")
    void shouldStillHaveTopicsRecordsConfigsAndOffsets(Farewell farewell) {
        var topic = createTopic(bootstrap, "kept", 3, Map.of("retention.ms", "987654321"));
        var group = unique("kept");
        for (var partition = 0; partition < 3; partition++) {
            fill(bootstrap, topic, partition, 50);
        }
        try (var consumer = Clients.groupConsumer(bootstrap, group)) {
            consumer.subscribe(List.of(topic));
            poll(consumer, 150);
            consumer.commitSync();
        }
        var recordsBefore =
                readAll(bootstrap, topic).stream().map(RestartIT::text).toList();
        var idBefore = describe(topic);
        var clusterBefore = clusterId();

        restart(farewell);

        assertThat(readAll(bootstrap, topic).stream().map(RestartIT::text)).containsExactlyElementsOf(recordsBefore);
        assertThat(describe(topic)).isEqualTo(idBefore);
        assertThat(clusterId()).isEqualTo(clusterBefore);
        assertThat(config(topic, "retention.ms")).isEqualTo("987654321");
        fill(bootstrap, topic, 1, 5);
        try (var consumer = Clients.groupConsumer(bootstrap, group)) {
            consumer.subscribe(List.of(topic));
            assertThat(poll(consumer, 5))
                    .extracting(ConsumerRecord::partition, ConsumerRecord::offset)
                    .first()
                    .isEqualTo(org.assertj.core.api.Assertions.tuple(1, 50L));
        }
    }

    @ParameterizedTest
    @MethodSource("farewells")
    void shouldFindTimesAndDeletedRecordsAsBefore(Farewell farewell) {
        var topic = createTopic(bootstrap, "indexed", 1, Map.of("segment.bytes", "1048576"));
        var partition = new TopicPartition(topic, 0);
        var start = 1_600_000_000_000L;
        try (var producer = Clients.producer(bootstrap);
                var admin = Clients.admin(bootstrap)) {
            Clients.send(
                    producer,
                    IntStream.range(0, 4000)
                            .mapToObj(i -> new ProducerRecord<>(topic, 0, start + i, "k", i + "x".repeat(1000))));
            get(admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(1234)))
                    .all());
        }

        restart(farewell);

        try (var consumer = Clients.assigned(bootstrap, topic, 1)) {
            assertThat(consumer.endOffsets(List.of(partition))).containsEntry(partition, 4000L);
            for (var i = 1300; i < 4000; i += 300) {
                assertThat(consumer.offsetsForTimes(Map.of(partition, start + i))
                                .get(partition)
                                .offset())
                        .isEqualTo(i);
            }
            if (farewell.name().equals("stop")) {
                // After a kill the start may be the older one, as it is checkpointed once a minute.
                assertThat(consumer.beginningOffsets(List.of(partition))).containsEntry(partition, 1234L);
            }
            consumer.seek(partition, 3999);
            assertThat(poll(consumer, 1).get(0).value()).startsWith("3999x");
        }
    }

    @ParameterizedTest
    @MethodSource("farewells")
    void shouldNotNoticeMoreThanAPauseInTheClients(Farewell farewell) {
        var topic = createTopic(bootstrap, "ridden-through", 1);
        var group = unique("riders");

        try (var producer = Clients.producer(bootstrap);
                var consumer = Clients.groupConsumer(bootstrap, group)) {
            consumer.subscribe(List.of(topic));
            Clients.send(producer, IntStream.range(0, 10).mapToObj(i -> new ProducerRecord<>(topic, "v" + i)));
            var got = new ArrayList<>(poll(consumer, 10));
            consumer.commitSync();

            farewell.how().accept(BROKER.broker());
            // On a thread of its own, as a producer that finds no broker at all forgets its metadata, and its send()
            // waits.
            var later = CompletableFuture.supplyAsync(() -> Clients.send(
                    producer, IntStream.range(10, 20).mapToObj(i -> new ProducerRecord<>(topic, "v" + i))));
            BROKER.broker().restart();

            get(later);
            Clients.pollUntil(consumer, got, () -> got.size() >= 20, "20 records");
            assertThat(values(got))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 20).mapToObj(i -> "v" + i).toList());
            consumer.commitSync();
        }
    }

    @ParameterizedTest
    @MethodSource("farewells")
    void shouldGiveOutNewProducerIds(Farewell farewell) {
        var topic = createTopic(bootstrap, "producer-ids", 1);
        fill(bootstrap, topic, 0, 3);
        restart(farewell);
        fill(bootstrap, topic, 0, 3);
        fill(bootstrap, topic, 0, 3);

        try (var admin = Clients.admin(bootstrap)) {
            var producers = get(admin.describeProducers(Clients.partitions(topic, 1))
                            .all())
                    .get(new TopicPartition(topic, 0))
                    .activeProducers();
            assertThat(producers)
                    .hasSize(3)
                    .allSatisfy(producer -> assertThat(producer.lastSequence()).isEqualTo(2));
        }
        assertThat(readAll(bootstrap, topic)).hasSize(9);
    }

    @Test
    void shouldStillHaveDeletedWhatWasDeleted() {
        var topic = createTopic(bootstrap, "gone", 2);
        fill(bootstrap, topic, 0, 10);
        try (var admin = Clients.admin(bootstrap)) {
            get(admin.deleteTopics(List.of(topic)).all());
        }

        BROKER.broker().kill();
        BROKER.broker().restart();

        try (var admin = Clients.admin(bootstrap)) {
            assertThat(get(admin.listTopics().names())).doesNotContain(topic);
        }
    }

    private static String text(ConsumerRecord<String, String> record) {
        return record.partition() + "@" + record.offset() + " " + record.timestamp() + " " + record.key() + "="
                + record.value();
    }

    private String describe(String topic) {
        try (var admin = Clients.admin(bootstrap)) {
            var description =
                    get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
            return description.topicId() + " " + description.partitions().size();
        }
    }

    private String clusterId() {
        try (var admin = Clients.admin(bootstrap)) {
            return get(admin.describeCluster().clusterId());
        }
    }

    private String config(String topic, String name) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (var admin = Clients.admin(bootstrap)) {
            return get(admin.describeConfigs(List.of(resource)).all())
                    .get(resource)
                    .get(name)
                    .value();
        }
    }
}
