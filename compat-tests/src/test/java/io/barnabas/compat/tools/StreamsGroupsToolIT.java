// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.tools;

import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.readAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Application;
import io.barnabas.compat.harness.Broker;
import io.barnabas.compat.harness.BrokerKind;
import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kafka-streams-groups says the same of the same application on Apache Kafka and on Barnabas, whatever it is asked. Runs both
 * brokers whatever {@code -Dbroker} says.
 */
final class StreamsGroupsToolIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, String> PROPERTIES = Map.of(
            "group.streams.initial.rebalance.delay.ms", "0",
            "group.streams.min.heartbeat.interval.ms", "200",
            "group.streams.heartbeat.interval.ms", "200");

    @TempDir
    Path temp;

    @Test
    void shouldSayTheSameAsOnKafka() {
        var onKafka = tell(BrokerKind.KAFKA);

        var onBarnabas = tell(BrokerKind.BARNABAS);

        assertThat(onBarnabas).isEqualTo(onKafka);
    }

    /** What the tool says to each question, without what differs from run to run. */
    private Map<String, String> tell(BrokerKind kind) {
        var told = new LinkedHashMap<String, String>();
        try (var broker = kind.start(temp.resolve(kind.name()), PROPERTIES)) {
            var counter = Application.program(
                    "WordCount",
                    broker.bootstrap(),
                    "words",
                    "lines",
                    "counts",
                    temp.resolve("state-" + kind).toString(),
                    "streams");
            prepare(broker);
            try (var running = counter.start()) {
                running.awaitLine("STATE RUNNING");
                await().atMost(PATIENCE)
                        .until(() -> readAll(broker.bootstrap(), "counts", "isolation.level=read_committed")
                                        .size()
                                == 6);
                awaitState(broker, GroupState.STABLE);
                ask(told, broker, "running", "--list");
                ask(told, broker, "running", "--list", "--state");
                ask(told, broker, "running", "--list", "--state", "Stable");
                ask(told, broker, "running", "--list", "--state", "Empty");
                for (var flavour : List.of("--offsets", "--members", "--state")) {
                    ask(told, broker, "running", "--describe", "--group", "words", flavour);
                    ask(told, broker, "running", "--describe", "--group", "words", flavour, "--verbose");
                }
                ask(told, broker, "running", "--describe", "--all-groups");
                ask(told, broker, "running", "--describe", "--group", "nobody");
                ask(told, broker, "running", "--delete", "--group", "words");
                ask(told, broker, "running", "--delete-offsets", "--group", "words", "--input-topic", "lines");
                ask(
                        told,
                        broker,
                        "running",
                        "--reset-offsets",
                        "--group",
                        "words",
                        "--all-input-topics",
                        "--to-earliest",
                        "--dry-run");
                running.stop();
            }
            awaitState(broker, GroupState.EMPTY);
            for (var flavour : List.of("--offsets", "--members", "--state")) {
                ask(told, broker, "stopped", "--describe", "--group", "words", flavour);
            }
            ask(told, broker, "stopped", "--list", "--state");
            ask(told, broker, "stopped", reset("--dry-run"));
            ask(told, broker, "stopped", reset("--execute"));
            ask(told, broker, "reset", "--describe", "--group", "words");
            ask(told, broker, "reset", "--delete-offsets", "--group", "words", "--input-topic", "lines:0");
            ask(told, broker, "forgotten", "--describe", "--group", "words");
            ask(told, broker, "forgotten", "--delete", "--group", "words");
            ask(told, broker, "deleted", "--describe", "--group", "words");
            ask(told, broker, "deleted", "--list");
        }
        return told;
    }

    private static String[] reset(String how) {
        return new String[] {"--reset-offsets", "--group", "words", "--all-input-topics", "--to-earliest", how};
    }

    private static void prepare(Broker broker) {
        try (var admin = Clients.admin(broker.bootstrap());
                var producer = Clients.producer(broker.bootstrap())) {
            get(admin.createTopics(List.of(new NewTopic("lines", 2, (short) 1), new NewTopic("counts", 1, (short) 1)))
                    .all());
            Clients.send(
                    producer,
                    List.of(
                            new ProducerRecord<String, String>("lines", 0, null, "snow castle letter"),
                            new ProducerRecord<String, String>("lines", 1, null, "village surveyor messenger"))
                            .stream());
        }
    }

    private static void awaitState(Broker broker, GroupState state) {
        try (var admin = Clients.admin(broker.bootstrap())) {
            await().atMost(PATIENCE)
                    .until(() ->
                            get(admin.describeStreamsGroups(List.of("words")).all())
                                            .get("words")
                                            .groupState()
                                    == state);
        }
    }

    private static void ask(Map<String, String> told, Broker broker, String when, String... options) {
        var answer = Tool.on(broker, "streams-groups", options).run();
        var text = (answer.out() + "\n" + answer.err())
                .lines()
                .map(StreamsGroupsToolIT::withoutIds)
                .filter(line -> !line.isBlank())
                .sorted()
                .collect(Collectors.joining("\n"));
        told.put(when + ": " + String.join(" ", options), "exit " + answer.exitCode() + "\n" + text);
    }

    private static String withoutIds(String line) {
        return line.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID")
                .replaceAll("(?<![\\w.-])[\\w-]{22}(?![\\w-])", "ID")
                .replaceAll("localhost:\\d+", "BROKER")
                .replaceAll("StreamThread-[12]", "StreamThread")
                .replaceAll(" +", " ")
                // How many epochs there were depends on whether the two members joined before or after the first
                // assignment.
                .replaceAll("^words \\d+ (\\d+) ID streams \\d+", "words EPOCH $1 ID streams EPOCH")
                .replaceAll("(Stable|Empty) \\d+ \\d+ ", "$1 EPOCH EPOCH ")
                .trim();
    }
}
