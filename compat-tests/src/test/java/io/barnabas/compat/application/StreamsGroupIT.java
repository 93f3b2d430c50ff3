// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.application;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.readAll;
import static io.barnabas.compat.harness.Clients.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Application;
import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.Program;
import io.barnabas.compat.harness.TestBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupMemberAssignment.TaskIds;
import org.apache.kafka.clients.admin.StreamsGroupMemberDescription;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A Kafka Streams application of several instances, with {@code group.protocol=streams} (KIP-1071). */
final class StreamsGroupIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int PARTITIONS = 4;
    private static final List<String> WORDS = List.of("castle", "village", "messenger", "surveyor", "snow", "letter");

    @RegisterExtension
    final TestBroker broker = TestBroker.own(
            "group.streams.min.session.timeout.ms=6000",
            "group.streams.session.timeout.ms=6000",
            "group.streams.min.heartbeat.interval.ms=500",
            "group.streams.heartbeat.interval.ms=500");

    @TempDir
    Path temp;

    private final String application = unique("words");
    private final Map<String, Long> expected = new TreeMap<>();

    @Test
    void shouldGoOnWhoeverDies() {
        var lines = createTopic(broker.bootstrap(), "lines", PARTITIONS);
        var counts = createTopic(broker.bootstrap(), "counts", 1);
        setStandbys(1);

        try (var first = instance("first", lines, counts).start();
                var second = instance("second", lines, counts).start()) {
            first.awaitLine("STATE RUNNING");
            second.awaitLine("STATE RUNNING");
            write(lines);
            awaitShared(2);
            assertSums(counts);
            // Of the two members at an endpoint the client keeps one, which has a task of either subtopology.
            first.awaitLine("PARTITIONS first=2 second=2");
            second.awaitLine("PARTITIONS first=2 second=2");

            first.kill();
            write(lines);
            awaitShared(1);
            second.awaitLine("PARTITIONS second=4");
            assertSums(counts);

            broker.broker().kill();
            broker.broker().restart();
            write(lines);
            try (var third = instance("first", lines, counts).start()) {
                third.awaitLine("STATE RUNNING");
                write(lines);
                awaitShared(2);
                assertSums(counts);
            }
        }
    }

    private Program instance(String name, String lines, String counts) {
        return Application.program(
                "WordCount",
                broker.bootstrap(),
                application,
                lines,
                counts,
                temp.resolve(name).toString(),
                "streams",
                name + ":1");
    }

    private void setStandbys(int count) {
        try (var admin = Clients.admin(broker.bootstrap())) {
            var entry = new ConfigEntry("streams.num.standby.replicas", String.valueOf(count));
            get(admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.GROUP, application),
                            List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
                    .all());
        }
    }

    private void write(String topic) {
        try (var producer = Clients.producer(broker.bootstrap())) {
            var sent = new ArrayList<ProducerRecord<String, String>>();
            for (var i = 0; i < 40; i++) {
                var word = WORDS.get(i % WORDS.size());
                expected.merge(word, 1L, Long::sum);
                sent.add(new ProducerRecord<>(topic, i % PARTITIONS, null, word));
            }
            Clients.send(producer, sent.stream());
        }
    }

    /** Every task is active once, evenly over the processes, and stateful ones have a standby where there is a process for it. */
    private void awaitShared(int processes) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            var group = describe();
            assertThat(group.groupState()).isEqualTo(GroupState.STABLE);
            var activeOf = new TreeMap<String, Integer>();
            var active = new ArrayList<String>();
            var standby = new ArrayList<String>();
            for (var member : group.members()) {
                var mine = tasks(member.assignment().activeTasks());
                active.addAll(mine);
                activeOf.merge(member.processId(), mine.size(), Integer::sum);
                standby.addAll(tasks(member.assignment().standbyTasks()));
            }
            assertThat(active).doesNotHaveDuplicates().hasSize(2 * PARTITIONS);
            assertThat(activeOf.values()).hasSize(processes).containsOnly(2 * PARTITIONS / processes);
            assertThat(standby).hasSize(processes == 1 ? 0 : PARTITIONS);
            assertThat(standbysWithTheirActive(group)).isEmpty();
        });
    }

    private StreamsGroupDescription describe() {
        try (var admin = Clients.admin(broker.bootstrap())) {
            return get(admin.describeStreamsGroups(List.of(application)).all()).get(application);
        }
    }

    private static Set<String> tasks(Collection<TaskIds> ids) {
        var tasks = new TreeSet<String>();
        ids.forEach(id -> id.partitions().forEach(partition -> tasks.add(id.subtopologyId() + "_" + partition)));
        return tasks;
    }

    private static Set<String> standbysWithTheirActive(StreamsGroupDescription group) {
        var both = new HashSet<String>();
        for (StreamsGroupMemberDescription one : group.members()) {
            for (StreamsGroupMemberDescription other : group.members()) {
                if (one.processId().equals(other.processId())) {
                    var standbys = tasks(one.assignment().standbyTasks());
                    standbys.retainAll(tasks(other.assignment().activeTasks()));
                    both.addAll(standbys);
                }
            }
        }
        return both;
    }

    private void assertSums(String counts) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            var last = new TreeMap<String, Long>();
            readAll(broker.bootstrap(), counts, "isolation.level=read_committed")
                    .forEach(each -> last.put(each.key(), Long.parseLong(each.value())));
            assertThat(last).isEqualTo(expected);
        });
    }
}
