// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.group;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.fill;
import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.TestBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.GroupType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A group moves between the classic protocol and that of KIP-848 while it works, one consumer after the other. */
final class MigrationIT {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.shared();

    private final String bootstrap = BROKER.bootstrap();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.kafka.clients.consumer.RangeAssignor",
                "org.apache.kafka.clients.consumer.CooperativeStickyAssignor"
            })
    void shouldMoveAGroupToTheNewProtocolConsumerByConsumer(String assignor) {
        var topic = createTopic(bootstrap, "upgraded", 4);
        var group = unique("upgraded");
        var strategy = "partition.assignment.strategy=" + assignor;

        try (var oldOne = new Member(bootstrap, group, List.of(topic), strategy);
                var oldTwo = new Member(bootstrap, group, List.of(topic), strategy)) {
            awaitShares(topic, oldOne, oldTwo);
            produce(topic);
            awaitRecords(40, oldOne, oldTwo);
            assertThat(typeOf(group)).isEqualTo(GroupType.CLASSIC);

            try (var newOne = Member.ofConsumerProtocol(bootstrap, group, List.of(topic))) {
                awaitShares(topic, oldOne, oldTwo, newOne);
                assertThat(typeOf(group)).isEqualTo(GroupType.CONSUMER);
                produce(topic);
                awaitRecords(80, oldOne, oldTwo, newOne);

                oldOne.leave();
                awaitShares(topic, oldTwo, newOne);
                try (var newTwo = Member.ofConsumerProtocol(bootstrap, group, List.of(topic))) {
                    oldTwo.leave();
                    awaitShares(topic, newOne, newTwo);
                    produce(topic);
                    awaitRecords(120, oldOne, oldTwo, newOne, newTwo);
                }
            }
        }
    }

    @Test
    void shouldMoveAGroupBackToTheClassicProtocol() {
        var topic = createTopic(bootstrap, "downgraded", 4);
        var group = unique("downgraded");

        try (var newOne = Member.ofConsumerProtocol(bootstrap, group, List.of(topic))) {
            awaitShares(topic, newOne);
            produce(topic);
            awaitRecords(40, newOne);

            try (var oldOne = new Member(bootstrap, group, List.of(topic));
                    var oldTwo = new Member(bootstrap, group, List.of(topic))) {
                awaitShares(topic, newOne, oldOne, oldTwo);
                assertThat(typeOf(group)).isEqualTo(GroupType.CONSUMER);

                newOne.leave();
                awaitShares(topic, oldOne, oldTwo);
                assertThat(typeOf(group)).isEqualTo(GroupType.CLASSIC);
                produce(topic);
                awaitRecords(80, newOne, oldOne, oldTwo);
            }
        }
    }

    @Test
    void shouldGiveTheGroupIdOfAnEmptyGroupToEitherProtocol() {
        var topic = createTopic(bootstrap, "either", 1);
        var group = unique("either");
        for (var i = 0; i < 2; i++) {
            try (var member = Member.ofConsumerProtocol(bootstrap, group, List.of(topic))) {
                awaitShares(topic, 1, member);
                assertThat(typeOf(group)).isEqualTo(GroupType.CONSUMER);
            }
            try (var member = new Member(bootstrap, group, List.of(topic))) {
                awaitShares(topic, 1, member);
                assertThat(typeOf(group)).isEqualTo(GroupType.CLASSIC);
            }
        }
    }

    @Test
    void shouldLetAStaticMemberChangeItsProtocolAndKeepItsPartitions() {
        var topic = createTopic(bootstrap, "static", 2);
        var group = unique("statics");
        try (var other = new Member(bootstrap, group, List.of(topic), "group.instance.id=other")) {
            try (var classic = new Member(bootstrap, group, List.of(topic), "group.instance.id=one")) {
                awaitShares(topic, 2, classic, other);
            }
            try (var upgraded = Member.ofConsumerProtocol(bootstrap, group, List.of(topic), "group.instance.id=one")) {
                awaitShares(topic, 2, upgraded, other);
                assertThat(typeOf(group)).isEqualTo(GroupType.CONSUMER);
            }
            try (var again = new Member(bootstrap, group, List.of(topic), "group.instance.id=one")) {
                awaitShares(topic, 2, again, other);
                assertThat(typeOf(group)).isEqualTo(GroupType.CLASSIC);
            }
        }
    }

    private void produce(String topic) {
        for (var partition = 0; partition < 4; partition++) {
            fill(bootstrap, topic, partition, 10);
        }
    }

    private static void awaitShares(String topic, Member... members) {
        awaitShares(topic, 4, members);
    }

    /** Every partition has its owner, and every member a partition. */
    private static void awaitShares(String topic, int partitions, Member... members) {
        await().atMost(Clients.TIMEOUT).untilAsserted(() -> {
            var owned = new ArrayList<>();
            for (var member : members) {
                assertThat(member.assignment()).isNotEmpty();
                owned.addAll(member.assignment());
            }
            assertThat(owned).containsExactlyInAnyOrderElementsOf(Clients.partitions(topic, partitions));
        });
    }

    /** All that was produced has come, some of it perhaps twice. */
    private static void awaitRecords(int count, Member... members) {
        await().atMost(Clients.TIMEOUT)
                .untilAsserted(() -> assertThat(Stream.of(members)
                                .flatMap(member -> member.records().stream())
                                .map(MigrationIT::place)
                                .distinct())
                        .hasSize(count));
    }

    private static String place(ConsumerRecord<String, String> record) {
        return record.partition() + "@" + record.offset();
    }

    private GroupType typeOf(String group) {
        try (var admin = Clients.admin(bootstrap)) {
            return get(admin.listGroups(new ListGroupsOptions()).all()).stream()
                    .filter(each -> each.groupId().equals(group))
                    .findFirst()
                    .orElseThrow()
                    .type()
                    .orElseThrow();
        }
    }
}
