// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.storage;

import static io.barnabas.compat.harness.Clients.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.BarnabasBroker;
import io.barnabas.compat.harness.Broker;
import io.barnabas.compat.harness.BrokerKind;
import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.KafkaBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.SubscriptionPattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Groups of KIP-848 in a directory that Apache Kafka and Barnabas serve in turn: each finds the groups as the other has left
 * them, and a static member that comes back gets what it had, without a new assignment, which shows that the hash of the
 * topics is the same for both. Runs both brokers whatever {@code -Dbroker} says.
 */
final class ConsumerGroupGraduationIT {
    private static final List<String> GROUPS = List.of("by-name", "by-pattern");

    @TempDir
    Path temp;

    /** What an administrator sees of a group. */
    record Seen(String state, int epoch, int targetEpoch, Map<String, Set<String>> members) {
        static Map<String, Seen> on(String bootstrap) {
            try (var admin = Clients.admin(bootstrap)) {
                var seen = new TreeMap<String, Seen>();
                get(admin.describeConsumerGroups(GROUPS).all()).forEach((id, group) -> seen.put(id, of(group)));
                return seen;
            }
        }

        private static Seen of(ConsumerGroupDescription group) {
            var members = new TreeMap<String, Set<String>>();
            group.members().forEach(member -> {
                var assigned = new TreeSet<String>();
                member.assignment().topicPartitions().forEach(partition -> assigned.add(partition.toString()));
                members.put(member.groupInstanceId().orElseThrow() + " at " + member.memberEpoch(), assigned);
            });
            return new Seen(
                    group.groupState().toString(),
                    group.groupEpoch().orElseThrow(),
                    group.targetAssignmentEpoch().orElseThrow(),
                    members);
        }
    }

    @ParameterizedTest
    @EnumSource(BrokerKind.class)
    void shouldFindTheGroupsAsTheOtherHasLeftThem(BrokerKind first) throws Exception {
        var data = Files.createDirectories(temp.resolve("broker")).resolve("data");
        var kind = first;
        Map<String, Seen> before = null;
        for (var turn = 0; turn < 3; turn++) {
            try (var broker = start(kind, data)) {
                var bootstrap = broker.bootstrap();
                if (before == null) {
                    createTopics(bootstrap);
                } else {
                    assertThat(Seen.on(bootstrap)).as("turn %d, %s", turn, kind).isEqualTo(before);
                }
                try (var named = consumer(bootstrap, "by-name");
                        var matching = consumer(bootstrap, "by-pattern")) {
                    named.subscribe(List.of("orders", "payments"));
                    matching.subscribe(new SubscriptionPattern("pay.*"));
                    awaitAssignment(named, 5);
                    awaitAssignment(matching, 2);
                }
                var after = Seen.on(bootstrap);
                if (before != null) {
                    assertThat(after.get("by-name").epoch())
                            .as("no new assignment, turn %d, %s", turn, kind)
                            .isEqualTo(before.get("by-name").epoch());
                    assertThat(after.get("by-pattern").epoch())
                            .isEqualTo(before.get("by-pattern").epoch());
                }
                before = after;
                broker.stop();
            }
            kind = kind == BrokerKind.KAFKA ? BrokerKind.BARNABAS : BrokerKind.KAFKA;
        }
    }

    private static Broker start(BrokerKind kind, Path data) {
        var properties = Map.of("broker.rack", "shelf");
        return kind == BrokerKind.KAFKA ? KafkaBroker.start(data, properties) : BarnabasBroker.start(data, properties);
    }

    private static void createTopics(String bootstrap) {
        try (var admin = Clients.admin(bootstrap)) {
            get(admin.createTopics(
                            List.of(new NewTopic("orders", 3, (short) 1), new NewTopic("payments", 2, (short) 1)))
                    .all());
        }
    }

    /** Leaves its place to its next self when it is closed. */
    private static Consumer<String, String> consumer(String bootstrap, String group) {
        return Clients.consumer(
                bootstrap, "group.protocol=consumer", "group.id=" + group, "group.instance.id=" + group + "-1");
    }

    private static void awaitAssignment(Consumer<String, String> consumer, int partitions) {
        await().atMost(Clients.TIMEOUT).until(() -> {
            consumer.poll(Duration.ofMillis(50));
            return consumer.assignment().size() == partitions;
        });
    }
}
