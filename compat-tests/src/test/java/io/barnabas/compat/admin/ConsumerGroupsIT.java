// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.admin;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.fill;
import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.partitions;
import static io.barnabas.compat.harness.Clients.poll;
import static io.barnabas.compat.harness.Clients.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.TestBroker;
import io.barnabas.compat.harness.Tool;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.GroupSubscribedToTopicException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Looking after groups of KIP-848, by admin requests and by kafka-consumer-groups. */
final class ConsumerGroupsIT {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.shared();

    private final String bootstrap = BROKER.bootstrap();
    private final Admin admin = Clients.admin(bootstrap);
    private final String group = unique("watched");
    private String topic;
    private Consumer<String, String> consumer;

    @BeforeEach
    void consume() {
        topic = createTopic(bootstrap, "watched", 2);
        fill(bootstrap, topic, 1, 5);
        consumer = Clients.consumer(bootstrap, "group.protocol=consumer", "group.id=" + group, "client.id=me");
        consumer.subscribe(List.of(topic));
        poll(consumer, 5);
        consumer.commitSync();
    }

    @AfterEach
    void close() {
        consumer.close();
        admin.close();
    }

    private ConsumerGroupDescription describe() {
        return get(admin.describeConsumerGroups(List.of(group)).all()).get(group);
    }

    @Test
    void shouldDescribeAGroupWithItsMembers() {
        var description = describe();

        assertThat(description.type()).isEqualTo(GroupType.CONSUMER);
        assertThat(description.groupState()).isEqualTo(GroupState.STABLE);
        assertThat(description.partitionAssignor()).isEqualTo("uniform");
        assertThat(description.groupEpoch()).isPresent();
        assertThat(description.targetAssignmentEpoch()).isEqualTo(description.groupEpoch());
        assertThat(description.members()).singleElement().satisfies(member -> {
            assertThat(member.clientId()).isEqualTo("me");
            assertThat(member.host()).isEqualTo("/127.0.0.1");
            assertThat(member.memberEpoch()).isEqualTo(description.groupEpoch());
            assertThat(member.assignment().topicPartitions()).containsExactlyInAnyOrderElementsOf(partitions(topic, 2));
            assertThat(member.targetAssignment()).hasValue(member.assignment());
            assertThat(member.upgraded()).hasValue(true);
        });
        consumer.close();
        assertThat(describe().groupState()).isEqualTo(GroupState.EMPTY);
    }

    @Test
    void shouldListAGroupByItsTypeAndState() {
        assertThat(listed(new ListGroupsOptions().withTypes(Set.of(GroupType.CONSUMER))))
                .contains(group);
        assertThat(listed(new ListGroupsOptions().withTypes(Set.of(GroupType.CLASSIC))))
                .doesNotContain(group);
        assertThat(listed(new ListGroupsOptions().inGroupStates(Set.of(GroupState.STABLE))))
                .contains(group);
        assertThat(listed(new ListGroupsOptions().inGroupStates(Set.of(GroupState.EMPTY))))
                .doesNotContain(group);
    }

    private List<String> listed(ListGroupsOptions options) {
        return get(admin.listGroups(options).all()).stream()
                .map(each -> each.groupId())
                .toList();
    }

    @Test
    void shouldProtectWhatMembersUse() {
        var partition = new TopicPartition(topic, 1);

        assertThatThrownBy(() -> get(admin.deleteConsumerGroups(List.of(group)).all()))
                .isInstanceOf(GroupNotEmptyException.class);
        assertThatThrownBy(() -> get(admin.deleteConsumerGroupOffsets(group, Set.of(partition))
                        .all()))
                .isInstanceOf(GroupSubscribedToTopicException.class);
        assertThatThrownBy(() -> get(admin.alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(0)))
                        .all()))
                .isInstanceOf(UnknownMemberIdException.class);
    }

    @Test
    void shouldLetAnAdministratorDoAnythingToAnEmptyGroup() {
        var partition = new TopicPartition(topic, 1);
        consumer.close();

        get(admin.alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(3)))
                .all());
        assertThat(get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                        .get(partition)
                        .offset())
                .isEqualTo(3);
        get(admin.deleteConsumerGroupOffsets(group, Set.of(partition)).all());
        get(admin.deleteConsumerGroups(List.of(group)).all());

        assertThatThrownBy(this::describe).isInstanceOf(GroupIdNotFoundException.class);
    }

    @Test
    void shouldShowAGroupToTheTool() {
        assertThat(tool("--describe", "--group", group, "--members", "--verbose"))
                .contains(group)
                .contains("me")
                .contains(topic + ":0,1")
                .contains("TARGET-ASSIGNMENT");
        assertThat(tool("--describe", "--group", group, "--state", "--verbose"))
                .contains("uniform")
                .contains("Stable");
        assertThat(tool("--describe", "--group", group)).containsPattern(topic + " +1 +5 +5 +0 ");
        assertThat(tool("--list", "--type", "consumer")).contains(group);
        consumer.close();
        assertThat(tool("--reset-offsets", "--group", group, "--topic", topic, "--to-earliest", "--execute"))
                .containsPattern(topic + " +1 +0");
        assertThat(tool("--delete", "--group", group)).contains("successful");
    }

    private static String tool(String... options) {
        return Tool.on(BROKER.broker(), "consumer-groups", options)
                .run()
                .succeeded()
                .out();
    }
}
