// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.tools;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.fill;
import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.barnabas.compat.harness.BarnabasBroker;
import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.Program;
import io.barnabas.compat.harness.ProgramResult;
import io.barnabas.compat.harness.TestBroker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code bin/barnabas topics, produce, consume, tail, groups, reset-offsets}, in front of any broker that speaks Kafka. */
final class CommandsIT {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.shared();

    private final String bootstrap = BROKER.bootstrap();

    private Program command(String... words) {
        var command = new ArrayList<>(List.of(BarnabasBroker.launcher()));
        command.addAll(List.of(words));
        command.addAll(List.of("-b", bootstrap));
        return Program.of(command);
    }

    private String run(String... words) {
        return command(words).run().succeeded().out();
    }

    private static String squeezed(String text) {
        return text.replaceAll(" +", " ");
    }

    @Test
    void shouldManageTopics() {
        var topic = unique("command");

        assertThat(run("topics", "create", topic, "-p", "3", "-c", "retention.ms=123456"))
                .isEqualTo("Created " + topic + " with 3 partitions.\n");
        fill(bootstrap, topic, 1, 5);

        assertThat(squeezed(run("topics")))
                .startsWith("TOPIC PARTITIONS RECORDS SIZE\n")
                .contains(topic + " 3 5 ");
        assertThat(run("topics", "list", "--json"))
                .contains("{\"topic\":\"" + topic + "\",\"partitions\":3,\"records\":5,\"size\":");
        assertThat(squeezed(run("topics", "describe", topic)))
                .contains("retention.ms=123456", "PARTITION LEADER START END RECORDS SIZE", " 1 1 0 5 5 ");
        assertThat(run("topics", "delete", topic)).isEqualTo("Deleted " + topic + ".\n");
        assertThat(run("topics")).doesNotContain(topic + " ");
    }

    @Test
    void shouldWriteWhatStockConsumersRead() {
        var topic = createTopic(bootstrap, "command", 4);

        var said = run("produce", topic, "coffee", "-k", "alice", "-H", "trace=7");
        command("produce", topic, "-s", ":")
                .reading("bob:tea\ncarol:häägendazs\n")
                .run()
                .succeeded();
        command("produce", topic, "-p", "2").reading("to two\n").run().succeeded();

        List<ConsumerRecord<String, String>> read = Clients.readAll(bootstrap, topic);
        assertThat(read)
                .extracting(ConsumerRecord::key, ConsumerRecord::value)
                .containsExactlyInAnyOrder(
                        tuple("alice", "coffee"),
                        tuple("bob", "tea"),
                        tuple("carol", "häägendazs"),
                        tuple(null, "to two"));
        var alice = read.stream()
                .filter(record -> "alice".equals(record.key()))
                .findFirst()
                .orElseThrow();
        assertThat(said).isEqualTo(topic + "-" + alice.partition() + " offset 0\n");
        assertThat(new String(alice.headers().lastHeader("trace").value(), StandardCharsets.UTF_8))
                .isEqualTo("7");
        // The same key goes where a stock producer sends it.
        try (var producer = Clients.producer(bootstrap)) {
            assertThat(get(producer.send(new ProducerRecord<>(topic, "alice", "again")))
                            .partition())
                    .isEqualTo(alice.partition());
        }
    }

    @Test
    void shouldReadFromAnywhereUpToTheEnd() {
        var topic = createTopic(bootstrap, "command", 2);
        fill(bootstrap, topic, 0, 30);
        fill(bootstrap, topic, 1, 20);

        assertThat(run("consume", topic, "-v").lines()).hasSize(50);
        assertThat(run("consume", topic, "-p", "0", "--from", "28").lines()).hasSize(2);
        assertThat(run("consume", topic, "-n", "7").lines()).hasSize(7);
        assertThat(run("consume", topic, "--from", "latest")).isEmpty();
        assertThat(run("consume", topic, "-p", "1", "-o", "19", "--json"))
                .startsWith("{\"topic\":\"" + topic + "\",\"partition\":1,\"offset\":19,\"timestamp\":")
                .hasLineCount(1);
        assertThat(run("tail", topic, "-n", "3", "--no-follow").lines()).hasSize(3);
    }

    @Test
    void shouldNotShowWhatWasAborted() {
        var topic = createTopic(bootstrap, "command", 1);
        try (var producer = Clients.producer(bootstrap, "transactional.id=" + unique("command"))) {
            producer.initTransactions();
            for (var value : List.of("aborted", "committed")) {
                producer.beginTransaction();
                get(producer.send(new ProducerRecord<>(topic, value)));
                if (value.equals("aborted")) {
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
            }
            producer.beginTransaction();
            get(producer.send(new ProducerRecord<>(topic, "open")));

            assertThat(run("consume", topic, "-v")).isEqualTo("committed\n");

            producer.abortTransaction();
        }
    }

    @Test
    void shouldFollowATopic() {
        var topic = createTopic(bootstrap, "command", 2);
        run("produce", topic, "before");

        try (var tail = command("tail", topic, "-v").start()) {
            tail.awaitLine("before");
            run("produce", topic, "after");
            tail.awaitLine("after");
        }
    }

    @Test
    void shouldShowGroupsAndMoveThem() {
        var topic = createTopic(bootstrap, "command", 1);
        var group = unique("command-group");
        fill(bootstrap, topic, 0, 10);
        try (var consumer = Clients.groupConsumer(bootstrap, group)) {
            consumer.subscribe(List.of(topic));
            Clients.poll(consumer, 10);
            consumer.commitSync();

            assertThat(squeezed(run("groups"))).contains(group + " classic Stable 1 0");
            assertThat(squeezed(run("groups", "describe", group)))
                    .contains("MEMBER INSTANCE CLIENT HOST ASSIGNMENT", topic + "-0", topic + " 0 10 10 0");
            assertFails(command("reset-offsets", group, "--to", "earliest").run(), "has members");
        }

        assertThat(run("reset-offsets", group, "--to", "3", "--dry-run")).contains("Nothing was changed");
        run("reset-offsets", group, "--to", "4");

        assertThat(run("groups", "describe", group, "--json"))
                .contains("\"lag\":6,")
                .contains("{\"topic\":\"" + topic + "\",\"partition\":0,\"offset\":4,\"end\":10,\"lag\":6}");
        run("groups", "delete", group);
        assertFails(command("groups", "describe", group).run(), "there is no group");
    }

    @Test
    void shouldShowGroupsOfTheConsumerProtocol() {
        var topic = createTopic(bootstrap, "command", 1);
        var group = unique("command-group");
        fill(bootstrap, topic, 0, 1);
        try (var consumer = Clients.consumer(bootstrap, "group.id=" + group, "group.protocol=consumer")) {
            consumer.subscribe(List.of(topic));
            Clients.poll(consumer, 1);

            assertThat(squeezed(run("groups", "describe", group)))
                    .contains("type consumer", "state Stable", topic + "-0");
        }
    }

    @Test
    void shouldSayInOneLineWhatIsWrong() {
        assertFails(command("topics", "describe", unique("missing")).run(), "there is no topic", "UNKNOWN_TOPIC");
        assertFails(command("topics", "create", "a b").run(), "INVALID_TOPIC_EXCEPTION");
        assertFails(command("consume", unique("missing")).run(), "there is no topic");
        assertFails(command("topics", "sort").run(), "'sort'", "--help");
        assertFails(command("reset-offsets", "g").run(), "--to");
        assertFails(
                Program.of(BarnabasBroker.launcher(), "topics", "-b", "localhost:1")
                        .run(),
                "no broker answers at localhost:1");
    }

    @Test
    void shouldCompleteCommands() {
        var script = Program.of(BarnabasBroker.launcher(), "completion")
                .run()
                .succeeded()
                .out();

        var completed = Program.of(
                        "bash",
                        "-c",
                        script
                                + "\nCOMP_WORDS=(barnabas t); COMP_CWORD=1; _complete_barnabas; echo \"${COMPREPLY[@]}\"")
                .run()
                .succeeded();

        assertThat(completed.out().strip().split(" "))
                .contains("topics", "tail")
                .doesNotContain("groups");
    }

    private static void assertFails(ProgramResult result, String... said) {
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("barnabas: ").contains(said).hasLineCount(1);
    }
}
