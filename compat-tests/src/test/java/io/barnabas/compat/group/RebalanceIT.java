// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.group;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.fill;
import static io.barnabas.compat.harness.Clients.partitions;
import static io.barnabas.compat.harness.Clients.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.TestBroker;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Consumers of one group share the partitions, and take over from each other. */
final class RebalanceIT {
    private static final String SHORT_SESSION = "session.timeout.ms=6000";

    @RegisterExtension
    static final TestBroker BROKER = TestBroker.shared();

    private final String bootstrap = BROKER.bootstrap();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.kafka.clients.consumer.RangeAssignor",
                "org.apache.kafka.clients.consumer.RoundRobinAssignor",
                "org.apache.kafka.clients.consumer.StickyAssignor",
                "org.apache.kafka.clients.consumer.CooperativeStickyAssignor"
            })
    void shouldShareThePartitionsAndTakeOverWhenOneLeaves(String assignor) {
        var topic = createTopic(bootstrap, "shared", 4);
        var group = unique("sharers");
        var strategy = "partition.assignment.strategy=" + assignor;

        try (var first = new Member(bootstrap, group, List.of(topic), strategy)) {
            await().untilAsserted(() -> assertThat(first.assignment()).hasSize(4));
            try (var second = new Member(bootstrap, group, List.of(topic), strategy)) {
                await().untilAsserted(() -> {
                    assertThat(first.assignment()).hasSize(2);
                    assertThat(second.assignment()).hasSize(2);
                });
                assertThat(union(first.assignment(), second.assignment())).hasSize(4);

                for (var partition = 0; partition < 4; partition++) {
                    fill(bootstrap, topic, partition, 10);
                }
                await().untilAsserted(() -> {
                    assertThat(first.records()).hasSize(20);
                    assertThat(second.records()).hasSize(20);
                });
            }
            await().untilAsserted(() -> assertThat(first.assignment()).hasSize(4));

            fill(bootstrap, topic, 0, 5);
            fill(bootstrap, topic, 3, 5);
            await().untilAsserted(() -> assertThat(first.records()).hasSize(30));
        }
    }

    @Test
    void shouldKeepWhatStaysWhenTheAssignorIsCooperative() {
        var topic = createTopic(bootstrap, "cooperative", 4);
        var group = unique("cooperators");
        var strategy = "partition.assignment.strategy=org.apache.kafka.clients.consumer.CooperativeStickyAssignor";

        try (var first = new Member(bootstrap, group, List.of(topic), strategy)) {
            await().untilAsserted(() -> assertThat(first.assignment()).hasSize(4));
            try (var second = new Member(bootstrap, group, List.of(topic), strategy)) {
                await().untilAsserted(() -> assertThat(second.assignment()).hasSize(2));

                assertThat(first.revocations()).containsExactly(second.assignment());
            }
        }
    }

    @Test
    void shouldTakeOverWhenAMemberVanishes() {
        var topic = createTopic(bootstrap, "vanishing", 2);
        var group = unique("survivors");

        try (var survivor = new Member(bootstrap, group, List.of(topic), SHORT_SESSION);
                var vanishing = new Member(bootstrap, group, List.of(topic), SHORT_SESSION)) {
            await().untilAsserted(() -> {
                assertThat(survivor.assignment()).hasSize(1);
                assertThat(vanishing.assignment()).hasSize(1);
            });
            vanishing.vanish();
            fill(bootstrap, topic, 0, 10);
            fill(bootstrap, topic, 1, 10);

            await().atMost(Clients.TIMEOUT)
                    .untilAsserted(() -> assertThat(survivor.records()).hasSize(20));
        }
    }

    @Test
    void shouldGiveAStaticMemberItsPartitionsBackWithoutARebalance() {
        var topic = createTopic(bootstrap, "static", 4);
        var group = unique("statics");

        try (var stays = new Member(bootstrap, group, List.of(topic), "group.instance.id=stays")) {
            Set<TopicPartition> before;
            try (var restarts = new Member(bootstrap, group, List.of(topic), "group.instance.id=restarts")) {
                await().untilAsserted(() -> {
                    assertThat(stays.assignment()).hasSize(2);
                    assertThat(restarts.assignment()).hasSize(2);
                });
                before = restarts.assignment();
            }
            var revocationsBefore = stays.revocations();

            try (var again = new Member(bootstrap, group, List.of(topic), "group.instance.id=restarts")) {
                await().untilAsserted(() -> assertThat(again.assignment()).isEqualTo(before));
            }
            assertThat(stays.revocations()).isEqualTo(revocationsBefore);
            assertThat(stays.assignment()).hasSize(2);
        }
    }

    @Test
    void shouldFenceTheOlderOfTwoMembersWithTheSameInstanceId() {
        var topic = createTopic(bootstrap, "fenced", 2);
        var group = unique("fencers");

        try (var older = new Member(bootstrap, group, List.of(topic), "group.instance.id=one")) {
            await().untilAsserted(() -> assertThat(older.assignment()).hasSize(2));
            try (var newer = new Member(bootstrap, group, List.of(topic), "group.instance.id=one")) {
                await().atMost(Clients.TIMEOUT)
                        .untilAsserted(() -> assertThat(older.failure()).isInstanceOf(FencedInstanceIdException.class));
                await().untilAsserted(() -> assertThat(newer.assignment()).hasSize(2));
            }
        }
    }

    @Test
    void shouldAssignTheNewPartitionsOfATopic() throws Exception {
        var topic = createTopic(bootstrap, "growing", 1);
        var group = unique("growers");

        try (var member = new Member(bootstrap, group, List.of(topic), "metadata.max.age.ms=300");
                var admin = Clients.admin(bootstrap)) {
            await().untilAsserted(() -> assertThat(member.assignment()).hasSize(1));
            admin.createPartitions(java.util.Map.of(topic, org.apache.kafka.clients.admin.NewPartitions.increaseTo(3)))
                    .all()
                    .get();

            await().untilAsserted(() -> assertThat(member.assignment()).isEqualTo(new HashSet<>(partitions(topic, 3))));
        }
    }

    @Test
    void shouldServeSeveralGroupsIndependently() {
        var topic = createTopic(bootstrap, "several", 2);
        fill(bootstrap, topic, 0, 20);
        fill(bootstrap, topic, 1, 20);

        try (var one = new Member(bootstrap, unique("one"), List.of(topic));
                var two = new Member(bootstrap, unique("two"), List.of(topic));
                var three = new Member(bootstrap, unique("three"), List.of(topic))) {
            for (var member : List.of(one, two, three)) {
                await().untilAsserted(() -> assertThat(member.records().stream()
                                .map(ConsumerRecord::partition)
                                .collect(Collectors.groupingBy(p -> p, Collectors.counting())))
                        .isEqualTo(java.util.Map.of(0, 20L, 1, 20L)));
            }
        }
    }

    @Test
    void shouldGatherManyMembersInOneGroup() {
        var topic = createTopic(bootstrap, "crowd", 8);
        var group = unique("crowd");
        var members = Stream.generate(() -> new Member(bootstrap, group, List.of(topic)))
                .limit(8)
                .toList();
        try {
            await().atMost(Clients.TIMEOUT).untilAsserted(() -> {
                assertThat(members)
                        .allSatisfy(member -> assertThat(member.assignment()).hasSize(1));
                assertThat(members.stream().flatMap(member -> member.assignment().stream()))
                        .doesNotHaveDuplicates();
            });
        } finally {
            members.forEach(Member::close);
        }
    }

    private static Set<TopicPartition> union(Set<TopicPartition> one, Set<TopicPartition> two) {
        return Stream.concat(one.stream(), two.stream()).collect(Collectors.toSet());
    }
}
