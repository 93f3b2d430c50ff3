// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.group;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.unique;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.RawClient;
import io.barnabas.compat.harness.TestBroker;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ConsumerGroupDescribeRequestData;
import org.apache.kafka.common.message.ConsumerGroupDescribeResponseData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData.TopicPartitions;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.message.DescribeGroupsRequestData;
import org.apache.kafka.common.message.DescribeGroupsResponseData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The requests of KIP-848 themselves: what is refused, and how, and what stands in the answers. */
final class RawHeartbeatIT {
    private static final int NEWEST = 1;

    @RegisterExtension
    static final TestBroker BROKER =
            TestBroker.own("group.consumer.max.size=2", "group.consumer.assignment.interval.ms=0");

    private final RawClient client = new RawClient(BROKER.bootstrap());
    private final String group = unique("raw");
    private final String topic = createTopic(BROKER.bootstrap(), "raw", 2);

    /** The coordinator is there from the first request of a client that looks for it. */
    @BeforeEach
    void findCoordinator() {
        try (var admin = Clients.admin(BROKER.bootstrap())) {
            get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        }
    }

    @AfterEach
    void close() {
        client.close();
    }

    private ConsumerGroupHeartbeatRequestData joining(String memberId) {
        return new ConsumerGroupHeartbeatRequestData()
                .setGroupId(group)
                .setMemberId(memberId)
                .setMemberEpoch(0)
                .setRebalanceTimeoutMs(5_000)
                .setSubscribedTopicNames(List.of(topic))
                .setTopicPartitions(List.of());
    }

    private ConsumerGroupHeartbeatRequestData beating(String memberId, int epoch) {
        return new ConsumerGroupHeartbeatRequestData()
                .setGroupId(group)
                .setMemberId(memberId)
                .setMemberEpoch(epoch);
    }

    private ConsumerGroupHeartbeatResponseData send(ConsumerGroupHeartbeatRequestData request) {
        return send(NEWEST, request);
    }

    private ConsumerGroupHeartbeatResponseData send(int version, ConsumerGroupHeartbeatRequestData request) {
        return client.ask(ConsumerGroupHeartbeatResponseData.class, ApiKeys.CONSUMER_GROUP_HEARTBEAT, version, request);
    }

    private void assertRefused(ConsumerGroupHeartbeatRequestData request, Errors error, String message) {
        assertRefused(NEWEST, request, error, message);
    }

    private void assertRefused(int version, ConsumerGroupHeartbeatRequestData request, Errors error, String message) {
        assertThat(send(version, request)).satisfies(response -> {
            assertThat(Errors.forCode(response.errorCode())).isEqualTo(error);
            assertThat(response.errorMessage()).isEqualTo(message);
            assertThat(response.memberId()).isNull();
            assertThat(response.memberEpoch()).isZero();
            assertThat(response.assignment()).isNull();
        });
    }

    @Test
    void shouldRefuseRequestsThatMakeNoSense() {
        assertRefused(joining(""), Errors.INVALID_REQUEST, "MemberId can't be empty.");
        assertRefused(0, beating("", 1), Errors.INVALID_REQUEST, "MemberId can't be empty.");
        assertRefused(joining("a").setGroupId(""), Errors.INVALID_REQUEST, "GroupId can't be empty.");
        assertRefused(joining("a").setInstanceId(""), Errors.INVALID_REQUEST, "InstanceId can't be empty.");
        assertRefused(joining("a").setRackId(" "), Errors.INVALID_REQUEST, "RackId can't be empty.");
        assertRefused(
                joining("a").setRebalanceTimeoutMs(-1),
                Errors.INVALID_REQUEST,
                "RebalanceTimeoutMs must be provided in first request.");
        assertRefused(
                joining("a").setTopicPartitions(null),
                Errors.INVALID_REQUEST,
                "TopicPartitions must be empty when (re-)joining.");
        assertRefused(
                joining("a").setSubscribedTopicNames(null),
                Errors.INVALID_REQUEST,
                "Either SubscribedTopicNames or SubscribedTopicRegex must be non-null when (re-)joining.");
        assertRefused(beating("a", -2), Errors.INVALID_REQUEST, "InstanceId can't be null.");
        assertRefused(beating("a", -3), Errors.INVALID_REQUEST, "MemberEpoch is invalid.");
        assertRefused(
                joining("a").setSubscribedTopicRegex("("),
                Errors.INVALID_REGULAR_EXPRESSION,
                "SubscribedTopicRegex `(` is not a valid regular expression: missing closing ).");
        assertThat(send(joining("a").setServerAssignor("magic"))).satisfies(response -> {
            assertThat(Errors.forCode(response.errorCode())).isEqualTo(Errors.UNSUPPORTED_ASSIGNOR);
            assertThat(response.errorMessage())
                    .startsWith("ServerAssignor magic is not supported. Supported assignors: ")
                    .contains("uniform")
                    .contains("range");
        });
    }

    @Test
    void shouldRefuseWhoIsNotInTheGroup() {
        assertRefused(beating("a", 1), Errors.GROUP_ID_NOT_FOUND, "Consumer group " + group + " not found.");
        assertRefused(beating("a", -1), Errors.GROUP_ID_NOT_FOUND, "Group " + group + " not found.");
        send(joining("a"));
        assertRefused(beating("b", 1), Errors.UNKNOWN_MEMBER_ID, "Member b is not a member of group " + group + ".");
        assertRefused(beating("b", -1), Errors.UNKNOWN_MEMBER_ID, "Member b is not a member of group " + group + ".");
        assertRefused(beating("b", 1).setInstanceId("i"), Errors.UNKNOWN_MEMBER_ID, "Instance id i is unknown.");
        assertRefused(
                beating("a", 5),
                Errors.FENCED_MEMBER_EPOCH,
                "The consumer group member has a greater member epoch (5) than the one known by the group coordinator"
                        + " (2). The member must abandon all its partitions and rejoin.");
        send(joining("b"));
        assertRefused(
                joining("c"),
                Errors.GROUP_MAX_SIZE_REACHED,
                "The consumer group has reached its maximum capacity of 2 members.");
    }

    @Test
    void shouldFenceStaticMembers() {
        send(joining("a").setInstanceId("i"));
        assertRefused(
                joining("b").setInstanceId("i"),
                Errors.UNRELEASED_INSTANCE_ID,
                "Static member b with instance id i cannot join the group because the instance id is owned by a member.");
        assertThat(send(beating("a", -2).setInstanceId("i"))).satisfies(response -> {
            assertThat(response.errorCode()).isZero();
            assertThat(response.memberId()).isEqualTo("a");
            assertThat(response.memberEpoch()).isEqualTo(-2);
        });
        assertThat(send(joining("b").setInstanceId("i")).memberEpoch()).isEqualTo(2);
        assertRefused(
                beating("a", 2).setInstanceId("i"),
                Errors.FENCED_INSTANCE_ID,
                "Static member a with instance id i was fenced by member b.");
    }

    @Test
    void shouldTellTheAssignmentWhenItIsNewOrAskedFor() {
        var joined = send(joining("a"));
        assertThat(joined.errorCode()).isZero();
        assertThat(joined.errorMessage()).isNull();
        assertThat(joined.memberId()).isEqualTo("a");
        assertThat(joined.memberEpoch()).isEqualTo(2);
        assertThat(joined.assignment().topicPartitions())
                .singleElement()
                .satisfies(partitions -> assertThat(partitions.partitions()).containsExactlyInAnyOrder(0, 1));
        var topicId = joined.assignment().topicPartitions().get(0).topicId();

        assertThat(send(beating("a", 2)).assignment()).isNull();
        assertThat(send(joining("a").setMemberEpoch(2).setTopicPartitions(owned(topicId, 0, 1)))
                        .assignment())
                .isEqualTo(joined.assignment());

        var second = send(joining("b"));
        assertThat(second.memberEpoch()).isEqualTo(3);
        assertThat(second.assignment().topicPartitions()).isEmpty();
        var revoking = send(beating("a", 2));
        assertThat(revoking.memberEpoch()).isEqualTo(2);
        assertThat(revoking.assignment().topicPartitions().get(0).partitions()).hasSize(1);
        var kept = revoking.assignment().topicPartitions().get(0).partitions().get(0);
        assertThat(send(beating("b", 3)).assignment()).isNull();
        assertThat(send(beating("a", 2).setTopicPartitions(owned(topicId, kept)))
                        .memberEpoch())
                .isEqualTo(3);
        assertThat(send(beating("b", 3)).assignment().topicPartitions().get(0).partitions())
                .containsExactly(1 - kept);
        assertThat(send(beating("a", 2).setTopicPartitions(owned(topicId, kept)))
                        .memberEpoch())
                .as("the answer may have been lost")
                .isEqualTo(3);
        assertRefused(
                beating("a", 2).setTopicPartitions(owned(topicId, 1 - kept)),
                Errors.FENCED_MEMBER_EPOCH,
                "The consumer group member has a smaller member epoch (2) than the one known by the group coordinator"
                        + " (3). The member must abandon all its partitions and rejoin.");
    }

    private static List<TopicPartitions> owned(Uuid topicId, Integer... partitions) {
        return List.of(new TopicPartitions().setTopicId(topicId).setPartitions(List.of(partitions)));
    }

    @Test
    void shouldMakeMemberIdsForOldClients() {
        var joined = send(0, joining(""));

        assertThat(joined.errorCode()).isZero();
        assertThat(Uuid.fromString(joined.memberId())).isNotNull();
    }

    @Test
    void shouldTellWhatIsNoConsumerGroup() {
        assertDescribed(group, Errors.GROUP_ID_NOT_FOUND, "Group " + group + " not found.");
        assertDescribed("", Errors.INVALID_GROUP_ID, null);
        send(joining("a"));
        var classic = new DescribeGroupsRequestData().setGroups(List.of(group));
        DescribeGroupsResponseData described =
                client.ask(DescribeGroupsResponseData.class, ApiKeys.DESCRIBE_GROUPS, 6, classic);
        assertThat(described.groups()).singleElement().satisfies(each -> {
            assertThat(Errors.forCode(each.errorCode())).isEqualTo(Errors.GROUP_ID_NOT_FOUND);
            assertThat(each.errorMessage()).isEqualTo("Group " + group + " is not a classic group.");
            assertThat(each.groupState()).isEqualTo("Dead");
        });
    }

    private void assertDescribed(String groupId, Errors error, String message) {
        ConsumerGroupDescribeResponseData response = client.ask(
                ConsumerGroupDescribeResponseData.class,
                ApiKeys.CONSUMER_GROUP_DESCRIBE,
                1,
                new ConsumerGroupDescribeRequestData().setGroupIds(List.of(groupId)));
        assertThat(response.groups()).singleElement().satisfies(each -> {
            assertThat(each.groupId()).isEqualTo(groupId);
            assertThat(Errors.forCode(each.errorCode())).isEqualTo(error);
            assertThat(each.errorMessage()).isEqualTo(message);
        });
    }

    @Test
    void shouldCheckTheEpochOfWhoFetchesOffsets() {
        send(joining("a"));

        assertThat(fetch(each -> each.setMemberId("a").setMemberEpoch(2))).isEqualTo(Errors.NONE);
        assertThat(fetch(each -> each.setMemberId("a").setMemberEpoch(1))).isEqualTo(Errors.STALE_MEMBER_EPOCH);
        assertThat(fetch(each -> each.setMemberId("b").setMemberEpoch(1))).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(fetch(each -> {})).isEqualTo(Errors.NONE);
    }

    private Errors fetch(Consumer<OffsetFetchRequestGroup> who) {
        var asked = new OffsetFetchRequestGroup().setGroupId(group).setTopics(null);
        who.accept(asked);
        OffsetFetchResponseData response = client.ask(
                OffsetFetchResponseData.class,
                ApiKeys.OFFSET_FETCH,
                9,
                new OffsetFetchRequestData().setGroups(List.of(asked)));
        return Errors.forCode(response.groups().get(0).errorCode());
    }

    @Test
    void shouldLetOnlyMembersOfTheClassicProtocolUseItsRequests() {
        send(joining("a"));
        HeartbeatResponseData response = client.ask(
                HeartbeatResponseData.class,
                ApiKeys.HEARTBEAT,
                4,
                new HeartbeatRequestData().setGroupId(group).setMemberId("a").setGenerationId(1));

        assertThat(Errors.forCode(response.errorCode())).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }
}
