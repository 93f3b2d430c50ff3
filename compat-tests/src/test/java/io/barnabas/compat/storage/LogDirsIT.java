// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.storage;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.readAll;
import static io.barnabas.compat.harness.Clients.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Broker;
import io.barnabas.compat.harness.BrokerKind;
import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartitionReplica;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.message.AlterReplicaLogDirsRequestData;
import org.apache.kafka.common.message.AlterReplicaLogDirsRequestData.AlterReplicaLogDir;
import org.apache.kafka.common.message.AlterReplicaLogDirsRequestData.AlterReplicaLogDirTopic;
import org.apache.kafka.common.message.AlterReplicaLogDirsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker with two log directories: partitions are spread, moved while they are written to, and outlive a directory that is lost. */
final class LogDirsIT {
    @TempDir
    Path base;

    private Path first;
    private Path second;
    private Broker broker;

    @BeforeEach
    void start() {
        first = base.resolve("first");
        second = base.resolve("second");
        broker = BrokerKind.chosen().start(first, Map.of("log.dirs", first + "," + second));
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void shouldSpreadPartitionsOverTheDirectories() throws IOException {
        var topic = createTopic(broker.bootstrap(), "spread", 6);
        fill(topic, 6, 1);

        var described = describe();
        assertThat(described.keySet()).containsExactlyInAnyOrder(first.toString(), second.toString());
        assertThat(partitionsIn(described, first, topic)).hasSizeBetween(2, 4);
        assertThat(partitionsIn(described, second, topic)).hasSizeBetween(2, 4);
        assertThat(identity(first).getProperty("directory.id"))
                .isNotEqualTo(identity(second).getProperty("directory.id"));
        assertThat(identity(first).getProperty("cluster.id"))
                .isEqualTo(identity(second).getProperty("cluster.id"));

        broker.restart();
        assertThat(partitionsIn(describe(), second, topic)).isEqualTo(partitionsIn(described, second, topic));
    }

    @Test
    void shouldMoveAPartitionWhileItIsWrittenTo() {
        var topic = createTopic(broker.bootstrap(), "moved", 1);
        fill(topic, 1, 5_000);
        var from = partitionsIn(describe(), first, topic).isEmpty() ? second : first;
        var to = from.equals(first) ? second : first;

        var sent = new ArrayList<String>();
        try (var producer = Clients.producer(broker.bootstrap(), "enable.idempotence=true");
                var admin = Clients.admin(broker.bootstrap())) {
            move(admin, topic, to);
            await().until(() -> {
                for (var i = 0; i < 50; i++) {
                    sent.add("while " + sent.size());
                    get(producer.send(new ProducerRecord<>(topic, sent.get(sent.size() - 1))));
                }
                return partitionsIn(describe(), to, topic).equals(Set.of(0));
            });
            get(producer.send(new ProducerRecord<>(topic, "after")));
        }

        sent.add("after");
        assertThat(partitionsIn(describe(), from, topic)).isEmpty();
        assertThat(to.resolve(topic + "-0")).isDirectory();
        assertThat(values(readAll(broker.bootstrap(), topic)))
                .hasSize(5_000 + sent.size())
                .endsWith(sent.toArray(String[]::new));
        broker.kill();
        broker.restart();
        assertThat(partitionsIn(describe(), to, topic)).containsExactly(0);
        assertThat(values(readAll(broker.bootstrap(), topic)))
                .hasSize(5_000 + sent.size())
                .endsWith(sent.toArray(String[]::new));
    }

    private static void move(Admin admin, String topic, Path to) {
        get(admin.alterReplicaLogDirs(Map.of(new TopicPartitionReplica(topic, 0, 1), to.toString()))
                .all());
    }

    @Test
    void shouldRefuseMovesThatMakeNoSense() {
        var topic = createTopic(broker.bootstrap(), "refused", 1);

        for (var version : List.of(1, 2)) {
            assertThat(alter(version, first.toString(), topic, 0)).isEqualTo(Errors.NONE);
            assertThat(alter(version, base.toString(), topic, 0)).isEqualTo(Errors.LOG_DIR_NOT_FOUND);
            assertThat(alter(version, "", topic, 0)).isEqualTo(Errors.LOG_DIR_NOT_FOUND);
            assertThat(alter(version, first.toString(), topic, 7)).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
            assertThat(alter(version, first.toString(), "t".repeat(240), 0)).isEqualTo(Errors.INVALID_TOPIC_EXCEPTION);
        }
    }

    @Test
    void shouldBeginAPartitionWhereItWasWanted() {
        for (var directory : List.of(second, first)) {
            var topic = Clients.unique("wanted");
            assertThat(alter(2, directory.toString(), topic, 0)).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);

            try (var admin = Clients.admin(broker.bootstrap())) {
                get(admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                        .all());
            }
            fill(topic, 1, 1);

            assertThat(partitionsIn(describe(), directory, topic)).containsExactly(0);
        }
    }

    @Test
    void shouldServeTheOtherDirectoryWhenOneIsLostBetweenTwoStarts() throws IOException {
        var topic = createTopic(broker.bootstrap(), "lost", 4);
        fill(topic, 4, 1);
        var there = partitionsIn(describe(), second, topic);
        var here = partitionsIn(describe(), first, topic);
        broker.stop();
        Files.move(second, base.resolve("kept"));
        Files.writeString(second, "no directory");
        broker.restart();

        var lost = describe().get(second.toString());
        assertThat(lost.error()).isInstanceOf(KafkaStorageException.class);
        assertThat(partitionsIn(describe(), first, topic)).isEqualTo(here);
        assertThat(alter(2, second.toString(), topic, here.iterator().next())).isEqualTo(Errors.KAFKA_STORAGE_ERROR);
        try (var producer = Clients.producer(broker.bootstrap())) {
            get(producer.send(new ProducerRecord<>(topic, here.iterator().next(), null, "v")));
        }

        broker.stop();
        Files.delete(second);
        Files.move(base.resolve("kept"), second);
        broker.restart();
        assertThat(partitionsIn(describe(), second, topic)).isEqualTo(there);
        assertThat(values(readAll(broker.bootstrap(), topic))).hasSize(5);
    }

    @Test
    void shouldHandBothDirectoriesToTheOtherBrokerAndBack() {
        var topic = createTopic(broker.bootstrap(), "handed", 4);
        fill(topic, 4, 10);
        var one = partitionsIn(describe(), first, topic).iterator().next();
        try (var admin = Clients.admin(broker.bootstrap())) {
            get(admin.alterReplicaLogDirs(Map.of(new TopicPartitionReplica(topic, one, 1), second.toString()))
                    .all());
        }
        await().until(() -> partitionsIn(describe(), second, topic).contains(one));
        var there = partitionsIn(describe(), second, topic);

        for (var kind : List.of(BrokerKind.KAFKA, BrokerKind.BARNABAS, BrokerKind.KAFKA)) {
            broker.close();
            broker = kind.start(first, Map.of("log.dirs", first + "," + second));
            assertThat(partitionsIn(describe(), second, topic)).isEqualTo(there);
            fill(topic, 4, 1);
        }
        assertThat(values(readAll(broker.bootstrap(), topic))).hasSize(4 * 10 + 3 * 4);
    }

    private Errors alter(int version, String directory, String topic, int partition) {
        var request = new AlterReplicaLogDirsRequestData();
        var dir = new AlterReplicaLogDir().setPath(directory);
        dir.topics().add(new AlterReplicaLogDirTopic().setName(topic).setPartitions(List.of(partition)));
        request.dirs().add(dir);
        try (var client = new RawClient(broker.bootstrap())) {
            var answer =
                    client.ask(AlterReplicaLogDirsResponseData.class, ApiKeys.ALTER_REPLICA_LOG_DIRS, version, request);
            return Errors.forCode(answer.results().get(0).partitions().get(0).errorCode());
        }
    }

    private void fill(String topic, int partitions, int recordsEach) {
        try (var producer = Clients.producer(broker.bootstrap())) {
            Clients.send(
                    producer,
                    IntStream.range(0, partitions * recordsEach)
                            .mapToObj(i -> new ProducerRecord<>(topic, i % partitions, null, "v" + i)));
        }
    }

    private Map<String, LogDirDescription> describe() {
        try (var admin = Clients.admin(broker.bootstrap())) {
            return get(admin.describeLogDirs(List.of(1)).allDescriptions()).get(1);
        }
    }

    private static Set<Integer> partitionsIn(Map<String, LogDirDescription> described, Path directory, String topic) {
        var found = new HashSet<Integer>();
        described.get(directory.toString()).replicaInfos().forEach((partition, replica) -> {
            if (partition.topic().equals(topic) && !replica.isFuture()) {
                found.add(partition.partition());
            }
        });
        return found;
    }

    private static Properties identity(Path directory) throws IOException {
        var properties = new Properties();
        try (var in = Files.newInputStream(directory.resolve("meta.properties"))) {
            properties.load(in);
        }
        return properties;
    }
}
