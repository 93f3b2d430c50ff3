// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.share;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.fill;
import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.TestBroker;
import io.barnabas.compat.harness.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ShareGroupDescription;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Looking after share groups, by admin requests and by kafka-share-groups. */
final class ShareGroupsIT {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.shared();

    private final String bootstrap = BROKER.bootstrap();
    private final Admin admin = Clients.admin(bootstrap);
    private final String group = unique("sharing");
    private String topic;
    private TopicPartition partition;
    private ShareConsumer<String, String> consumer;

    @BeforeEach
    void consume() {
        topic = createTopic(bootstrap, "sharing", 2);
        partition = new TopicPartition(topic, 1);
        fill(bootstrap, topic, 1, 5);
        RawShares.setGroup(bootstrap, group, "share.auto.offset.reset=earliest");
        consumer = new KafkaShareConsumer<>(
                Clients.settings(bootstrap, "group.id=" + group, "client.id=me"),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.subscribe(List.of(topic));
        assertThat(poll(5)).hasSize(5);
        awaitNoLag();
    }

    private List<String> poll(int count) {
        List<String> values = new ArrayList<>();
        await().atMost(Clients.TIMEOUT).until(() -> {
            consumer.poll(Duration.ofMillis(200)).forEach(each -> values.add(each.value()));
            return values.size() >= count;
        });
        consumer.commitSync();
        return values;
    }

    @AfterEach
    void close() {
        consumer.close();
        admin.close();
    }

    private ShareGroupDescription describe() {
        return get(admin.describeShareGroups(List.of(group)).all()).get(group);
    }

    private Map<TopicPartition, SharePartitionOffsetInfo> offsets() {
        return get(admin.listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
                .partitionsToOffsetInfo(group));
    }

    /** Where the group is may be written down later than what it has done. */
    private void awaitNoLag() {
        await().atMost(Duration.ofSeconds(15)).until(() -> offset().size() == 2 && offset().get(1) == 0);
    }

    /** Start offset and lag of the partition that records are in. */
    private List<Long> offset() {
        var offset = offsets().get(partition);
        return offset == null
                ? List.of()
                : List.of(offset.startOffset(), offset.lag().orElse(-1L));
    }

    @Test
    void shouldDescribeAGroupWithItsMembers() {
        var description = describe();

        assertThat(description.groupState()).isEqualTo(GroupState.STABLE);
        assertThat(description.targetAssignmentEpoch()).isEqualTo(description.groupEpoch());
        assertThat(description.members()).singleElement().satisfies(member -> {
            assertThat(member.clientId()).isEqualTo("me");
            assertThat(member.host()).isEqualTo("/127.0.0.1");
            assertThat(member.memberEpoch()).isEqualTo(description.groupEpoch());
            assertThat(member.assignment().topicPartitions())
                    .containsExactlyInAnyOrderElementsOf(Clients.partitions(topic, 2));
        });
        consumer.close();
        assertThat(describe().groupState()).isEqualTo(GroupState.EMPTY);
    }

    @Test
    void shouldListAGroupByItsTypeAndState() {
        assertThat(listed(ListGroupsOptions.forShareGroups())).contains(group);
        assertThat(listed(new ListGroupsOptions().withTypes(Set.of(GroupType.CONSUMER))))
                .doesNotContain(group);
        assertThat(listed(ListGroupsOptions.forShareGroups().inGroupStates(Set.of(GroupState.STABLE))))
                .contains(group);
        assertThat(listed(ListGroupsOptions.forShareGroups().inGroupStates(Set.of(GroupState.EMPTY))))
                .doesNotContain(group);
    }

    private List<String> listed(ListGroupsOptions options) {
        return get(admin.listGroups(options).all()).stream()
                .map(each -> each.groupId())
                .toList();
    }

    @Test
    void shouldProtectWhatMembersUse() {
        assertThatThrownBy(() -> get(admin.deleteShareGroups(List.of(group)).all()))
                .isInstanceOf(GroupNotEmptyException.class);
        assertThatThrownBy(() ->
                        get(admin.deleteShareGroupOffsets(group, Set.of(topic)).all()))
                .isInstanceOf(GroupNotEmptyException.class);
        assertThatThrownBy(() -> get(admin.alterShareGroupOffsets(group, Map.of(partition, 0L))
                        .all()))
                .isInstanceOf(GroupNotEmptyException.class);
    }

    @Test
    void shouldLetAnAdministratorDoAnythingToAnEmptyGroup() {
        consumer.close();

        get(admin.alterShareGroupOffsets(group, Map.of(partition, 3L)).all());
        assertThat(offset()).containsExactly(3L, 2L);
        assertThatThrownBy(() -> get(admin.alterShareGroupOffsets(group, Map.of(new TopicPartition(topic, 7), 3L))
                        .all()))
                .isInstanceOf(UnknownTopicOrPartitionException.class);
        get(admin.deleteShareGroupOffsets(group, Set.of(topic)).all());
        assertThat(offsets()).isEmpty();
        assertThatThrownBy(() ->
                        get(admin.deleteShareGroupOffsets(group, Set.of(topic)).all()))
                .isInstanceOf(UnknownTopicOrPartitionException.class);
        get(admin.deleteShareGroups(List.of(group)).all());

        assertThatThrownBy(this::describe).isInstanceOf(GroupIdNotFoundException.class);
        assertThatThrownBy(() -> get(admin.deleteShareGroups(List.of(group)).all()))
                .isInstanceOf(GroupIdNotFoundException.class);
    }

    @Test
    void shouldGoOnWhereAnAdministratorHasPutIt() {
        consumer.close();
        get(admin.alterShareGroupOffsets(group, Map.of(partition, 3L)).all());

        consumer = new KafkaShareConsumer<>(
                Clients.settings(bootstrap, "group.id=" + group, "client.id=me"),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.subscribe(List.of(topic));

        assertThat(poll(2)).hasSize(2);
        awaitNoLag();
    }

    @Test
    void shouldShowAGroupToTheTool() {
        assertThat(tool("--describe", "--group", group, "--members", "--verbose"))
                .containsPattern("GROUP +CONSUMER-ID +HOST +CLIENT-ID +#PARTITIONS +MEMBER-EPOCH +ASSIGNMENT")
                .containsPattern(group + " .* me +2 +\\d+ +" + topic + ":0,1");
        assertThat(tool("--describe", "--group", group, "--state", "--verbose"))
                .containsPattern("GROUP +COORDINATOR \\(ID\\) +STATE +GROUP-EPOCH +ASSIGNMENT-EPOCH +#MEMBERS")
                .containsPattern(group + " .* Stable +(\\d+) +\\1 +1");
        assertThat(tool("--describe", "--group", group, "--verbose"))
                .containsPattern("GROUP +TOPIC +PARTITION +LEADER-EPOCH +START-OFFSET +LAG")
                .containsPattern(group + " +" + topic + " +1 +0 +\\d +0");
        assertThat(tool("--list", "--state")).containsPattern(group + " +Stable");
    }

    @Test
    void shouldLetTheToolResetAndDelete() {
        consumer.close();

        assertThat(tool("--reset-offsets", "--group", group, "--topic", topic, "--to-earliest", "--execute"))
                .containsPattern(group + " +" + topic + " +1 +0");
        assertThat(tool("--describe", "--group", group)).containsPattern(group + " +" + topic + " +1 +0 +5");
        assertThat(tool("--delete-offsets", "--group", group, "--topic", topic))
                .containsPattern(topic + " +Successful");
        assertThat(tool("--delete", "--group", group))
                .contains("Deletion of requested share groups ('" + group + "') was successful.");
        assertThat(tool("--list")).doesNotContain(group);
    }

    private static String tool(String... options) {
        return Tool.on(BROKER.broker(), "share-groups", options)
                .run()
                .succeeded()
                .out();
    }
}
