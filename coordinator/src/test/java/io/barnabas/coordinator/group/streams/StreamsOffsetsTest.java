// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.coordinator.group.RequestOrigin;
import io.barnabas.coordinator.group.ShardDriver;
import io.barnabas.coordinator.group.TestTopics;
import io.barnabas.wire.message.ListGroupsRequest;
import io.barnabas.wire.message.ListGroupsResponse.ListedGroup;
import io.barnabas.wire.message.OffsetCommitRequest;
import io.barnabas.wire.message.OffsetCommitRequest.OffsetCommitRequestPartition;
import io.barnabas.wire.message.OffsetCommitRequest.OffsetCommitRequestTopic;
import io.barnabas.wire.message.OffsetDeleteRequest;
import io.barnabas.wire.message.OffsetDeleteRequest.OffsetDeleteRequestPartition;
import io.barnabas.wire.message.OffsetDeleteRequest.OffsetDeleteRequestTopic;
import io.barnabas.wire.message.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may commit and fetch the offsets of a streams group, when they go, and the group with them. */
class StreamsOffsetsTest {

    private final ShardDriver driver =
            new ShardDriver(GroupConfig.DEFAULT.with(StreamsGroupConfig.DEFAULT.withAssignmentIntervalMs(0)));
    private final TestStreamsMember a = new TestStreamsMember(driver, "a", "p", TestTopologies.reading("lines"));
    private final TestStreamsMember b = new TestStreamsMember(driver, "b", "q", TestTopologies.reading("lines"));

    @BeforeEach
    void join() {
        driver.topics().put("lines", 4);
        a.join();
    }

    private static OffsetCommitRequest commit(String memberId, int epoch, String topic, int partition) {
        return new OffsetCommitRequest()
                .setGroupId("g")
                .setMemberId(memberId)
                .setGenerationIdOrMemberEpoch(epoch)
                .setTopics(List.of(new OffsetCommitRequestTopic()
                        .setName(topic)
                        .setTopicId(TestTopics.id(topic))
                        .setPartitions(List.of(new OffsetCommitRequestPartition()
                                .setPartitionIndex(partition)
                                .setCommittedOffset(7)))));
    }

    private Errors result(OffsetCommitRequest request) {
        return result(9, request);
    }

    private Errors result(int version, OffsetCommitRequest request) {
        try {
            var origin = new RequestOrigin((short) version, "c", "/127.0.0.1");
            return Errors.forCode(driver.ask(coordinator -> coordinator.commitOffsets(origin, request))
                    .topics()
                    .get(0)
                    .partitions()
                    .get(0)
                    .errorCode());
        } catch (CompletionException e) {
            return refusal(e);
        }
    }

    private static Errors refusal(CompletionException e) {
        if (e.getCause() instanceof ApiException refusal) {
            return refusal.error();
        }
        throw e;
    }

    @Test
    void shouldTakeCommitsOfMembersAtTheirEpoch() {
        assertThat(result(commit("a", a.epoch(), "lines", 0))).isEqualTo(Errors.NONE);
        assertThat(result(commit("a", a.epoch() + 1, "lines", 0))).isEqualTo(Errors.STALE_MEMBER_EPOCH);
        assertThat(result(commit("x", a.epoch(), "lines", 0))).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(result(commit("", -1, "lines", 0))).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(result(8, commit("a", a.epoch(), "lines", 0))).isEqualTo(Errors.UNSUPPORTED_VERSION);
    }

    @Test
    void shouldTakeCommitsOfAnOlderEpochForTasksThatAMemberStillHas() {
        int old = a.epoch();
        b.join();
        a.heartbeat();
        a.heartbeat();
        b.heartbeat();

        assertThat(a.epoch()).isGreaterThan(old);
        assertThat(result(commit("a", old, "lines", 0))).isEqualTo(Errors.NONE);
        assertThat(result(commit("a", old, "lines", 3))).isEqualTo(Errors.STALE_MEMBER_EPOCH);
        assertThat(result(commit("b", old, "lines", 3))).isEqualTo(Errors.STALE_MEMBER_EPOCH);
        assertThat(result(commit("a", old, "other", 0))).isEqualTo(Errors.STALE_MEMBER_EPOCH);
    }

    @Test
    void shouldTakeCommitsOfAnybodyWhileNobodyIsAMember() {
        a.leave();

        assertThat(result(commit("", -1, "lines", 0))).isEqualTo(Errors.NONE);
    }

    @Test
    void shouldFetchOnlyForMembersAtTheirEpoch() {
        var request = new OffsetFetchRequestGroup().setGroupId("g");

        assertThat(fetch(request)).isEqualTo(Errors.NONE);
        assertThat(fetch(request.setMemberId("a").setMemberEpoch(a.epoch()))).isEqualTo(Errors.NONE);
        assertThat(fetch(request.setMemberEpoch(a.epoch() - 1))).isEqualTo(Errors.STALE_MEMBER_EPOCH);
        assertThat(fetch(request.setMemberId("x"))).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    private Errors fetch(OffsetFetchRequestGroup request) {
        try {
            return Errors.forCode(driver.ask(coordinator -> coordinator.fetchOffsets(request, false))
                    .errorCode());
        } catch (CompletionException e) {
            return refusal(e);
        }
    }

    @Test
    void shouldKeepOffsetsThatMembersNeed() {
        result(commit("a", a.epoch(), "lines", 0));

        assertThat(deleteOffset()).isEqualTo(Errors.GROUP_SUBSCRIBED_TO_TOPIC);
        a.leave();
        assertThat(deleteOffset()).isEqualTo(Errors.NONE);
    }

    private Errors deleteOffset() {
        var topic = new OffsetDeleteRequestTopic()
                .setName("lines")
                .setPartitions(List.of(new OffsetDeleteRequestPartition().setPartitionIndex(0)));
        var request = new OffsetDeleteRequest().setGroupId("g").setTopics(List.of(topic));
        return Errors.forCode(driver.ask(coordinator -> coordinator.deleteOffsets(request))
                .topics()
                .get(0)
                .partitions()
                .get(0)
                .errorCode());
    }

    @Test
    void shouldGoWithItsLastOffset() {
        result(commit("a", a.epoch(), "lines", 0));
        a.leave();
        driver.advance(GroupConfig.DEFAULT.offsetsRetentionMs() + 1);

        driver.ask(GroupCoordinator::expireOffsets);

        assertThat(list()).isEmpty();
        assertThat(driver.shard().offsets().hasGroup("g")).isFalse();
    }

    @Test
    void shouldBeListedAndDeletedWhenNobodyIsInIt() {
        assertThat(list()).singleElement().satisfies(group -> {
            assertThat(group.groupType()).isEqualTo("streams");
            assertThat(group.protocolType()).isEqualTo("streams");
            assertThat(group.groupState()).isEqualTo("Stable");
        });
        assertThat(delete()).isEqualTo(Errors.NON_EMPTY_GROUP);
        a.leave();

        assertThat(delete()).isEqualTo(Errors.NONE);

        assertThat(list()).isEmpty();
        assertThat(delete()).isEqualTo(Errors.GROUP_ID_NOT_FOUND);
        assertThat(a.topology(TestTopologies.of(7, TestTopologies.subtopology("x", "lines")))
                        .join()
                        .active())
                .hasSize(4);
    }

    private Errors delete() {
        return driver.ask(coordinator -> coordinator.deleteGroup("g"));
    }

    private List<ListedGroup> list() {
        return driver.ask(coordinator -> coordinator.listGroups(new ListGroupsRequest()));
    }
}
