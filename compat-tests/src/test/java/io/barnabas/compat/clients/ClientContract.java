// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.clients;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.fill;
import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.Program;
import io.barnabas.compat.harness.Project;
import io.barnabas.compat.harness.TestBroker;
import io.barnabas.compat.harness.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What every client must be able to do. The client is a program with a few phases: see clients/README.md. */
abstract class ClientContract {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.own("log.retention.ms=-1");

    private final String bootstrap = BROKER.bootstrap();

    /** The program without its arguments. */
    abstract List<String> command();

    /** What its producer can do. */
    Set<String> compressions() {
        return Set.of("none", "gzip", "snappy", "lz4", "zstd");
    }

    /** kafka-clients of another release, from the folder where the build has put its jars. */
    static List<String> java(String release) {
        return List.of(
                Project.java(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                Project.root().resolve("compat-tests/target/kafka-clients/" + release) + "/*",
                Project.clients().resolve("java/ClientStory.java").toString());
    }

    private Program client(String phase, String... arguments) {
        var command = new ArrayList<>(command());
        command.add(phase);
        command.add(bootstrap);
        command.addAll(List.of(arguments));
        return Program.of(command).named(getClass().getSimpleName() + " " + phase);
    }

    private String topic(String name, int partitions) {
        return createTopic(bootstrap, name, partitions, Map.of("max.message.bytes", "4000000"));
    }

    @Test
    void shouldSendWhatOthersCanRead() {
        var topic = topic("sent", 3);

        client("produce", topic).run().succeeded();

        Parcel.assertComplete(Clients.readAll(bootstrap, topic));
        assertThat(compressionsOnDisk(topic, 3)).containsAll(compressions());
    }

    /** Some clients quietly leave compression out when they do not like a broker; no record shows that. */
    private static Set<String> compressionsOnDisk(String topic, int partitions) {
        var logs = IntStream.range(0, partitions)
                .mapToObj(partition -> BROKER.broker()
                        .dataDirectory()
                        .resolve(topic + "-" + partition + "/00000000000000000000.log")
                        .toString())
                .collect(Collectors.joining(","));
        var dump = Tool.plain("dump-log", "--files", logs).run().succeeded().out();
        return Pattern.compile("compresscodec: (\\w+)")
                .matcher(dump)
                .results()
                .map(codec -> codec.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void shouldReadWhatOthersSend() {
        var topic = topic("read", 3);
        Parcel.send(bootstrap, topic);

        client("consume", topic, unique("readers")).run().succeeded();
    }

    @Test
    void shouldSeekLookUpTimesAndPause() {
        var topic = topic("replayed", 2);
        fill(bootstrap, topic, 1, 10);
        try (var producer = Clients.producer(bootstrap)) {
            Clients.send(
                    producer,
                    IntStream.range(0, 100)
                            .mapToObj(
                                    i -> new ProducerRecord<>(topic, 0, 1_600_000_000_000L + i * 1000L, "k", "v" + i)));
        }

        client("replay", topic, unique("replayers")).run().succeeded();
    }

    @Test
    void shouldGoOnWhereItWasAfterTheBrokerRestarts() {
        var topic = topic("resumed", 1);
        var group = unique("resumers");
        fill(bootstrap, topic, 0, 5);

        assertThat(client("resume", topic, group, "5").run().succeeded().lines())
                .startsWith("value=v0", "value=v1", "value=v2", "value=v3", "value=v4");
        BROKER.broker().restart();
        try (var producer = Clients.producer(bootstrap)) {
            Clients.send(producer, IntStream.range(5, 8).mapToObj(i -> new ProducerRecord<>(topic, "v" + i)));
        }
        assertThat(client("resume", topic, group, "3").run().succeeded().lines())
                .startsWith("value=v5", "value=v6", "value=v7");
    }

    @Test
    void shouldShareAGroupAndTakeOverWhenOneDies() {
        var topic = topic("shared", 4);
        var group = unique("sharers");

        try (var dying = client("share", topic, group).start();
                var surviving = client("share", topic, group).start()) {
            awaitMembers(group, 2);
            for (var partition = 0; partition < 4; partition++) {
                fill(bootstrap, topic, partition, 5);
            }
            await().atMost(Clients.TIMEOUT)
                    .untilAsserted(() -> assertThat(dying.out().lines().count()
                                    + surviving.out().lines().count())
                            .isEqualTo(20));
            assertThat(dying.out()).contains("partition=");
            assertThat(surviving.out()).contains("partition=");

            dying.kill();
            for (var partition = 0; partition < 4; partition++) {
                fill(bootstrap, topic, partition, 5);
            }
            var before = surviving.out().lines().count();
            surviving.awaitLines((int) before + 1, "partition=");
            await().atMost(Clients.TIMEOUT).untilAsserted(() -> {
                for (var partition = 0; partition < 4; partition++) {
                    assertThat(surviving.out()).contains("partition=" + partition + " value=v4");
                }
            });
        }
    }

    /** Until the group is at rest with so many members, each with its share. */
    private void awaitMembers(String group, int count) {
        try (var admin = Clients.admin(bootstrap)) {
            await().atMost(Clients.TIMEOUT).ignoreExceptions().untilAsserted(() -> {
                var description =
                        get(admin.describeConsumerGroups(List.of(group)).all()).get(group);
                assertThat(description.groupState()).isEqualTo(GroupState.STABLE);
                assertThat(description.members())
                        .hasSize(count)
                        .allSatisfy(member -> assertThat(member.assignment().topicPartitions())
                                .hasSize(4 / count));
            });
        }
    }
}
