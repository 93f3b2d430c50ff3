// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.share;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.RawClient;
import io.barnabas.compat.harness.TestBroker;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.message.DescribeShareGroupOffsetsRequestData;
import org.apache.kafka.common.message.DescribeShareGroupOffsetsRequestData.DescribeShareGroupOffsetsRequestGroup;
import org.apache.kafka.common.message.DescribeShareGroupOffsetsRequestData.DescribeShareGroupOffsetsRequestTopic;
import org.apache.kafka.common.message.DescribeShareGroupOffsetsResponseData;
import org.apache.kafka.common.message.DescribeShareGroupOffsetsResponseData.DescribeShareGroupOffsetsResponseGroup;
import org.apache.kafka.common.message.OffsetDeleteRequestData;
import org.apache.kafka.common.message.OffsetDeleteResponseData;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.message.ShareGroupDescribeRequestData;
import org.apache.kafka.common.message.ShareGroupDescribeResponseData;
import org.apache.kafka.common.message.ShareGroupDescribeResponseData.DescribedGroup;
import org.apache.kafka.common.message.ShareGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ShareGroupHeartbeatResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The requests of share groups themselves: what is refused, and how, and what stands in the answers. */
final class RawShareGroupIT {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.own("group.share.max.size=3", "group.share.assignment.interval.ms=0");

    private final RawClient client = new RawClient(BROKER.bootstrap());
    private final String group = unique("raw-share");
    private final String topic = createTopic(BROKER.bootstrap(), "raw-share", 2);

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

    private ShareGroupHeartbeatRequestData beating(String memberId, int epoch) {
        return new ShareGroupHeartbeatRequestData()
                .setGroupId(group)
                .setMemberId(memberId)
                .setMemberEpoch(epoch);
    }

    private ShareGroupHeartbeatRequestData joining(String memberId) {
        return beating(memberId, 0).setSubscribedTopicNames(List.of(topic));
    }

    private ShareGroupHeartbeatResponseData send(ShareGroupHeartbeatRequestData request) {
        return client.ask(ShareGroupHeartbeatResponseData.class, ApiKeys.SHARE_GROUP_HEARTBEAT, 1, request);
    }

    private void assertRefused(ShareGroupHeartbeatRequestData request, Errors error, String message) {
        assertThat(send(request)).satisfies(response -> {
            assertThat(Errors.forCode(response.errorCode())).isEqualTo(error);
            assertThat(response.errorMessage()).isEqualTo(message);
            assertThat(response.memberId()).isNull();
            assertThat(response.memberEpoch()).isZero();
            assertThat(response.assignment()).isNull();
        });
    }

    /** Joins, and beats until the partitions have got their state and are assigned. */
    private int joinAndWait(String memberId, int partitions) {
        int[] epoch = {send(joining(memberId)).memberEpoch()};
        await().atMost(Clients.TIMEOUT).until(() -> {
            var response = send(beating(memberId, epoch[0]).setSubscribedTopicNames(List.of(topic)));
            epoch[0] = response.memberEpoch();
            return assigned(response).size() == partitions;
        });
        return epoch[0];
    }

    private static List<Integer> assigned(ShareGroupHeartbeatResponseData response) {
        List<Integer> all = new ArrayList<>();
        response.assignment().topicPartitions().forEach(each -> all.addAll(each.partitions()));
        return all;
    }

    @Test
    void shouldRefuseRequestsThatMakeNoSense() {
        assertRefused(joining(""), Errors.INVALID_REQUEST, null);
        assertRefused(joining("a").setGroupId(""), Errors.INVALID_REQUEST, "GroupId can't be empty.");
        assertRefused(joining("a").setRackId(""), Errors.INVALID_REQUEST, "RackId can't be empty.");
        assertRefused(beating("a", 0), Errors.INVALID_REQUEST, "SubscribedTopicNames must be set in first request.");
        assertRefused(
                joining("a").setSubscribedTopicNames(List.of()),
                Errors.INVALID_REQUEST,
                "SubscribedTopicNames must be set in first request.");
        assertRefused(beating("a", -2), Errors.INVALID_REQUEST, "MemberEpoch is invalid.");
    }

    @Test
    void shouldRefuseWhoIsNotInTheGroup() {
        assertRefused(beating("a", 1), Errors.GROUP_ID_NOT_FOUND, "Share group " + group + " not found.");
        assertRefused(beating("a", -1), Errors.GROUP_ID_NOT_FOUND, "Group " + group + " not found.");
        joinAndWait("a", 2);
        assertRefused(beating("z", 1), Errors.UNKNOWN_MEMBER_ID, "Member z is not a member of group " + group + ".");
        assertRefused(beating("z", -1), Errors.UNKNOWN_MEMBER_ID, "Member z is not a member of group " + group + ".");
        assertThat(send(joining("b")).memberEpoch()).isEqualTo(4);
        assertThat(send(joining("c")).memberEpoch()).isEqualTo(5);
        assertRefused(
                joining("d"),
                Errors.GROUP_MAX_SIZE_REACHED,
                "The share group has reached its maximum capacity of 3 members.");
    }

    @Test
    void shouldAcceptTheEpochBefore() {
        assertThat(joinAndWait("a", 2)).isEqualTo(3);

        assertThat(send(beating("a", 2))).satisfies(response -> {
            assertThat(response.errorCode()).isZero();
            assertThat(response.memberId()).isEqualTo("a");
            assertThat(response.memberEpoch()).isEqualTo(3);
            assertThat(response.assignment()).isNull();
        });
        assertRefused(
                beating("a", 1),
                Errors.FENCED_MEMBER_EPOCH,
                "The share group member has a smaller member epoch (1) than the one known by the group coordinator (3),"
                        + " and it does not match the previous member epoch (2). The member must abandon all its"
                        + " partitions and rejoin.");
        assertRefused(
                beating("a", 4),
                Errors.FENCED_MEMBER_EPOCH,
                "The share group member has a greater member epoch (4) than the one known by the group coordinator (3)."
                        + " The member must abandon all its partitions and rejoin.");
    }

    @Test
    void shouldShareThePartitionsWhenThereAreMoreMembers() {
        joinAndWait("a", 2);
        send(joining("b"));
        send(joining("c"));

        List<Integer> all = new ArrayList<>();
        for (String memberId : List.of("a", "b", "c")) {
            List<Integer> own = assigned(send(joining(memberId)));
            assertThat(own).as(memberId).isNotEmpty();
            all.addAll(own);
        }
        assertThat(all).hasSizeGreaterThan(2).contains(0, 1);
        assertThat(describe(group).members())
                .allSatisfy(member -> assertThat(member.memberEpoch()).isEqualTo(5));
        send(beating("b", -1));
        send(beating("c", -1));
        assertThat(assigned(send(joining("a")))).containsExactlyInAnyOrder(0, 1);
    }

    private DescribedGroup describe(String groupId) {
        ShareGroupDescribeResponseData response = client.ask(
                ShareGroupDescribeResponseData.class,
                ApiKeys.SHARE_GROUP_DESCRIBE,
                1,
                new ShareGroupDescribeRequestData().setGroupIds(List.of(groupId)));
        return response.groups().get(0);
    }

    @Test
    void shouldDescribeAGroup() {
        assertNotDescribed(group, Errors.GROUP_ID_NOT_FOUND, "Group " + group + " not found.");
        assertNotDescribed("", Errors.INVALID_GROUP_ID, null);
        int epoch = joinAndWait("a", 2);

        assertThat(describe(group)).satisfies(described -> {
            assertThat(described.errorCode()).isZero();
            assertThat(described.groupState()).isEqualTo("Stable");
            assertThat(described.groupEpoch()).isEqualTo(epoch);
            assertThat(described.assignmentEpoch()).isEqualTo(epoch);
            assertThat(described.assignorName()).isEqualTo("simple");
            assertThat(described.members()).singleElement().satisfies(member -> {
                assertThat(member.memberId()).isEqualTo("a");
                assertThat(member.rackId()).isNull();
                assertThat(member.memberEpoch()).isEqualTo(epoch);
                assertThat(member.subscribedTopicNames()).containsExactly(topic);
                assertThat(member.assignment().topicPartitions().get(0).topicName())
                        .isEqualTo(topic);
            });
        });
        send(beating("a", -1));
        assertThat(describe(group).groupState()).isEqualTo("Empty");
        assertThat(describe(group).groupEpoch()).isEqualTo(epoch + 1);
    }

    private void assertNotDescribed(String groupId, Errors error, String message) {
        assertThat(describe(groupId)).satisfies(described -> {
            assertThat(described.groupId()).isEqualTo(groupId);
            assertThat(Errors.forCode(described.errorCode())).isEqualTo(error);
            assertThat(described.errorMessage()).isEqualTo(message);
        });
    }

    @Test
    void shouldKeepItsIdFromOtherKindsOfGroups() {
        joinAndWait("a", 2);
        var consumer = new ConsumerGroupHeartbeatRequestData()
                .setMemberId("m")
                .setRebalanceTimeoutMs(5_000)
                .setSubscribedTopicNames(List.of(topic))
                .setTopicPartitions(List.of());

        assertThat(ask(consumer.setGroupId(group)).errorMessage())
                .isEqualTo("Group " + group + " is not a consumer group.");
        String other = unique("raw-consumer");
        assertThat(ask(consumer.setGroupId(other)).errorCode()).isZero();
        assertRefused(
                joining("a").setGroupId(other), Errors.GROUP_ID_NOT_FOUND, "Group " + other + " is not a share group.");
        assertNotDescribed(other, Errors.GROUP_ID_NOT_FOUND, "Group " + other + " is not a share group.");
    }

    private ConsumerGroupHeartbeatResponseData ask(ConsumerGroupHeartbeatRequestData request) {
        return client.ask(ConsumerGroupHeartbeatResponseData.class, ApiKeys.CONSUMER_GROUP_HEARTBEAT, 1, request);
    }

    @Test
    void shouldHaveNoCommittedOffsets() {
        joinAndWait("a", 2);

        OffsetFetchResponseData fetched = client.ask(
                OffsetFetchResponseData.class,
                ApiKeys.OFFSET_FETCH,
                9,
                new OffsetFetchRequestData()
                        .setGroups(List.of(
                                new OffsetFetchRequestGroup().setGroupId(group).setTopics(null))));
        assertThat(fetched.groups().get(0).errorCode()).isZero();
        assertThat(fetched.groups().get(0).topics()).isEmpty();
        OffsetDeleteResponseData deleted = client.ask(
                OffsetDeleteResponseData.class,
                ApiKeys.OFFSET_DELETE,
                0,
                new OffsetDeleteRequestData().setGroupId(group));
        assertThat(Errors.forCode(deleted.errorCode())).isEqualTo(Errors.GROUP_ID_NOT_FOUND);
    }

    private DescribeShareGroupOffsetsResponseGroup offsets(
            String groupId, List<DescribeShareGroupOffsetsRequestTopic> topics) {
        DescribeShareGroupOffsetsResponseData response = client.ask(
                DescribeShareGroupOffsetsResponseData.class,
                ApiKeys.DESCRIBE_SHARE_GROUP_OFFSETS,
                1,
                new DescribeShareGroupOffsetsRequestData()
                        .setGroups(List.of(new DescribeShareGroupOffsetsRequestGroup()
                                .setGroupId(groupId)
                                .setTopics(topics))));
        return response.groups().get(0);
    }

    private static DescribeShareGroupOffsetsRequestTopic asked(String name, Integer... partitions) {
        return new DescribeShareGroupOffsetsRequestTopic().setTopicName(name).setPartitions(List.of(partitions));
    }

    @Test
    void shouldSayOfNothingThatItHasNotBegun() {
        joinAndWait("a", 2);

        assertThat(offsets(group, null).topics())
                .singleElement()
                .satisfies(described -> assertThat(described.partitions())
                        .hasSize(2)
                        .allSatisfy(partition -> {
                            assertThat(partition.startOffset()).isEqualTo(-1);
                            assertThat(partition.leaderEpoch()).isZero();
                            assertThat(partition.lag()).isEqualTo(-1);
                            assertThat(partition.errorCode()).isZero();
                        }));
        assertThat(offsets(unique("nobody"), null)).satisfies(nothing -> {
            assertThat(nothing.errorCode()).isZero();
            assertThat(nothing.topics()).isEmpty();
        });
        assertThat(offsets(unique("nobody"), List.of(asked(topic, 0, 9), asked("missing", 0)))
                        .topics())
                .hasSize(2)
                .allSatisfy(described -> assertThat(described.partitions()).allSatisfy(partition -> {
                    assertThat(partition.startOffset()).isEqualTo(-1);
                    assertThat(partition.errorCode()).isZero();
                }));
        assertThat(Errors.forCode(offsets(group, List.of(asked(topic))).errorCode()))
                .isEqualTo(Errors.UNKNOWN_SERVER_ERROR);
        assertThat(offsets(group, List.of()).topics()).isEmpty();
    }
}
