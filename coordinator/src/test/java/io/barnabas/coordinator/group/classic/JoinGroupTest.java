// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.classic;

import static io.barnabas.coordinator.group.TestMember.REBALANCE_MS;
import static io.barnabas.coordinator.group.TestMember.SESSION_MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.coordinator.group.ShardDriver;
import io.barnabas.coordinator.group.TestMember;
import io.barnabas.coordinator.record.GroupMetadataValue;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.wire.message.JoinGroupResponse;
import io.barnabas.wire.message.JoinGroupResponse.JoinGroupResponseMember;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // A member that waits is checked by what it is told later.
class JoinGroupTest {

    private final ShardDriver driver = new ShardDriver();

    @Test
    void shouldGiveANewDynamicMemberAnIdFirst() {
        TestMember member = TestMember.dynamic(driver, "shop");

        JoinGroupResponse answer = member.sendJoin(member.joinRequest()).join();

        assertThat(error(answer)).isEqualTo(Errors.MEMBER_ID_REQUIRED);
        assertThat(answer.memberId()).isEqualTo("shop-1");
        assertThat(driver.written()).singleElement().satisfies(JoinGroupTest::isEmptyGroup);
    }

    @Test
    void shouldMakeALoneMemberLeaderOfTheFirstGenerationAtOnce() {
        TestMember member = TestMember.dynamic(driver, "shop");

        JoinGroupResponse answer = member.join().join();

        assertThat(error(answer)).isEqualTo(Errors.NONE);
        assertThat(answer.generationId()).isEqualTo(1);
        assertThat(answer.leader()).isEqualTo(answer.memberId()).isEqualTo("shop-1");
        assertThat(answer.protocolType()).isEqualTo("consumer");
        assertThat(answer.protocolName()).isEqualTo("range");
        assertThat(answer.members())
                .extracting(JoinGroupResponseMember::memberId)
                .containsExactly("shop-1");
    }

    @Test
    void shouldLetVersionsBefore4JoinWithoutAnId() {
        TestMember member = TestMember.dynamic(driver, "old").version(3);

        JoinGroupResponse answer = member.sendJoin(member.joinRequest()).join();

        assertThat(error(answer)).isEqualTo(Errors.NONE);
        assertThat(answer.memberId()).isEqualTo("old-1");
        assertThat(driver.written()).singleElement().satisfies(JoinGroupTest::isEmptyGroup);
    }

    @Test
    void shouldWaitInTheFirstRebalanceForMembersThatHaveJustGotTheirId() {
        TestMember first = TestMember.dynamic(driver, "a");
        TestMember second = TestMember.dynamic(driver, "b");
        first.sendJoin(first.joinRequest());
        second.sendJoin(second.joinRequest());

        CompletableFuture<JoinGroupResponse> firstAnswer = first.sendJoin(first.joinRequest());
        assertThat(firstAnswer).isNotDone();
        CompletableFuture<JoinGroupResponse> secondAnswer = second.sendJoin(second.joinRequest());

        assertThat(firstAnswer.join().generationId()).isEqualTo(1);
        assertThat(firstAnswer.join().members()).hasSize(2);
        assertThat(secondAnswer.join().generationId()).isEqualTo(1);
        assertThat(secondAnswer.join().members()).isEmpty();
    }

    @Test
    void shouldNotWaitLongForAMemberThatDoesNotComeBackWithItsId() {
        TestMember lost = TestMember.dynamic(driver, "lost");
        TestMember member = TestMember.dynamic(driver, "a");
        lost.sendJoin(lost.joinRequest());

        CompletableFuture<JoinGroupResponse> answer = member.join();
        driver.advance(1_000);

        assertThat(answer.join().members()).hasSize(1);
    }

    @Test
    void shouldDelayTheFirstRebalanceAsConfiguredAndLongerWhileMembersCome() {
        var slow = new ShardDriver(GroupConfig.DEFAULT.withInitialRebalanceDelayMs(3_000));
        TestMember first = TestMember.dynamic(slow, "a");
        TestMember second = TestMember.dynamic(slow, "b");

        CompletableFuture<JoinGroupResponse> firstAnswer = first.join();
        slow.advance(2_000);
        CompletableFuture<JoinGroupResponse> secondAnswer = second.join();
        slow.advance(3_999);
        assertThat(firstAnswer).isNotDone();
        slow.advance(1);

        assertThat(firstAnswer.join().members()).hasSize(2);
        assertThat(secondAnswer.join().generationId()).isEqualTo(1);
    }

    @Test
    void shouldChooseTheProtocolThatAllSupportAndMostPrefer() {
        TestMember first = TestMember.dynamic(driver, "a").assignors("range", "sticky", "roundrobin");
        TestMember second = TestMember.dynamic(driver, "b").assignors("roundrobin", "sticky");
        TestMember third = TestMember.dynamic(driver, "c").assignors("roundrobin", "sticky");
        first.sendJoin(first.joinRequest());
        second.sendJoin(second.joinRequest());
        third.sendJoin(third.joinRequest());

        CompletableFuture<JoinGroupResponse> answer = first.sendJoin(first.joinRequest());
        second.sendJoin(second.joinRequest());
        third.sendJoin(third.joinRequest());

        assertThat(answer.join().protocolName()).isEqualTo("roundrobin");
    }

    @Test
    void shouldRefuseAMemberWithoutACommonProtocol() {
        TestMember.dynamic(driver, "a").joinAlone();
        TestMember stranger = TestMember.dynamic(driver, "b").assignors("sticky");
        TestMember connector = TestMember.dynamic(driver, "c");

        JoinGroupResponse noCommonAssignor = stranger.join().join();
        JoinGroupResponse otherType = connector
                .sendJoin(connector.joinRequest().setProtocolType("connect"))
                .join();

        assertThat(error(noCommonAssignor)).isEqualTo(Errors.INCONSISTENT_GROUP_PROTOCOL);
        assertThat(error(otherType)).isEqualTo(Errors.INCONSISTENT_GROUP_PROTOCOL);
    }

    @Test
    void shouldRefuseSessionTimeoutsOutOfBounds() {
        TestMember member = TestMember.dynamic(driver, "a");

        JoinGroupResponse tooShort =
                member.sendJoin(member.joinRequest().setSessionTimeoutMs(5_999)).join();
        JoinGroupResponse tooLong = member.sendJoin(member.joinRequest().setSessionTimeoutMs(1_800_001))
                .join();

        assertThat(error(tooShort)).isEqualTo(Errors.INVALID_SESSION_TIMEOUT);
        assertThat(error(tooLong)).isEqualTo(Errors.INVALID_SESSION_TIMEOUT);
        assertThat(driver.log().size()).isZero();
    }

    @Test
    void shouldRefuseTheEmptyGroupId() {
        TestMember member = TestMember.ofGroup(driver, "", "a");

        assertThatThrownBy(member::join)
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(Errors.INVALID_GROUP_ID));
    }

    @Test
    void shouldNotKnowAMemberIdThatWasNeverGiven() {
        TestMember inNoGroup = TestMember.dynamic(driver, "a").memberId("made-up");
        assertThat(error(inNoGroup.join().join())).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(driver.log().size()).isZero();

        TestMember.dynamic(driver, "a").joinAlone();
        TestMember inAGroup = TestMember.dynamic(driver, "a").memberId("made-up");
        assertThat(error(inAGroup.join().join())).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void shouldKeepAGroupWithinItsMaximumSize() {
        var small = new ShardDriver(GroupConfig.DEFAULT.withMaxSize(1));
        TestMember.dynamic(small, "a").joinAlone();
        TestMember second = TestMember.dynamic(small, "b");

        assertThat(error(second.join().join())).isEqualTo(Errors.GROUP_MAX_SIZE_REACHED);
    }

    @Test
    void shouldRebalanceWhenTheLeaderJoinsAgainButNotForAnUnchangedFollower() {
        TestMember leader = TestMember.dynamic(driver, "a");
        TestMember follower = TestMember.dynamic(driver, "b");
        twoStable(leader, follower);

        JoinGroupResponse followersAnswer = follower.join().join();
        assertThat(error(followersAnswer)).isEqualTo(Errors.NONE);
        assertThat(followersAnswer.generationId()).isEqualTo(leader.generation());

        CompletableFuture<JoinGroupResponse> leadersAnswer = leader.join();
        assertThat(leadersAnswer).isNotDone();
        assertThat(follower.heartbeat()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
        follower.join();
        assertThat(leadersAnswer.join().generationId()).isEqualTo(followersAnswer.generationId() + 1);
    }

    @Test
    void shouldRebalanceWhenAFollowerChangesItsSubscription() {
        TestMember leader = TestMember.dynamic(driver, "a");
        TestMember follower = TestMember.dynamic(driver, "b");
        twoStable(leader, follower);

        follower.topics("orders", "payments").join();

        assertThat(leader.heartbeat()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
    }

    @Test
    void shouldRepeatTheAnswerToAMemberThatMissedIt() {
        TestMember member = TestMember.dynamic(driver, "a");
        JoinGroupResponse first = member.join().join();

        JoinGroupResponse second = member.join().join();

        assertThat(second).isEqualTo(first);
    }

    @Test
    void shouldTellTheLongerWaitingOfTwoJoinsOfOneMemberToTryAgain() {
        TestMember leader = TestMember.dynamic(driver, "a");
        TestMember follower = TestMember.dynamic(driver, "b");
        twoStable(leader, follower);

        CompletableFuture<JoinGroupResponse> first = leader.join();
        CompletableFuture<JoinGroupResponse> second = leader.join();

        assertThat(error(first.join())).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
        assertThat(second).isNotDone();
    }

    @Test
    void shouldGoOnWithoutMembersThatDoNotRejoinInTime() {
        TestMember leader = TestMember.dynamic(driver, "a");
        TestMember gone = TestMember.dynamic(driver, "b");
        twoStable(leader, gone);

        CompletableFuture<JoinGroupResponse> answer = leader.join();
        for (int waitedMs = 0; waitedMs < REBALANCE_MS - SESSION_MS; waitedMs += SESSION_MS / 2) {
            driver.advance(SESSION_MS / 2);
            gone.heartbeat();
        }
        assertThat(answer).isNotDone();
        driver.advance(SESSION_MS);

        assertThat(answer.join().members()).hasSize(1);
        assertThat(gone.heartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void shouldNotCreateTheGroupWhenTheRecordCannotBeWritten() {
        TestMember member = TestMember.dynamic(driver, "a");
        driver.log().failWith(Errors.COORDINATOR_NOT_AVAILABLE);
        assertThat(member.sendJoin(member.joinRequest())).isCompletedExceptionally();

        driver.log().failWith(null);
        JoinGroupResponse answer = member.join().join();

        assertThat(error(answer)).isEqualTo(Errors.NONE);
        assertThat(answer.generationId()).isEqualTo(1);
    }

    /** Two members, both with their assignment. */
    static void twoStable(TestMember leader, TestMember follower) {
        leader.joinAlone();
        CompletableFuture<JoinGroupResponse> followers = follower.join();
        CompletableFuture<JoinGroupResponse> leaders = leader.join();
        assertThat(followers).isDone();
        assertThat(leaders.join().members()).hasSize(2);
        var followersPart = follower.sync();
        leader.syncAssigning(leader.memberId(), "one", follower.memberId(), "two");
        assertThat(followersPart).isDone();
    }

    private static void isEmptyGroup(CoordinatorRecord record) {
        assertThat(record.valueVersion()).isEqualTo((short) 3);
        assertThat(record.value())
                .isEqualTo(new GroupMetadataValue()
                        .setGeneration(0)
                        .setProtocolType("")
                        .setProtocol(null)
                        .setLeader(null)
                        .setCurrentStateTimestamp(ShardDriver.START_MS));
    }

    private static Errors error(JoinGroupResponse response) {
        return Errors.forCode(response.errorCode());
    }
}
