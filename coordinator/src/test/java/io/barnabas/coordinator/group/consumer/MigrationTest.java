// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.coordinator.group.ShardDriver;
import io.barnabas.coordinator.group.TestMember;
import io.barnabas.coordinator.group.classic.ConsumerProtocol;
import io.barnabas.wire.message.ConsumerProtocolAssignment;
import io.barnabas.wire.message.ConsumerProtocolAssignment.TopicPartition;
import io.barnabas.wire.message.JoinGroupResponse;
import io.barnabas.wire.message.ListGroupsRequest;
import io.barnabas.wire.message.ListGroupsResponse.ListedGroup;
import io.barnabas.wire.message.SyncGroupRequest.SyncGroupRequestAssignment;
import io.barnabas.wire.message.SyncGroupResponse;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Members of both protocols in one group, and groups that go from one protocol to the other. */
class MigrationTest {

    private ShardDriver driver = new ShardDriver(config(MigrationPolicy.BIDIRECTIONAL));

    private static GroupConfig config(MigrationPolicy policy) {
        return GroupConfig.DEFAULT.with(
                ConsumerGroupConfig.DEFAULT.withAssignmentIntervalMs(0).withMigrationPolicy(policy));
    }

    @BeforeEach
    void createTopics() {
        driver.topics().put("orders", 4);
    }

    private void restartWith(MigrationPolicy policy) {
        driver = new ShardDriver(config(policy));
        createTopics();
    }

    /** A classic group of one member that has all of the topic. */
    private TestMember classicAlone() {
        TestMember member = TestMember.dynamic(driver, "old");
        takeAll(member);
        return member;
    }

    private static void takeAll(TestMember member) {
        assertThat(member.join().join().errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(member.sync(List.of(new SyncGroupRequestAssignment()
                                .setMemberId(member.memberId())
                                .setAssignment(assignment(0, 1, 2, 3))))
                        .join()
                        .errorCode())
                .isEqualTo(Errors.NONE.code());
    }

    private static byte[] assignment(Integer... partitions) {
        return ConsumerProtocol.bytes(
                new ConsumerProtocolAssignment()
                        .setAssignedPartitions(
                                List.of(new TopicPartition().setTopic("orders").setPartitions(List.of(partitions)))),
                TestMember.subscription(List.of("orders")));
    }

    /** Rejoins, and gives the partitions that it has then. */
    private static List<Integer> rejoin(TestMember member) {
        JoinGroupResponse joined = member.join().join();
        assertThat(Errors.forCode(joined.errorCode())).isEqualTo(Errors.NONE);
        assertThat(joined.protocolName()).isEqualTo("range");
        SyncGroupResponse synced = member.sync().join();
        assertThat(Errors.forCode(synced.errorCode())).isEqualTo(Errors.NONE);
        return ConsumerProtocol.assignment(synced.assignment()).assignedPartitions().stream()
                .flatMap(topic -> topic.partitions().stream())
                .toList();
    }

    private String listed(String what) {
        ListedGroup group = driver.ask(coordinator -> coordinator.listGroups(new ListGroupsRequest()))
                .get(0);
        return what.equals("type") ? group.groupType() : group.groupState();
    }

    @Test
    void shouldUpgradeAGroupAndServeItsOldMember() {
        TestMember old = classicAlone();
        TestConsumer young = TestConsumer.dynamic(driver, "young");

        young.join();
        assertThat(listed("type")).isEqualTo("consumer");
        assertThat(young.owned()).isEmpty();
        assertThat(young.epoch()).isEqualTo(2);
        assertThat(old.heartbeat()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);

        // It says it owns nothing when it rejoins, so what is taken from it is free at once.
        assertThat(rejoin(old)).hasSize(2);
        assertThat(old.heartbeat()).isEqualTo(Errors.NONE);
        assertThat(young.heartbeat().owned()).hasSize(2);
        assertThat(listed("state")).isEqualTo("Stable");
        assertThat(old.commit("orders", rejoin(old).get(0), 5)).isCompleted();
    }

    @Test
    void shouldTellMembersInARebalanceToComeAgain() {
        TestMember old = classicAlone();
        TestMember other = TestMember.dynamic(driver, "other");
        CompletableFuture<JoinGroupResponse> waiting = other.join();
        assertThat(waiting).isNotDone();

        TestConsumer.dynamic(driver, "young").join();

        assertThat(waiting.join().errorCode()).isEqualTo(Errors.REBALANCE_IN_PROGRESS.code());
        rejoin(old);
        rejoin(other);
    }

    @Test
    void shouldTakeOutAnOldMemberThatDoesNotRejoin() {
        TestMember old = classicAlone();
        TestConsumer young = TestConsumer.dynamic(driver, "young").join();

        for (int i = 0; i < TestMember.REBALANCE_MS / 5_000; i++) {
            assertThat(old.heartbeat()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
            young.heartbeat();
            driver.advance(5_000);
        }

        assertThat(old.heartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(young.heartbeat().owned()).hasSize(4);
    }

    @Test
    void shouldTakeOutAnOldMemberThatDoesNotFetchItsAssignmentOrDies() {
        classicAlone();
        TestConsumer young = TestConsumer.dynamic(driver, "young").join();
        TestMember second = TestMember.dynamic(driver, "second");
        assertThat(second.join().join().errorCode()).isEqualTo(Errors.NONE.code());

        for (int i = 0; i < 13; i++) {
            driver.advance(5_000);
            young.heartbeat();
            second.heartbeat();
        }

        assertThat(second.heartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(young.owned()).hasSize(4);
    }

    @Test
    void shouldDowngradeWhenTheLastNewMemberLeaves() {
        TestMember old = classicAlone();
        TestConsumer young = TestConsumer.dynamic(driver, "young").join();
        rejoin(old);
        young.heartbeat();

        young.leave();

        assertThat(listed("type")).isEqualTo("classic");
        assertThat(listed("state")).isEqualTo("PreparingRebalance");
        assertThat(old.heartbeat()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
        JoinGroupResponse joined = old.join().join();
        assertThat(joined.leader()).isEqualTo(old.memberId());
        assertThat(joined.generationId()).isEqualTo(3);
        driver.restart();
        assertThat(listed("type")).isEqualTo("classic");
    }

    @Test
    void shouldDowngradeWhenTheLastNewMemberDies() {
        TestMember old = classicAlone();
        TestConsumer.dynamic(driver, "young").join();
        rejoin(old);

        for (int i = 0; i < 10; i++) {
            driver.advance(5_000);
            old.heartbeat();
        }

        assertThat(listed("type")).isEqualTo("classic");
        assertThat(old.join().join().errorCode()).isEqualTo(Errors.NONE.code());
    }

    @Test
    void shouldKeepTheGroupWhenDowngradeIsNotAllowed() {
        restartWith(MigrationPolicy.UPGRADE);
        TestMember old = classicAlone();
        TestConsumer young = TestConsumer.dynamic(driver, "young").join();
        rejoin(old);

        young.leave();

        assertThat(listed("type")).isEqualTo("consumer");
        assertThat(rejoin(old)).hasSize(4);
    }

    @Test
    void shouldRefuseWhatThePolicyForbids() {
        restartWith(MigrationPolicy.DOWNGRADE);
        classicAlone();
        TestConsumer young = TestConsumer.dynamic(driver, "young");
        assertThat(young.refusal(young.fullRequest()))
                .hasMessage("Cannot upgrade classic group g to consumer group because online upgrade is disabled.");

        restartWith(MigrationPolicy.DISABLED);
        TestConsumer.dynamic(driver, "young").join();
        assertThat(TestMember.dynamic(driver, "old").join().join().errorCode())
                .isEqualTo(Errors.INCONSISTENT_GROUP_PROTOCOL.code());
    }

    @Test
    void shouldRefuseToUpgradeWhatItDoesNotUnderstand() {
        TestMember old = TestMember.dynamic(driver, "old").joinAlone();
        TestConsumer young = TestConsumer.dynamic(driver, "young");

        assertThat(young.refusal(young.fullRequest()).error()).isEqualTo(Errors.GROUP_ID_NOT_FOUND);

        assertThat(old.heartbeat()).isEqualTo(Errors.NONE);
    }

    @Test
    void shouldGiveThePlaceOfAStaticMemberToItsNextSelfOfTheOtherProtocol() {
        TestMember old = TestMember.ofStaticInstance(driver, "i");
        takeAll(old);

        TestConsumer young = TestConsumer.ofInstance(driver, "young", "i").join();
        assertThat(young.owned()).hasSize(4);
        assertThat(old.heartbeat()).isEqualTo(Errors.FENCED_INSTANCE_ID);

        TestMember back = TestMember.ofStaticInstance(driver, "i");
        assertThat(back.join().join().errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(listed("type")).isEqualTo("classic");
        assertThat(back.sync().join().assignment()).isEqualTo(assignment(0, 1, 2, 3));
    }

    @Test
    void shouldLetOnlyOldMembersUseTheOldRequests() {
        classicAlone();
        TestConsumer young = TestConsumer.dynamic(driver, "young").join();
        TestMember impostor = TestMember.dynamic(driver, "x").memberId("young").generation(young.epoch());

        assertThat(impostor.heartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(impostor.sync().join().errorCode()).isEqualTo(Errors.UNKNOWN_MEMBER_ID.code());
    }

    @Test
    void shouldGiveAnEmptyConsumerGroupToTheClassicProtocol() {
        TestConsumer.dynamic(driver, "young").join().leave();
        assertThat(listed("type")).isEqualTo("consumer");

        classicAlone();

        assertThat(listed("type")).isEqualTo("classic");
    }
}
