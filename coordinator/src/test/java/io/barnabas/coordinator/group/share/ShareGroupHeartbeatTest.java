// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.share;

import static io.barnabas.coordinator.group.share.TestShareConsumer.GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.coordinator.group.RequestOrigin;
import io.barnabas.coordinator.group.ShardDriver;
import io.barnabas.coordinator.group.TestTopics;
import io.barnabas.coordinator.group.modern.HeartbeatPace;
import io.barnabas.coordinator.record.ShareGroupCurrentMemberAssignmentKey;
import io.barnabas.coordinator.record.ShareGroupMemberMetadataKey;
import io.barnabas.coordinator.record.ShareGroupMetadataKey;
import io.barnabas.coordinator.record.ShareGroupStatePartitionMetadataKey;
import io.barnabas.coordinator.record.ShareGroupTargetAssignmentMemberKey;
import io.barnabas.coordinator.record.ShareGroupTargetAssignmentMetadataKey;
import io.barnabas.coordinator.share.SharePartitionKey;
import io.barnabas.wire.message.ShareGroupDescribeResponse.DescribedGroup;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShareGroupHeartbeatTest {

    private final ShardDriver driver = new ShardDriver(GroupConfig.DEFAULT.with(
            ShareGroupConfig.DEFAULT.withAssignmentIntervalMs(0).withMaxSize(3)));
    private final TestShareConsumer a = new TestShareConsumer(driver, "a");
    private final TestShareConsumer b = new TestShareConsumer(driver, "b");

    @BeforeEach
    void createTopics() {
        driver.topics().put("orders", 2);
    }

    @Test
    void shouldAssignPartitionsOnceTheyHaveAState() {
        a.join();

        assertThat(a.assigned()).isEmpty();
        assertThat(a.epoch()).isEqualTo(2);
        assertThat(a.intervalMs()).isEqualTo(HeartbeatPace.FRESH_INTERVAL_MS_PER_MEMBER);
        assertThat(driver.written())
                .extracting(record -> record.key().recordType())
                .containsExactly(
                        ShareGroupMemberMetadataKey.RECORD_TYPE,
                        ShareGroupMetadataKey.RECORD_TYPE,
                        ShareGroupTargetAssignmentMemberKey.RECORD_TYPE,
                        ShareGroupTargetAssignmentMetadataKey.RECORD_TYPE,
                        ShareGroupCurrentMemberAssignmentKey.RECORD_TYPE,
                        ShareGroupStatePartitionMetadataKey.RECORD_TYPE,
                        ShareGroupStatePartitionMetadataKey.RECORD_TYPE);
        assertThat(driver.shareStates().states().values())
                .hasSize(2)
                .containsOnly(new InMemoryShareStates.State(2, -1));

        a.heartbeat();
        assertThat(a.assigned()).containsExactly("orders-0", "orders-1");
        assertThat(a.epoch()).isEqualTo(3);

        a.heartbeat();
        assertThat(driver.written()).isEmpty();
    }

    @Test
    void shouldSpendOneEpochOnANewTopic() {
        driver.override(GROUP, "share.assignment.interval.ms", "5000");
        var late = new TestShareConsumer(driver, "late").topics("payments");
        late.join();
        driver.topics().put("payments", 3);

        late.heartbeat();
        assertThat(late.epoch()).isEqualTo(2);
        assertThat(late.assigned()).isEmpty();

        late.heartbeat();
        assertThat(late.epoch()).isEqualTo(3);
        assertThat(late.assigned()).hasSize(3);
    }

    @Test
    void shouldTellAClientThatDoesNotSayWhatItIsToComeAtTheInterval() {
        var origin = new RequestOrigin((short) 1, "c", "/127.0.0.1", false);

        var response = driver.run(coordinator -> coordinator.shareGroups().heartbeat(origin, a.request(0, a.topics())))
                .join();

        assertThat(response.heartbeatIntervalMs()).isEqualTo(5_000);
    }

    @Test
    void shouldNotWaitForOnesOfWhichNothingIsHeard() {
        driver.shareStates().hold();
        a.join();

        a.heartbeat();
        assertThat(driver.written()).isEmpty();
        driver.advance(20_000);
        a.heartbeat();
        assertThat(driver.written()).isEmpty();
        driver.shareStates().lose();
        driver.advance(20_000);
        a.heartbeat();

        assertThat(a.heartbeat().assigned()).hasSize(2);
    }

    @Test
    void shouldTryAgainAfterAFailure() {
        driver.shareStates().breakDown(new SharePartitionKey(GROUP, TestTopics.id("orders"), 1));
        a.join();
        a.heartbeat();
        assertThat(a.assigned()).containsExactly("orders-0");

        driver.shareStates().repair();
        a.heartbeat();

        assertThat(a.heartbeat().assigned()).containsExactly("orders-0", "orders-1");
    }

    @Test
    void shouldTryAgainAfterARestart() {
        driver.shareStates().hold();
        a.join();
        driver.shareStates().lose();
        driver.restart();

        a.heartbeat();

        assertThat(a.heartbeat().assigned()).hasSize(2);
    }

    @Test
    void shouldShareThePartitionsWhenThereAreMoreMembers() {
        var c = new TestShareConsumer(driver, "c");
        a.join().heartbeat();

        b.join();
        c.join();
        a.heartbeat();
        b.heartbeat();

        assertThat(List.of(a, b, c))
                .allSatisfy(member -> assertThat(member.assigned()).isNotEmpty());
        assertThat(a.assigned().size() + b.assigned().size() + c.assigned().size())
                .isEqualTo(4);
    }

    @Test
    void shouldGiveNewPartitionsAndTopicsAState() {
        a.join().heartbeat();
        driver.topics().put("orders", 3);
        a.heartbeat();
        assertThat(a.heartbeat().assigned()).containsExactly("orders-0", "orders-1", "orders-2");

        driver.topics().put("more", 1);
        a.resubscribe("orders", "more");
        assertThat(a.heartbeat().assigned()).containsExactly("orders-0", "orders-1", "orders-2", "more-0");
    }

    @Test
    void shouldForgetTopicsThatAreDeleted() {
        a.join().heartbeat();

        driver.topics().remove("orders");
        driver.ask(coordinator -> coordinator.topicsDeleted(List.of("orders")));

        assertThat(driver.written())
                .extracting(record -> record.key().recordType())
                .containsExactly(ShareGroupStatePartitionMetadataKey.RECORD_TYPE);
        assertThat(a.heartbeat().assigned()).isEmpty();
        driver.topics().put("orders", 1);
        a.heartbeat();
        assertThat(a.heartbeat().assigned()).containsExactly("orders-0");
    }

    @Test
    void shouldTakeOutWhoSaysNothing() {
        a.join().heartbeat();
        b.join();
        driver.advance(30_000);
        a.heartbeat();

        driver.advance(20_000);

        assertThat(b.refusal(b.request(b.epoch(), null)).error()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(driver.shareStates().gone()).hasSize(1);
        assertThat(a.heartbeat().assigned()).hasSize(2);
    }

    @Test
    void shouldGiveMembersAFullSessionAfterARestart() {
        a.join().heartbeat();
        driver.restart();

        driver.advance(44_000);
        a.heartbeat();
        driver.advance(46_000);

        assertThat(a.refusal(a.request(a.epoch(), null)).error()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void shouldLetMembersBehindByOneAnswerGoOn() {
        a.join();
        a.heartbeatWithLostAnswer();

        assertThat(a.heartbeat().epoch()).isEqualTo(3);
        assertRefused(1, Errors.FENCED_MEMBER_EPOCH, "smaller member epoch (1)");
        assertRefused(4, Errors.FENCED_MEMBER_EPOCH, "greater member epoch (4)");
        assertRefused(-2, Errors.INVALID_REQUEST, "MemberEpoch is invalid.");
    }

    private void assertRefused(int epoch, Errors error, String message) {
        ApiException refusal = a.refusal(a.request(epoch, null));

        assertThat(refusal.error()).isEqualTo(error);
        assertThat(refusal).hasMessageContaining(message);
    }

    @Test
    void shouldRefuseMoreMembersThanMayBe() {
        a.join();
        b.join();
        new TestShareConsumer(driver, "c").join();
        var d = new TestShareConsumer(driver, "d");

        assertThat(d.refusal(d.request(0, List.of("orders"))).error()).isEqualTo(Errors.GROUP_MAX_SIZE_REACHED);
        assertThat(a.join().epoch()).isEqualTo(4);
    }

    @Test
    void shouldTellOfTheGroup() {
        a.join().heartbeat();

        DescribedGroup group =
                driver.ask(coordinator -> coordinator.shareGroups().describe(GROUP));

        assertThat(group.groupState()).isEqualTo("Stable");
        assertThat(group.groupEpoch()).isEqualTo(3);
        assertThat(group.assignmentEpoch()).isEqualTo(3);
        assertThat(group.assignorName()).isEqualTo("simple");
        assertThat(group.members()).singleElement().satisfies(member -> {
            assertThat(member.subscribedTopicNames()).containsExactly("orders");
            assertThat(member.assignment().topicPartitions().get(0).partitions())
                    .containsExactly(0, 1);
        });
        a.leave();
        assertThat(driver.ask(coordinator -> coordinator.shareGroups().describe(GROUP))
                        .groupState())
                .isEqualTo("Empty");
    }

    @Test
    void shouldBeSeldomAtRest() {
        a.join().heartbeat();
        driver.advance(2_000);
        assertThat(a.heartbeat().intervalMs()).isEqualTo(HeartbeatPace.SETTLING_INTERVAL_MS);
        driver.advance(5_000);
        assertThat(a.heartbeat().intervalMs()).isEqualTo(5_000);
        driver.override(GROUP, "share.heartbeat.interval.ms", "6000");
        driver.advance(5_000);
        assertThat(a.heartbeat().intervalMs()).isEqualTo(6_000);
    }
}
