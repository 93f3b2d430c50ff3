// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.tools;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.fill;
import static io.barnabas.compat.harness.Clients.unique;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.Program;
import io.barnabas.compat.harness.TestBroker;
import io.barnabas.compat.harness.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/kafka TOOL}: each tool does its work, and prints what it prints in front of Apache Kafka. */
final class ConsoleToolsIT {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.shared();

    @TempDir
    Path directory;

    private final String bootstrap = BROKER.bootstrap();

    private static Program tool(String name, String... options) {
        return Tool.on(BROKER.broker(), name, options);
    }

    private static String run(String name, String... options) {
        return tool(name, options).run().succeeded().all();
    }

    @Test
    void shouldManageTopics() {
        var topic = unique("tool-topic");

        assertThat(run("topics", "--create", "--topic", topic, "--partitions", "3", "--config", "retention.ms=100000"))
                .contains("Created topic " + topic + ".");
        assertThat(run("topics", "--list").lines()).contains(topic);
        assertThat(run("topics", "--describe", "--topic", topic))
                .contains("PartitionCount: 3", "ReplicationFactor: 1", "retention.ms=100000")
                .contains("Topic: " + topic + "\tPartition: 2\tLeader: 1\tReplicas: 1\tIsr: 1");
        run("topics", "--alter", "--topic", topic, "--partitions", "5");
        assertThat(run("topics", "--describe", "--topic", topic)).contains("PartitionCount: 5", "Partition: 4");
        run("topics", "--delete", "--topic", topic);
        assertThat(run("topics", "--list").lines()).doesNotContain(topic);
        assertThat(tool("topics", "--describe", "--topic", topic).run().exitCode())
                .isNotZero();
    }

    @Test
    void shouldProduceAndConsumeOnTheConsole() {
        var topic = createTopic(bootstrap, "console", 1);

        tool(
                        "console-producer",
                        "--topic",
                        topic,
                        "--reader-property",
                        "parse.key=true",
                        "--reader-property",
                        "parse.headers=true",
                        "--reader-property",
                        "null.marker=NULL",
                        "--compression-codec",
                        "zstd")
                .reading("trace:abc\tk1\tone\ntrace:def\tk2\ttwo words\ntrace:ghi\tk3\tNULL\n")
                .run()
                .succeeded();

        var consumed = tool(
                        "console-consumer",
                        "--topic",
                        topic,
                        "--from-beginning",
                        "--max-messages",
                        "3",
                        "--formatter-property",
                        "print.key=true",
                        "--formatter-property",
                        "print.headers=true",
                        "--formatter-property",
                        "print.partition=true",
                        "--formatter-property",
                        "print.offset=true")
                .run()
                .succeeded();
        assertThat(consumed.lines())
                .containsExactly(
                        "Partition:0\tOffset:0\ttrace:abc\tk1\tone",
                        "Partition:0\tOffset:1\ttrace:def\tk2\ttwo words",
                        "Partition:0\tOffset:2\ttrace:ghi\tk3\tnull");
        assertThat(tool(
                                "console-consumer",
                                "--topic",
                                topic,
                                "--partition",
                                "0",
                                "--offset",
                                "1",
                                "--max-messages",
                                "1")
                        .run()
                        .succeeded()
                        .lines())
                .containsExactly("two words");
    }

    @Test
    void shouldShowHowFarEachGroupIsBehind() {
        var topic = createTopic(bootstrap, "lag", 2);
        var fast = unique("fast");
        var slow = unique("slow");
        fill(bootstrap, topic, 0, 6);
        fill(bootstrap, topic, 1, 4);
        consume(topic, fast, 10);
        consume(topic, slow, 3);
        fill(bootstrap, topic, 1, 5);

        assertThat(run("consumer-groups", "--list").lines()).contains(fast, slow);
        assertThat(totalLag(fast)).isEqualTo(5);
        assertThat(totalLag(slow)).isEqualTo(12);
        assertThat(run("consumer-groups", "--describe", "--group", slow))
                .contains("has no active members")
                .containsPattern("GROUP +TOPIC +PARTITION +CURRENT-OFFSET +LOG-END-OFFSET +LAG");
        assertThat(run("consumer-groups", "--describe", "--group", slow, "--state"))
                .containsPattern("Empty +0");
    }

    @Test
    void shouldShowTheMembersOfAGroup() {
        var topic = createTopic(bootstrap, "members", 2);
        var group = unique("members");
        fill(bootstrap, topic, 0, 1);

        try (var consumer = Clients.groupConsumer(bootstrap, group, "client.id=the-client")) {
            consumer.subscribe(List.of(topic));
            Clients.poll(consumer, 1);
            consumer.commitSync();

            assertThat(run("consumer-groups", "--describe", "--group", group, "--members", "--verbose"))
                    .containsPattern(group + " +the-client-\\S+ +/127\\.0\\.0\\.1 +the-client +2 .*" + topic + ":0,1");
            assertThat(run("consumer-groups", "--describe", "--group", group, "--state"))
                    .containsPattern("range +Stable +1");
        }
    }

    @Test
    void shouldResetAndDeleteTheOffsetsOfAGroupAndTheGroup() {
        var topic = createTopic(bootstrap, "reset", 1);
        var group = unique("reset");
        fill(bootstrap, topic, 0, 10);
        consume(topic, group, 10);

        assertThat(run(
                        "consumer-groups",
                        "--group",
                        group,
                        "--topic",
                        topic,
                        "--reset-offsets",
                        "--to-offset",
                        "4",
                        "--execute"))
                .containsPattern(group + " +" + topic + " +0 +4");
        assertThat(totalLag(group)).isEqualTo(6);
        assertThat(run(
                        "consumer-groups",
                        "--group",
                        group,
                        "--topic",
                        topic,
                        "--reset-offsets",
                        "--to-earliest",
                        "--execute"))
                .containsPattern(group + " +" + topic + " +0 +0");
        assertThat(run("consumer-groups", "--group", group, "--topic", topic, "--delete-offsets"))
                .containsPattern(topic + " +0 +Successful");
        run("consumer-groups", "--group", group, "--topic", topic, "--reset-offsets", "--to-latest", "--execute");
        assertThat(run("consumer-groups", "--delete", "--group", group)).contains("was successful");
        assertThat(run("consumer-groups", "--list").lines()).doesNotContain(group);
    }

    @Test
    void shouldShowAndChangeConfigs() {
        var topic = createTopic(bootstrap, "configured", 1);

        run(
                "configs",
                "--entity-type",
                "topics",
                "--entity-name",
                topic,
                "--alter",
                "--add-config",
                "retention.ms=5000,max.message.bytes=2000");
        assertThat(run("configs", "--entity-type", "topics", "--entity-name", topic, "--describe"))
                .contains(
                        "retention.ms=5000 sensitive=false synonyms={DYNAMIC_TOPIC_CONFIG:retention.ms=5000",
                        "max.message.bytes=2000 sensitive=false synonyms={DYNAMIC_TOPIC_CONFIG:max.message.bytes=2000");
        run("configs", "--entity-type", "topics", "--entity-name", topic, "--alter", "--delete-config", "retention.ms");
        assertThat(run("configs", "--entity-type", "topics", "--entity-name", topic, "--describe"))
                .doesNotContain("retention.ms=5000");
        assertThat(run("configs", "--entity-type", "topics", "--entity-name", topic, "--describe", "--all"))
                .contains("cleanup.policy=delete sensitive=false synonyms={DEFAULT_CONFIG:log.cleanup.policy=delete}");
        assertThat(run("configs", "--entity-type", "brokers", "--entity-name", "1", "--describe", "--all"))
                .contains("log.dirs=" + BROKER.broker().dataDirectory());
    }

    @Test
    void shouldChangeTheBrokersDefaults() {
        run(
                "configs",
                "--entity-type",
                "brokers",
                "--entity-default",
                "--alter",
                "--add-config",
                "log.cleaner.threads=2");
        assertThat(run("configs", "--entity-type", "brokers", "--entity-default", "--describe"))
                .contains("log.cleaner.threads=2");
        run(
                "configs",
                "--entity-type",
                "brokers",
                "--entity-default",
                "--alter",
                "--delete-config",
                "log.cleaner.threads");
        assertThat(run("configs", "--entity-type", "brokers", "--entity-default", "--describe"))
                .doesNotContain("log.cleaner.threads=2");
    }

    @Test
    void shouldShowAndCutOffsets() throws IOException {
        var topic = createTopic(bootstrap, "offsets", 2);
        fill(bootstrap, topic, 0, 7);
        fill(bootstrap, topic, 1, 3);

        assertThat(run("get-offsets", "--topic", topic).lines()).contains(topic + ":0:7", topic + ":1:3");
        var cuts = Files.writeString(directory.resolve("cuts.json"), """
                {"partitions": [{"topic": "%s", "partition": 0, "offset": 5}, {"topic": "%s", "partition": 1, "offset": -1}],
                 "version": 1}""".formatted(topic, topic));
        assertThat(run("delete-records", "--offset-json-file", cuts.toString()))
                .contains(
                        "partition: " + topic + "-0\tlow_watermark: 5", "partition: " + topic + "-1\tlow_watermark: 3");
        assertThat(run("get-offsets", "--topic", topic, "--time", "earliest").lines())
                .contains(topic + ":0:5", topic + ":1:3");
    }

    @Test
    void shouldShowWhereTheLogsAre() {
        var topic = createTopic(bootstrap, "log-dirs", 1);
        fill(bootstrap, topic, 0, 7);

        assertThat(run("log-dirs", "--describe", "--topic-list", topic))
                .contains("\"logDir\":\"" + BROKER.broker().dataDirectory() + "\"")
                .containsPattern(
                        "\"partition\":\"" + topic + "-0\",\"size\":[1-9][0-9]*,\"offsetLag\":0,\"isFuture\":false");
    }

    @Test
    void shouldReadTheFilesOfALog() {
        var topic = createTopic(bootstrap, "dumped", 1);
        try (var producer = Clients.producer(bootstrap, "compression.type=zstd", "linger.ms=50")) {
            Clients.send(
                    producer,
                    IntStream.range(0, 500).mapToObj(i -> new ProducerRecord<>(topic, "k" + i, "payload " + i)));
        }
        var log = BROKER.broker().dataDirectory().resolve(topic + "-0/00000000000000000000.log");

        var dump = Tool.plain("dump-log", "--files", log.toString(), "--print-data-log", "--deep-iteration")
                .run()
                .succeeded()
                .all();

        assertThat(dump)
                .contains("Log starting offset: 0", "compresscodec: zstd", "key: k499 payload: payload 499")
                .doesNotContain("isvalid: false");
        assertThat(dump.lines().filter(line -> line.startsWith("| offset:"))).hasSize(500);
    }

    @Test
    void shouldMeasureThroughput() {
        var topic = createTopic(bootstrap, "perf", 3);

        assertThat(run(
                        "producer-perf-test",
                        "--topic",
                        topic,
                        "--num-records",
                        "50000",
                        "--record-size",
                        "100",
                        "--throughput",
                        "-1"))
                .containsPattern("50000 records sent, [0-9.]+ records/sec");
        assertThat(run("consumer-perf-test", "--topic", topic, "--num-records", "50000", "--timeout", "20000"))
                .containsPattern(", 4\\.76\\d+, [0-9.]+, 50000, ");
    }

    @Test
    void shouldVerify() {
        var topic = createTopic(bootstrap, "verified", 3);

        assertThat(run("verifiable-producer", "--topic", topic, "--max-messages", "1000", "--acks", "-1"))
                .contains("\"sent\":1000,\"acked\":1000");
        var consumed = run(
                "verifiable-consumer", "--topic", topic, "--group-id", unique("verifier"), "--max-messages", "1000");
        assertThat(consumed.lines()
                        .filter(line -> line.contains("records_consumed"))
                        .mapToInt(line -> Integer.parseInt(line.replaceAll(".*?\"count\":([0-9]+),.*", "$1")))
                        .sum())
                .isEqualTo(1000);
        assertThat(consumed).contains("offsets_committed", "\"success\":true").doesNotContain("\"success\":false");
    }

    @Test
    void shouldSayWhichApisThereAre() {
        var apis = run("broker-api-versions");

        assertThat(apis).contains(bootstrap + " (id: 1 rack: null isFenced: false)");
        for (var api : List.of(
                "Produce(0): 0 to 13 [usable: 13]",
                "Fetch(1): 4 to 18 [usable: 18]",
                "ListOffsets(2): 1 to ",
                "Metadata(3): 0 to 13 [usable: 13]",
                "OffsetCommit(8): 2 to ",
                "OffsetFetch(9): 1 to ",
                "FindCoordinator(10): 0 to ",
                "JoinGroup(11): 0 to 9 [usable: 9]",
                "ApiVersions(18): 0 to ",
                "DescribeTopicPartitions(75): 0 ")) {
            assertThat(apis).contains(api);
        }
    }

    private static int totalLag(String group) {
        return Tool.totalLag(BROKER.broker(), group);
    }

    private void consume(String topic, String group, int count) {
        try (var consumer = Clients.groupConsumer(bootstrap, group, "max.poll.records=1")) {
            consumer.subscribe(List.of(topic));
            Clients.poll(consumer, count);
            consumer.commitSync();
        }
    }
}
