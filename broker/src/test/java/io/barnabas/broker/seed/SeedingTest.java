// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.broker.BrokerEnvironment;
import io.barnabas.broker.BrokerServer;
import io.barnabas.broker.StartOptions;
import io.barnabas.broker.StartupException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedingTest {
    @TempDir
    private Path directory;

    private Path data;

    @BeforeEach
    void chooseData() {
        data = directory.resolve("data");
    }

    @Test
    void shouldHaveTheTopicsBeforeTheFirstClientComesAndLeaveThemAlone() throws Exception {
        try (BrokerServer broker = start("orders:3:1,users:1:1:compact");
                Admin admin = admin(broker)) {
            assertThat(admin.listTopics().names().get()).containsExactlyInAnyOrder("orders", "users");
            assertThat(admin.describeCluster().clusterId().get()).isEqualTo("4L6g3nShT-eMCtK--X86sw");
            ConfigResource users = new ConfigResource(ConfigResource.Type.TOPIC, "users");
            assertThat(admin.describeConfigs(Set.of(users)).all().get().values())
                    .extracting(config -> config.get("cleanup.policy").value())
                    .containsExactly("compact");
        }
        try (BrokerServer again = start("orders:7:1");
                Admin admin = admin(again)) {
            assertThat(admin.describeTopics(Set.of("orders"))
                            .allTopicNames()
                            .get()
                            .values())
                    .extracting(topic -> topic.partitions().size())
                    .containsExactly(3);
        }
    }

    @Test
    void shouldNotStartWhenATopicCannotBeMade() {
        assertThatThrownBy(() -> start("orders:1:3"))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("KAFKA_CREATE_TOPICS: cannot make topic orders: ")
                .hasMessageContaining("replication factor");
        try (BrokerServer next = start("")) {
            assertThat(next.dataDirectory()).isEqualTo(data);
        }
    }

    @Test
    void shouldNotStartOnTheDirectoryOfAnotherCluster() {
        start("").close();

        assertThatThrownBy(() -> BrokerServer.start(
                        properties(),
                        new StartOptions("aaaaaaaaaaaaaaaaaaaaaa", SeedPlan.NOTHING),
                        BrokerEnvironment.of(clock())))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("belongs to cluster 4L6g3nShT-eMCtK--X86sw, not to aaaaaaaaaaaaaaaaaaaaaa");
    }

    @Test
    void shouldHaveRecordsOffsetsAndUsersOnceHoweverOftenItStarts() throws Exception {
        Files.writeString(data.resolveSibling("seed.yaml"), """
                topics:
                  orders:
                    partitions: 2
                    records:
                      - { key: alice, value: { item: coffee }, headers: { source: seed }, timestamp: 17 }
                      - { key: bob, value: tea }
                      - { value: first }
                      - { value: second }
                      - { key: gone, partition: 1 }
                groups:
                  shop:
                    orders: { 0: 1, 1: latest }
                users:
                  alice: { password: wonderland, iterations: 4096 }
                """);
        for (int start = 0; start < 2; start++) {
            try (BrokerServer broker = start(SeedPlan.read(data.resolveSibling("seed.yaml")));
                    Admin admin = admin(broker)) {
                assertThat(read(broker, "orders"))
                        .containsExactlyInAnyOrder(
                                "alice={\"item\":\"coffee\"} source=seed 17",
                                "bob=tea",
                                "null=first",
                                "null=second",
                                "gone=null");
                Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets("shop")
                        .partitionsToOffsetAndMetadata()
                        .get();
                assertThat(committed.get(new TopicPartition("orders", 0))).isEqualTo(new OffsetAndMetadata(1));
                assertThat(admin.describeUserScramCredentials().all().get().values())
                        .singleElement()
                        .asString()
                        .contains("alice", "SCRAM_SHA_512", "4096");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            topics: {a: {replicas: 3}}                    | cannot make topic a: Unable to replicate
            topics: {a: {configs: {no.such: 1}}}          | cannot make topic a: Unknown topic config name: no.such
            topics: {a: {records: [{partition: 1}]}}      | topic a has no partition 1, only 1 of them
            topics: {a: {configs: {cleanup.policy: compact}, records: [{value: x}]}} | cannot write to partition 0 of topic a: Compacted topic cannot accept message without key
            topics: {}\\ngroups: {g: {none: {0: 0}}}       | there is no topic none; name it under topics
            topics: {a: {}}\\ngroups: {g: {a: {0: 5}}}     | offset 5 is beyond the end of partition 0 of topic a, 0
            users: {alice: {password: x, iterations: 1}}  | cannot set the password of user alice: Too few iterations
            """)
    void shouldNotStartWithASeedThatCannotBe(String yaml, String message) throws Exception {
        Path file = Files.writeString(data.resolveSibling("bad.yaml"), yaml.replace("\\n", "\n"));
        SeedPlan plan = SeedPlan.read(file);

        assertThatThrownBy(() -> start(plan))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("bad.yaml:")
                .hasMessageContaining(message);
    }

    private static List<String> read(BrokerServer broker, String topic) {
        Map<String, Object> config = Map.of("bootstrap.servers", broker.address(), "auto.offset.reset", "earliest");
        List<String> read = new ArrayList<>();
        try (Consumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                    StringBuilder headers = new StringBuilder();
                    record.headers()
                            .forEach(header -> headers.append(' ')
                                    .append(header.key())
                                    .append('=')
                                    .append(new String(header.value(), StandardCharsets.UTF_8))
                                    .append(' ')
                                    .append(record.timestamp()));
                    read.add(record.key() + "=" + record.value() + headers);
                }
            }
        }
        return read;
    }

    private BrokerServer start(SeedPlan plan) {
        return BrokerServer.start(properties(), new StartOptions(null, plan), BrokerEnvironment.of(clock()));
    }

    private BrokerServer start(String topics) {
        SeedPlan plan = SeedPlan.ofTopicList("KAFKA_CREATE_TOPICS", topics);
        return BrokerServer.start(
                properties(), new StartOptions("4L6g3nShT-eMCtK--X86sw", plan), BrokerEnvironment.of(clock()));
    }

    private Map<String, String> properties() {
        return Map.of("listeners", "PLAINTEXT://127.0.0.1:0", "log.dirs", data.toString());
    }

    private static InstantSource clock() {
        return InstantSource.system();
    }

    private static Admin admin(BrokerServer broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.address()));
    }
}
