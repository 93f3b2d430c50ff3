// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.classic;

import static io.barnabas.coordinator.group.TestMember.REBALANCE_MS;
import static io.barnabas.coordinator.group.TestMember.SESSION_MS;
import static io.barnabas.coordinator.group.TestMember.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.ShardDriver;
import io.barnabas.coordinator.group.TestMember;
import io.barnabas.coordinator.record.GroupMetadataValue;
import io.barnabas.coordinator.record.GroupMetadataValue.MemberMetadata;
import io.barnabas.wire.message.SyncGroupResponse;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // A member that waits is checked by what it is told later.
class SyncGroupTest {

    private final ShardDriver driver = new ShardDriver();

    @Test
    void shouldWriteTheGenerationWhenTheLeaderSyncs() {
        TestMember member = TestMember.dynamic(driver, "shop");
        member.join().join();

        SyncGroupResponse answer =
                member.syncAssigning(member.memberId(), "all").join();

        assertThat(error(answer)).isEqualTo(Errors.NONE);
        assertThat(text(answer.assignment())).isEqualTo("all");
        assertThat(answer.protocolName()).isEqualTo("range");
        assertThat(driver.written()).singleElement().satisfies(record -> {
            assertThat(record.valueVersion()).isEqualTo((short) 3);
            assertThat(record.value())
                    .isEqualTo(new GroupMetadataValue()
                            .setProtocolType("consumer")
                            .setGeneration(1)
                            .setProtocol("range")
                            .setLeader("shop-1")
                            .setCurrentStateTimestamp(ShardDriver.START_MS)
                            .setMembers(List.of(new MemberMetadata()
                                    .setMemberId("shop-1")
                                    .setClientId("shop")
                                    .setClientHost("/127.0.0.1")
                                    .setRebalanceTimeout(REBALANCE_MS)
                                    .setSessionTimeout(SESSION_MS)
                                    .setSubscription(TestMember.subscription(List.of("orders")))
                                    .setAssignment(TestMember.bytes("all")))));
        });
    }

    @Test
    void shouldLetFollowersWaitForTheLeader() {
        TestMember leader = TestMember.dynamic(driver, "a");
        TestMember follower = TestMember.dynamic(driver, "b");
        leader.joinAlone();
        follower.join();
        leader.join();

        CompletableFuture<SyncGroupResponse> followers = follower.sync();
        assertThat(followers).isNotDone();
        leader.syncAssigning(follower.memberId(), "two");

        assertThat(text(followers.join().assignment())).isEqualTo("two");
    }

    @Test
    void shouldGiveMembersTheLeaderForgotAnEmptyAssignment() {
        TestMember leader = TestMember.dynamic(driver, "a");
        leader.join().join();

        SyncGroupResponse answer = leader.sync().join();

        assertThat(error(answer)).isEqualTo(Errors.NONE);
        assertThat(answer.assignment()).isEmpty();
    }

    @Test
    void shouldRepeatTheAssignmentInAStableGroup() {
        TestMember member = TestMember.dynamic(driver, "a").joinAlone();

        SyncGroupResponse again = member.sync().join();

        assertThat(text(again.assignment())).isEqualTo("all");
        assertThat(driver.written()).isEmpty();
    }

    @Test
    void shouldAnswerOnlyWhenTheRecordIsDurable() {
        TestMember member = TestMember.dynamic(driver, "a");
        member.join().join();
        var fsync = new CompletableFuture<Void>();
        driver.log().holdCommits(fsync);

        CompletableFuture<SyncGroupResponse> answer = member.syncAssigning(member.memberId(), "all");
        assertThat(answer).isNotDone();
        fsync.complete(null);

        assertThat(text(answer.join().assignment())).isEqualTo("all");
    }

    @Test
    void shouldRefuseWhoDoesNotBelong() {
        TestMember member = TestMember.dynamic(driver, "a").joinAlone();
        TestMember stranger = TestMember.dynamic(driver, "b").memberId("b-9").generation(1);
        assertThat(error(stranger.sync().join())).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        TestMember inNoGroup = TestMember.ofGroup(driver, "none", "b").memberId("b-9");
        assertThat(error(inNoGroup.sync().join())).isEqualTo(Errors.UNKNOWN_MEMBER_ID);

        member.generation(7);
        assertThat(error(member.sync().join())).isEqualTo(Errors.ILLEGAL_GENERATION);
    }

    @Test
    void shouldRefuseAnotherProtocolThanTheGroups() {
        TestMember member = TestMember.dynamic(driver, "a").joinAlone();

        var otherType = driver.ask(c -> c.syncGroup(member.syncRequest().setProtocolType("connect")));
        var otherName = driver.ask(c -> c.syncGroup(member.syncRequest().setProtocolName("sticky")));
        var same = driver.ask(c ->
                c.syncGroup(member.syncRequest().setProtocolType("consumer").setProtocolName("range")));

        assertThat(error(otherType)).isEqualTo(Errors.INCONSISTENT_GROUP_PROTOCOL);
        assertThat(error(otherName)).isEqualTo(Errors.INCONSISTENT_GROUP_PROTOCOL);
        assertThat(error(same)).isEqualTo(Errors.NONE);
    }

    @Test
    void shouldSendWaitingMembersBackToJoinWhenAnotherRebalanceBegins() {
        TestMember leader = TestMember.dynamic(driver, "a");
        TestMember follower = TestMember.dynamic(driver, "b");
        leader.joinAlone();
        follower.join();
        leader.join();
        CompletableFuture<SyncGroupResponse> waiting = follower.sync();

        TestMember.dynamic(driver, "c").join();

        assertThat(error(waiting.join())).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
        assertThat(error(leader.sync().join())).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
    }

    @Test
    void shouldGoOnWithoutMembersThatDoNotSyncInTime() {
        TestMember leader = TestMember.dynamic(driver, "a");
        TestMember silent = TestMember.dynamic(driver, "b");
        leader.joinAlone();
        silent.join();
        leader.join();
        leader.syncAssigning(leader.memberId(), "one");

        for (int waitedMs = 0; waitedMs < REBALANCE_MS; waitedMs += SESSION_MS / 2) {
            leader.heartbeat();
            silent.heartbeat();
            driver.advance(SESSION_MS / 2);
        }

        assertThat(silent.heartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(leader.heartbeat()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
    }

    @Test
    void shouldFallBackToTheLastWrittenGenerationAfterARestart() {
        TestMember leader = TestMember.dynamic(driver, "a").joinAlone();
        leader.join().join();
        assertThat(leader.generation()).isEqualTo(2);

        driver.restart();

        assertThat(error(leader.sync().join())).isEqualTo(Errors.ILLEGAL_GENERATION);
        assertThat(leader.generation(1).heartbeat()).isEqualTo(Errors.NONE);
        assertThat(text(leader.sync().join().assignment())).isEqualTo("all");
    }

    private static Errors error(SyncGroupResponse response) {
        return Errors.forCode(response.errorCode());
    }
}
