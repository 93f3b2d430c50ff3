// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.group;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.fill;
import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.poll;
import static io.barnabas.compat.harness.Clients.unique;
import static io.barnabas.compat.harness.Clients.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Broker;
import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.RawClient;
import io.barnabas.compat.harness.TestBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.SubscriptionPattern;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupMaxSizeReachedException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidRegularExpression;
import org.apache.kafka.common.errors.UnsupportedAssignorException;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Groups of KIP-848 in trouble: members vanish, the broker dies, somebody asks for what cannot be. */
final class UpsetConsumerGroupIT {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.own(
            "group.consumer.min.heartbeat.interval.ms=200",
            "group.consumer.heartbeat.interval.ms=200",
            "group.consumer.min.session.timeout.ms=3000",
            "group.consumer.session.timeout.ms=3000",
            "group.consumer.max.size=3");

    private final String bootstrap = BROKER.bootstrap();

    @Test
    void shouldTakeOverWhenAMemberVanishes() {
        var topic = createTopic(bootstrap, "vanishing", 2);
        var group = unique("survivors");

        try (var survivor = Member.ofConsumerProtocol(bootstrap, group, List.of(topic));
                var vanishing = Member.ofConsumerProtocol(bootstrap, group, List.of(topic))) {
            await().atMost(Clients.TIMEOUT).untilAsserted(() -> {
                assertThat(survivor.assignment()).hasSize(1);
                assertThat(vanishing.assignment()).hasSize(1);
            });
            vanishing.vanish();

            await().atMost(Clients.TIMEOUT)
                    .untilAsserted(() -> assertThat(survivor.assignment()).hasSize(2));
        }
    }

    static Stream<Named<Consumer<Broker>>> ends() {
        return Stream.of(Named.of("stop", Broker::stop), Named.of("kill -9", Broker::kill));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void shouldGoOnOverARestartOfTheBroker(Consumer<Broker> end) {
        var topic = createTopic(bootstrap, "restarted", 2);
        var group = unique("restarted");
        fill(bootstrap, topic, 0, 5);

        try (var one = Member.ofConsumerProtocol(bootstrap, group, List.of(topic));
                var two = Member.ofConsumerProtocol(bootstrap, group, List.of(topic))) {
            await().atMost(Clients.TIMEOUT)
                    .untilAsserted(() -> assertThat(
                                    one.records().size() + two.records().size())
                            .isEqualTo(5));
            end.accept(BROKER.broker());
            BROKER.broker().restart();
            fill(bootstrap, topic, 1, 5);

            await().atMost(Clients.TIMEOUT).untilAsserted(() -> {
                assertThat(one.records().size() + two.records().size()).isEqualTo(10);
                assertThat(one.assignment()).hasSize(1);
                assertThat(two.assignment()).hasSize(1);
            });
        }
    }

    @Test
    void shouldShareCommittedOffsetsWithTheClassicProtocol() {
        var topic = createTopic(bootstrap, "offsets", 1);
        var group = unique("both");
        fill(bootstrap, topic, 0, 10);

        try (var consumer = Member.consumerProtocol(bootstrap, group, "max.poll.records=4")) {
            consumer.subscribe(List.of(topic));
            assertThat(values(poll(consumer, 4))).containsExactly("v0", "v1", "v2", "v3");
            consumer.commitSync();
        }
        try (var consumer = Clients.groupConsumer(bootstrap, group, "max.poll.records=3")) {
            consumer.subscribe(List.of(topic));
            assertThat(values(poll(consumer, 3))).containsExactly("v4", "v5", "v6");
            consumer.commitSync();
        }
        try (var consumer = Member.consumerProtocol(bootstrap, group)) {
            consumer.subscribe(List.of(topic));
            assertThat(values(poll(consumer, 3))).containsExactly("v7", "v8", "v9");
        }
    }

    @Test
    void shouldRefuseWhatItCannotDo() {
        try (var consumer = Member.consumerProtocol(bootstrap, unique("refused"))) {
            consumer.subscribe(new SubscriptionPattern("(unclosed"));
            assertThatThrownBy(() -> poll(consumer, 1)).isInstanceOf(InvalidRegularExpression.class);
        }
        try (var consumer = Member.consumerProtocol(bootstrap, unique("refused"), "group.remote.assignor=magic")) {
            consumer.subscribe(List.of("refused"));
            assertThatThrownBy(() -> poll(consumer, 1)).isInstanceOf(UnsupportedAssignorException.class);
        }
    }

    @Test
    void shouldLetInNoMoreThanAGroupMayHave() {
        var topic = createTopic(bootstrap, "full", 4);
        var group = unique("full");
        try (var one = Member.ofConsumerProtocol(bootstrap, group, List.of(topic));
                var two = Member.ofConsumerProtocol(bootstrap, group, List.of(topic));
                var three = Member.ofConsumerProtocol(bootstrap, group, List.of(topic))) {
            await().atMost(Clients.TIMEOUT)
                    .untilAsserted(() -> assertThat(List.of(one, two, three))
                            .allSatisfy(
                                    member -> assertThat(member.assignment()).isNotEmpty()));
            try (var four = Member.consumerProtocol(bootstrap, group)) {
                four.subscribe(List.of(topic));
                assertThatThrownBy(() -> poll(four, 1)).isInstanceOf(GroupMaxSizeReachedException.class);
            }
        }
    }

    @Test
    void shouldFollowTheSettingsOfTheGroup() {
        var topic = createTopic(bootstrap, "settings", 1);
        var group = unique("settings");
        var resource = new ConfigResource(ConfigResource.Type.GROUP, group);
        try (var admin = Clients.admin(bootstrap)) {
            set(admin, resource, "consumer.session.timeout.ms", "50000");
            assertThatThrownBy(() -> set(admin, resource, "consumer.session.timeout.ms", "1000"))
                    .isInstanceOf(InvalidConfigurationException.class);

            try (var client = new RawClient(bootstrap)) {
                ConsumerGroupHeartbeatResponseData joined = client.ask(
                        ConsumerGroupHeartbeatResponseData.class,
                        ApiKeys.CONSUMER_GROUP_HEARTBEAT,
                        1,
                        new ConsumerGroupHeartbeatRequestData()
                                .setGroupId(group)
                                .setMemberId("silent")
                                .setRebalanceTimeoutMs(60_000)
                                .setSubscribedTopicNames(List.of(topic))
                                .setTopicPartitions(List.of()));
                assertThat(joined.errorCode()).isZero();
            }
            // The broker's timeout is 3 s.
            await().during(Duration.ofSeconds(6))
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(get(admin.describeConsumerGroups(List.of(group))
                                            .all())
                                    .get(group)
                                    .members())
                            .hasSize(1));
        }
    }

    private static void set(
            org.apache.kafka.clients.admin.Admin admin, ConfigResource resource, String name, String value) {
        get(admin.incrementalAlterConfigs(Map.of(
                        resource, List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
                .all());
    }
}
