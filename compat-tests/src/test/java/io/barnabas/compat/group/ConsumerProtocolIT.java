// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.group;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.fill;
import static io.barnabas.compat.harness.Clients.partitions;
import static io.barnabas.compat.harness.Clients.poll;
import static io.barnabas.compat.harness.Clients.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.TestBroker;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.SubscriptionPattern;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Consumers with {@code group.protocol=consumer} (KIP-848) share the partitions, and take over from each other. */
final class ConsumerProtocolIT {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.shared();

    private final String bootstrap = BROKER.bootstrap();

    @ParameterizedTest
    @ValueSource(strings = {"uniform", "range"})
    void shouldShareThePartitionsAndTakeOverWhenOneLeaves(String assignor) {
        var topic = createTopic(bootstrap, "shared", 4);
        var group = unique("sharers");
        var strategy = "group.remote.assignor=" + assignor;

        try (var first = Member.ofConsumerProtocol(bootstrap, group, List.of(topic), strategy)) {
            await().untilAsserted(() -> assertThat(first.assignment()).hasSize(4));
            try (var second = Member.ofConsumerProtocol(bootstrap, group, List.of(topic), strategy)) {
                await().atMost(Clients.TIMEOUT).untilAsserted(() -> {
                    assertThat(first.assignment()).hasSize(2);
                    assertThat(second.assignment()).hasSize(2);
                });
                assertThat(first.assignment()).doesNotContainAnyElementsOf(second.assignment());

                for (var partition = 0; partition < 4; partition++) {
                    fill(bootstrap, topic, partition, 10);
                }
                await().untilAsserted(() -> {
                    assertThat(first.records()).hasSize(20);
                    assertThat(second.records()).hasSize(20);
                });
                assertThat(first.revocations()).containsExactly(second.assignment());
            }
            await().atMost(Clients.TIMEOUT)
                    .untilAsserted(() -> assertThat(first.assignment()).hasSize(4));

            fill(bootstrap, topic, 0, 5);
            fill(bootstrap, topic, 3, 5);
            await().untilAsserted(() -> assertThat(first.records()).hasSize(30));
        }
    }

    @Test
    void shouldGoOnFromWhatTheGroupHasCommitted() {
        var topic = createTopic(bootstrap, "committed", 1);
        var group = unique("committers");
        fill(bootstrap, topic, 0, 10);
        try (var consumer = Member.consumerProtocol(bootstrap, group, "max.poll.records=6")) {
            consumer.subscribe(List.of(topic));
            assertThat(poll(consumer, 6)).hasSize(6);
            consumer.commitSync();
        }

        try (var consumer = Member.consumerProtocol(bootstrap, group)) {
            consumer.subscribe(List.of(topic));
            assertThat(poll(consumer, 4))
                    .first()
                    .satisfies(record -> assertThat(record.offset()).isEqualTo(6));
        }
    }

    @Test
    void shouldFindNewTopicsThatMatchARegularExpression() {
        var prefix = unique("matched");
        var one = createTopic(bootstrap, prefix + "-one", 2);
        createTopic(bootstrap, "not-" + prefix, 1);
        var pattern = new SubscriptionPattern(prefix + "-.*");

        try (var member = Member.ofPattern(bootstrap, unique("matchers"), pattern)) {
            await().atMost(Clients.TIMEOUT)
                    .untilAsserted(() -> assertThat(member.assignment()).isEqualTo(Set.copyOf(partitions(one, 2))));

            var two = createTopic(bootstrap, prefix + "-two", 1);
            var both = new HashSet<>(partitions(one, 2));
            both.addAll(partitions(two, 1));
            // Kafka looks no more often than every ten seconds.
            await().atMost(Clients.TIMEOUT)
                    .untilAsserted(() -> assertThat(member.assignment()).isEqualTo(both));
        }
    }

    @Test
    void shouldGiveAStaticMemberItsPartitionsBackWithoutARebalance() {
        var topic = createTopic(bootstrap, "static", 4);
        var group = unique("statics");

        try (var stays = Member.ofConsumerProtocol(bootstrap, group, List.of(topic), "group.instance.id=stays")) {
            Set<TopicPartition> before;
            try (var restarts =
                    Member.ofConsumerProtocol(bootstrap, group, List.of(topic), "group.instance.id=restarts")) {
                await().atMost(Clients.TIMEOUT).untilAsserted(() -> {
                    assertThat(stays.assignment()).hasSize(2);
                    assertThat(restarts.assignment()).hasSize(2);
                });
                before = restarts.assignment();
            }
            var revocationsBefore = stays.revocations();

            try (var again =
                    Member.ofConsumerProtocol(bootstrap, group, List.of(topic), "group.instance.id=restarts")) {
                await().untilAsserted(() -> assertThat(again.assignment()).isEqualTo(before));
            }
            assertThat(stays.revocations()).isEqualTo(revocationsBefore);
            assertThat(stays.assignment()).hasSize(2);
        }
    }

    @Test
    void shouldRefuseTheNewerOfTwoMembersWithTheSameInstanceId() {
        var topic = createTopic(bootstrap, "unreleased", 2);
        var group = unique("unreleased");

        try (var older = Member.ofConsumerProtocol(bootstrap, group, List.of(topic), "group.instance.id=one")) {
            await().untilAsserted(() -> assertThat(older.assignment()).hasSize(2));
            try (var newer = Member.ofConsumerProtocol(bootstrap, group, List.of(topic), "group.instance.id=one")) {
                await().untilAsserted(
                                () -> assertThat(newer.failure()).isInstanceOf(UnreleasedInstanceIdException.class));
            }
            assertThat(older.assignment()).hasSize(2);
        }
    }

    @Test
    void shouldAssignTheNewPartitionsOfATopic() throws Exception {
        var topic = createTopic(bootstrap, "growing", 1);
        var group = unique("growers");

        try (var member = Member.ofConsumerProtocol(bootstrap, group, List.of(topic), "metadata.max.age.ms=300");
                var admin = Clients.admin(bootstrap)) {
            await().untilAsserted(() -> assertThat(member.assignment()).hasSize(1));
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(3)))
                    .all()
                    .get();

            await().atMost(Clients.TIMEOUT)
                    .untilAsserted(() -> assertThat(member.assignment()).isEqualTo(Set.copyOf(partitions(topic, 3))));
        }
    }

    @Test
    void shouldLetAConsumerChangeItsSubscription() {
        var one = createTopic(bootstrap, "one", 1);
        var two = createTopic(bootstrap, "two", 1);
        fill(bootstrap, two, 0, 3);
        try (var consumer = Member.consumerProtocol(bootstrap, unique("changing"))) {
            consumer.subscribe(List.of(one));
            await().untilAsserted(() -> {
                consumer.poll(Duration.ofMillis(50));
                assertThat(consumer.assignment()).isEqualTo(Set.copyOf(partitions(one, 1)));
            });

            consumer.subscribe(List.of(two));

            assertThat(poll(consumer, 3)).hasSize(3);
            assertThat(consumer.assignment()).isEqualTo(Set.copyOf(partitions(two, 1)));
        }
    }
}
