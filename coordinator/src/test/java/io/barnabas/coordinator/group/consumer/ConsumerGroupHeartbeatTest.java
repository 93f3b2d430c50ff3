// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.coordinator.group.ShardDriver;
import io.barnabas.coordinator.group.modern.HeartbeatPace;
import io.barnabas.coordinator.record.ConsumerGroupCurrentMemberAssignmentKey;
import io.barnabas.coordinator.record.ConsumerGroupMemberMetadataKey;
import io.barnabas.coordinator.record.ConsumerGroupMetadataKey;
import io.barnabas.coordinator.record.ConsumerGroupTargetAssignmentMemberKey;
import io.barnabas.coordinator.record.ConsumerGroupTargetAssignmentMetadataKey;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsumerGroupHeartbeatTest {

    private final ShardDriver driver = new ShardDriver(GroupConfig.DEFAULT.with(
            ConsumerGroupConfig.DEFAULT.withAssignmentIntervalMs(0).withMaxSize(3)));
    private final TestConsumer a = TestConsumer.dynamic(driver, "a");
    private final TestConsumer b = TestConsumer.dynamic(driver, "b");

    @BeforeEach
    void createTopics() {
        driver.topics().put("orders", 4);
    }

    @Test
    void shouldGiveEverythingToTheFirstMemberAtOnce() {
        a.join();

        assertThat(a.owned()).containsExactly("orders-0", "orders-1", "orders-2", "orders-3");
        assertThat(a.epoch()).isEqualTo(2);
        assertThat(driver.written())
                .extracting(record -> record.key().recordType())
                .containsExactly(
                        ConsumerGroupMemberMetadataKey.RECORD_TYPE,
                        ConsumerGroupMetadataKey.RECORD_TYPE,
                        ConsumerGroupTargetAssignmentMemberKey.RECORD_TYPE,
                        ConsumerGroupTargetAssignmentMetadataKey.RECORD_TYPE,
                        ConsumerGroupCurrentMemberAssignmentKey.RECORD_TYPE);
    }

    @Test
    void shouldGiveAPartitionOnlyWhenItsOwnerHasGivenItBack() {
        a.join();

        b.join();
        assertThat(b.owned()).isEmpty();
        a.lightHeartbeat();
        assertThat(a.owned()).containsExactly("orders-0", "orders-1");
        assertThat(a.epoch()).isEqualTo(2);
        b.heartbeat();
        assertThat(b.owned()).isEmpty();

        a.heartbeat();
        assertThat(a.epoch()).isEqualTo(3);
        b.heartbeat();
        assertThat(b.owned()).hasSize(2).doesNotContainAnyElementsOf(a.owned());
    }

    @Test
    void shouldWriteNothingForAMemberThatIsSettled() {
        a.join();

        a.lightHeartbeat();

        assertThat(driver.written()).isEmpty();
        assertThat(a.owned()).hasSize(4);
    }

    @Test
    void shouldGiveThePartitionsOfOneThatLeavesToTheOthers() {
        a.join();
        b.join();
        settle();

        b.leave();
        a.heartbeat();

        assertThat(a.owned()).hasSize(4);
        assertThat(a.epoch()).isEqualTo(4);
    }

    @Test
    void shouldTakeOutWhoSaysNothing() {
        a.join();
        b.join();
        settle();

        driver.advance(44_000);
        a.heartbeat();
        driver.advance(2_000);
        a.heartbeat();

        assertThat(a.owned()).hasSize(4);
        assertThat(b.refusalOfHeartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void shouldTakeOutWhoKeepsWhatItShouldGiveBack() {
        a.join();
        b.join();
        a.lightHeartbeat();

        for (int i = 0; i < 7; i++) {
            driver.advance(10_000);
            b.heartbeat();
            if (i < 5) {
                a.lightHeartbeat();
            }
        }

        assertThat(a.refusalOfHeartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(b.heartbeat().owned()).hasSize(4);
    }

    @Test
    void shouldAcceptTheEpochBeforeOfOneThatMissedTheAnswer() {
        a.join();
        b.join();
        a.lightHeartbeat();
        a.heartbeat();

        a.epoch(2);
        a.heartbeat();
        assertThat(a.epoch()).isEqualTo(3);

        a.epoch(7);
        ApiException refusal = a.refusal(a.fullRequest());
        assertThat(refusal.error()).isEqualTo(Errors.FENCED_MEMBER_EPOCH);
        assertThat(refusal)
                .hasMessage("The consumer group member has a greater member epoch (7) than the one known by the group"
                        + " coordinator (3). The member must abandon all its partitions and rejoin.");
        a.epoch(2);
        assertThat(a.refusalOfHeartbeat()).isEqualTo(Errors.FENCED_MEMBER_EPOCH);
    }

    @Test
    void shouldLetInNoMoreThanTheGroupMayHave() {
        a.join();
        b.join();
        TestConsumer.dynamic(driver, "c").join();

        TestConsumer d = TestConsumer.dynamic(driver, "d");
        assertThat(d.refusal(d.fullRequest()))
                .hasMessage("The consumer group has reached its maximum capacity of 3 members.")
                .extracting(ApiException::error)
                .isEqualTo(Errors.GROUP_MAX_SIZE_REACHED);
        a.join();
        assertThat(a.epoch()).isEqualTo(4);
    }

    @Test
    void shouldAssignAnewWhenTopicsChange() {
        a.topics("orders", "later").join();
        assertThat(a.ownedCount()).isEqualTo(4);

        driver.topics().put("orders", 6);
        a.heartbeat();
        assertThat(a.owned()).hasSize(6);

        driver.topics().put("later", 1);
        a.heartbeat();
        assertThat(a.owned("orders", "later")).hasSize(7);

        driver.topics().remove("orders");
        a.heartbeat();
        assertThat(a.owned("orders", "later")).containsExactly("later-0");
    }

    @Test
    void shouldTakeBackWhatAMemberDoesNotSubscribeToAnyMore() {
        driver.topics().put("payments", 2);
        a.topics("orders", "payments").join();

        a.resubscribe(member -> member.topics("payments"));

        assertThat(a.owned("orders", "payments")).containsExactly("payments-0", "payments-1");
    }

    @Test
    void shouldUseTheAssignorThatMostMembersAskFor() {
        driver.topics().put("payments", 4);
        a.topics("orders", "payments").assignor("range").join();
        b.topics("orders", "payments").assignor("range").join();
        settle();

        assertThat(a.owned("orders", "payments")).containsExactly("orders-0", "orders-1", "payments-0", "payments-1");
    }

    @Test
    void shouldWaitBetweenAssignments() {
        driver.override("g", "consumer.assignment.interval.ms", "1000");
        a.join();

        b.join();
        assertThat(b.epoch()).isEqualTo(2);
        assertThat(b.intervalMs()).isLessThan(1_000);
        a.lightHeartbeat();
        assertThat(a.owned()).hasSize(4);

        driver.advance(1_000);
        settle();
        assertThat(b.owned()).hasSize(2);
    }

    @Test
    void shouldSendMembersToSleepWhenTheGroupHasSettled() {
        a.join();
        assertThat(a.intervalMs()).isEqualTo(HeartbeatPace.FRESH_INTERVAL_MS_PER_MEMBER);
        driver.advance(1_000);
        assertThat(a.heartbeat().intervalMs()).isEqualTo(HeartbeatPace.SETTLING_INTERVAL_MS);

        driver.advance(4_000);
        a.heartbeat();
        assertThat(a.intervalMs()).isEqualTo(5_000);

        driver.override("g", "consumer.heartbeat.interval.ms", "7000");
        driver.advance(5_000);
        assertThat(a.heartbeat().intervalMs()).isEqualTo(7_000);
    }

    @Test
    void shouldGoOnAfterARestart() {
        a.join();
        b.join();
        a.lightHeartbeat();

        driver.restart();
        settle();

        assertThat(a.owned()).hasSize(2);
        assertThat(b.owned()).hasSize(2);
        driver.advance(44_000);
        assertThat(a.lightHeartbeat().epoch()).isEqualTo(3);
        driver.advance(1_000);
        assertThat(b.refusalOfHeartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        assertThat(a.refusal(a.fullRequest().setMemberId("")).error()).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(a.refusal(a.fullRequest().setGroupId(" "))).hasMessage("GroupId can't be empty.");
        assertThat(a.refusal(a.fullRequest().setRebalanceTimeoutMs(-1)))
                .hasMessage("RebalanceTimeoutMs must be provided in first request.");
        assertThat(a.refusal(a.fullRequest().setTopicPartitions(null)))
                .hasMessage("TopicPartitions must be empty when (re-)joining.");
        assertThat(a.refusal(a.fullRequest().setSubscribedTopicNames(null)))
                .hasMessage("Either SubscribedTopicNames or SubscribedTopicRegex must be non-null when (re-)joining.");
        assertThat(a.refusal(a.fullRequest().setMemberEpoch(-3))).hasMessage("MemberEpoch is invalid.");
        assertThat(a.refusal(a.fullRequest().setMemberEpoch(-2))).hasMessage("InstanceId can't be null.");
        assertThat(a.refusal(a.fullRequest().setServerAssignor("magic")).error())
                .isEqualTo(Errors.UNSUPPORTED_ASSIGNOR);
        assertThat(a.refusal(a.fullRequest().setMemberEpoch(1)).error()).isEqualTo(Errors.GROUP_ID_NOT_FOUND);
    }

    /** Heartbeats of all until nothing moves any more. */
    private void settle() {
        for (int i = 0; i < 4; i++) {
            List.of(a, b).forEach(TestConsumer::heartbeat);
        }
    }
}
