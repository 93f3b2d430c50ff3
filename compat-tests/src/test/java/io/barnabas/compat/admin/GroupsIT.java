// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.admin;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.fill;
import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.poll;
import static io.barnabas.compat.harness.Clients.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.TestBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.GroupSubscribedToTopicException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Looking after the groups of others. */
final class GroupsIT {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.shared();

    private final String bootstrap = BROKER.bootstrap();
    private final Admin admin = Clients.admin(bootstrap);

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void shouldDescribeAGroupWithItsMembers() {
        var topic = createTopic(bootstrap, "described", 3);
        var group = unique("described");

        whileConsuming(topic, group, () -> {
            var description = describe(group);
            assertThat(description.groupState()).isEqualTo(GroupState.STABLE);
            assertThat(description.partitionAssignor()).isEqualTo("range");
            assertThat(description.isSimpleConsumerGroup()).isFalse();
            assertThat(description.coordinator().id()).isEqualTo(1);
            assertThat(description.members()).singleElement().satisfies(member -> {
                assertThat(member.clientId()).isEqualTo("the-client");
                assertThat(member.consumerId()).startsWith("the-client-");
                assertThat(member.host()).isEqualTo("/127.0.0.1");
                assertThat(member.assignment().topicPartitions())
                        .containsExactlyInAnyOrderElementsOf(Clients.partitions(topic, 3));
            });
        });

        await().untilAsserted(() -> assertThat(describe(group).groupState()).isEqualTo(GroupState.EMPTY));
        assertThat(describe(group).members()).isEmpty();
    }

    @Test
    void shouldNotFindAGroupThatNeverWas() {
        assertThatThrownBy(() -> describe("never-was")).isInstanceOf(GroupIdNotFoundException.class);
        assertThatThrownBy(() ->
                        get(admin.deleteConsumerGroups(List.of("never-was")).all()))
                .isInstanceOf(GroupIdNotFoundException.class);
    }

    @Test
    void shouldListGroupsByState() {
        var topic = createTopic(bootstrap, "listed", 1);
        var stable = unique("listed-stable");
        var empty = unique("listed-empty");
        commit(empty, new TopicPartition(topic, 0), 3);

        whileConsuming(topic, stable, () -> {
            assertThat(list(new ListGroupsOptions())).contains(stable, empty);
            assertThat(list(new ListGroupsOptions().inGroupStates(Set.of(GroupState.STABLE))))
                    .contains(stable)
                    .doesNotContain(empty);
            assertThat(list(new ListGroupsOptions().inGroupStates(Set.of(GroupState.EMPTY))))
                    .contains(empty)
                    .doesNotContain(stable);
            assertThat(list(ListGroupsOptions.forConsumerGroups())).contains(stable);
        });
    }

    @Test
    void shouldShowTheCommittedOffsetsOfSeveralGroups() {
        var topic = createTopic(bootstrap, "committed", 2);
        var zero = new TopicPartition(topic, 0);
        var one = new TopicPartition(topic, 1);
        var first = unique("committed-first");
        var second = unique("committed-second");
        commit(first, zero, 3);
        commit(second, one, 5);

        var all = admin.listConsumerGroupOffsets(Map.of(
                first,
                new ListConsumerGroupOffsetsSpec(),
                second,
                new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(zero, one))));

        assertThat(get(all.partitionsToOffsetAndMetadata(first)).keySet()).containsExactly(zero);
        assertThat(get(all.partitionsToOffsetAndMetadata(first)).get(zero).offset())
                .isEqualTo(3);
        assertThat(get(all.partitionsToOffsetAndMetadata(second)).get(one).offset())
                .isEqualTo(5);
        assertThat(get(all.partitionsToOffsetAndMetadata(second)).get(zero)).isNull();
    }

    @Test
    void shouldMoveTheOffsetsOfAnEmptyGroup() {
        var topic = createTopic(bootstrap, "moved", 1);
        var partition = new TopicPartition(topic, 0);
        var group = unique("moved");
        fill(bootstrap, topic, 0, 10);
        whileConsuming(topic, group, () -> {
            assertThatThrownBy(() -> get(admin.alterConsumerGroupOffsets(group, Map.of(partition, offset(2)))
                            .all()))
                    .isInstanceOf(UnknownMemberIdException.class);
        });

        get(admin.alterConsumerGroupOffsets(group, Map.of(partition, offset(2))).all());

        try (var consumer = Clients.groupConsumer(bootstrap, group)) {
            consumer.subscribe(List.of(topic));
            assertThat(poll(consumer, 8).get(0).offset()).isEqualTo(2);
        }
    }

    @Test
    void shouldForgetOffsetsOnlyOfTopicsThatNobodyReads() {
        var read = createTopic(bootstrap, "still-read", 1);
        var abandoned = createTopic(bootstrap, "abandoned", 1);
        var group = unique("forgetful");
        var gone = new TopicPartition(abandoned, 0);
        commit(group, gone, 3);

        whileConsuming(read, group, () -> {
            get(admin.deleteConsumerGroupOffsets(group, Set.of(gone)).all());
            assertThatThrownBy(() -> get(admin.deleteConsumerGroupOffsets(group, Set.of(new TopicPartition(read, 0)))
                            .all()))
                    .isInstanceOf(GroupSubscribedToTopicException.class);
        });

        assertThat(get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()))
                .doesNotContainKey(gone);
    }

    @Test
    void shouldDeleteAGroupOnceItIsEmpty() {
        var topic = createTopic(bootstrap, "deleted", 1);
        var group = unique("deleted");

        whileConsuming(
                topic,
                group,
                () -> assertThatThrownBy(() ->
                                get(admin.deleteConsumerGroups(List.of(group)).all()))
                        .isInstanceOf(GroupNotEmptyException.class));
        get(admin.deleteConsumerGroups(List.of(group)).all());

        assertThat(list(new ListGroupsOptions())).doesNotContain(group);
    }

    @Test
    void shouldForgetTheOffsetsOfADeletedTopic() {
        var topic = createTopic(bootstrap, "deleted-topic", 1);
        var group = unique("left-behind");
        commit(group, new TopicPartition(topic, 0), 3);

        get(admin.deleteTopics(List.of(topic)).all());

        await().untilAsserted(() -> assertThat(
                        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()))
                .isEmpty());
    }

    @Test
    void shouldThrowOutAStaticMember() {
        var topic = createTopic(bootstrap, "thrown-out", 1);
        var group = unique("thrown-out");
        try (var consumer = Clients.groupConsumer(bootstrap, group, "group.instance.id=fixed")) {
            consumer.subscribe(List.of(topic));
            fill(bootstrap, topic, 0, 1);
            poll(consumer, 1);
        }
        assertThat(describe(group).members())
                .singleElement()
                .satisfies(member -> assertThat(member.groupInstanceId()).hasValue("fixed"));

        get(admin.removeMembersFromConsumerGroup(
                        group, new RemoveMembersFromConsumerGroupOptions(List.of(new MemberToRemove("fixed"))))
                .all());

        await().untilAsserted(() -> assertThat(describe(group).members()).isEmpty());
    }

    /** Runs the assertion while one consumer holds the topic's partitions. */
    private void whileConsuming(String topic, String group, Runnable assertion) {
        try (var consumer = Clients.groupConsumer(bootstrap, group, "client.id=the-client")) {
            consumer.subscribe(List.of(topic));
            fill(bootstrap, topic, 0, 1);
            poll(consumer, 1);
            assertion.run();
            consumer.poll(Duration.ZERO);
            consumer.commitSync();
        }
    }

    private void commit(String group, TopicPartition partition, long offset) {
        try (var consumer = Clients.groupConsumer(bootstrap, group)) {
            consumer.assign(List.of(partition));
            consumer.commitSync(Map.of(partition, offset(offset)));
        }
    }

    private static OffsetAndMetadata offset(long offset) {
        return new OffsetAndMetadata(offset);
    }

    private ConsumerGroupDescription describe(String group) {
        return get(admin.describeConsumerGroups(List.of(group)).all()).get(group);
    }

    private List<String> list(ListGroupsOptions options) {
        return get(admin.listGroups(options).all()).stream()
                .map(GroupListing::groupId)
                .toList();
    }
}
