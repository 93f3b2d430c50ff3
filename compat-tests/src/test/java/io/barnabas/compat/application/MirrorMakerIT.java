// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.application;

import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.readAll;
import static io.barnabas.compat.harness.Clients.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Application;
import io.barnabas.compat.harness.BrokerKind;
import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.Ports;
import io.barnabas.compat.harness.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** MirrorMaker 2 between Apache Kafka and the broker under test, both ways, with the offsets of groups. */
final class MirrorMakerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @RegisterExtension
    final TestBroker broker = TestBroker.own();

    @TempDir
    Path temp;

    @Test
    void shouldCarryRecordsAndOffsetsBothWays() throws IOException {
        try (var kafka =
                BrokerKind.KAFKA.start(temp.resolve("kafka"), Map.of("group.initial.rebalance.delay.ms", "0"))) {
            var there = kafka.bootstrap();
            var here = broker.bootstrap();
            createTopic(there, "orders");
            createTopic(here, "bills");
            Clients.fill(there, "orders", 0, 100);
            Clients.fill(here, "bills", 0, 50);
            try (var consumer = Clients.groupConsumer(there, "shop", "max.poll.records=40")) {
                consumer.subscribe(List.of("orders"));
                Clients.poll(consumer, 40);
                consumer.commitSync();
            }
            var config = temp.resolve("mirror.properties");
            Files.write(config, settings(there, here));

            try (var mirror =
                    Application.tool("mirror-maker", config.toString()).start()) {
                await().atMost(PATIENCE)
                        .ignoreException(UnknownTopicOrPartitionException.class)
                        .untilAsserted(() -> {
                            assertThat(values(readAll(here, "there.orders"))).hasSize(100);
                            assertThat(values(readAll(there, "here.bills"))).hasSize(50);
                        });
                Clients.fill(there, "orders", 0, 10);
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () -> assertThat(readAll(here, "there.orders")).hasSize(110));
                try (var admin = Clients.admin(here)) {
                    await().atMost(PATIENCE)
                            .untilAsserted(() -> assertThat(get(admin.listConsumerGroupOffsets("shop")
                                            .partitionsToOffsetAndMetadata()))
                                    .hasEntrySatisfying(
                                            new TopicPartition("there.orders", 0),
                                            offset ->
                                                    assertThat(offset.offset()).isBetween(1L, 40L)));
                }
                mirror.stop();
            }
        }
    }

    private static void createTopic(String bootstrap, String topic) {
        try (var admin = Clients.admin(bootstrap)) {
            get(admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all());
        }
    }

    private static List<String> settings(String there, String here) {
        return List.of(
                "clusters=there,here",
                "there.bootstrap.servers=" + there,
                "here.bootstrap.servers=" + here,
                "there->here.enabled=true",
                "there->here.topics=orders",
                "here->there.enabled=true",
                "here->there.topics=bills",
                "replication.factor=1",
                "checkpoints.topic.replication.factor=1",
                "heartbeats.topic.replication.factor=1",
                "offset-syncs.topic.replication.factor=1",
                "offset.storage.replication.factor=1",
                "status.storage.replication.factor=1",
                "config.storage.replication.factor=1",
                "sync.group.offsets.enabled=true",
                "sync.group.offsets.interval.seconds=1",
                "emit.checkpoints.interval.seconds=1",
                "refresh.topics.interval.seconds=2",
                "refresh.groups.interval.seconds=2",
                "offset.lag.max=0",
                "offset.flush.interval.ms=500",
                "dedicated.mode.enable.internal.rest=false",
                "listeners=http://localhost:" + Ports.free());
    }
}
