// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.classic;

import static io.barnabas.coordinator.group.TestMember.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.ShardDriver;
import io.barnabas.coordinator.group.TestMember;
import io.barnabas.wire.message.JoinGroupResponse;
import io.barnabas.wire.protocol.Errors;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // A member that waits is checked by what it is told later.
class StaticRejoinTest {

    private final ShardDriver driver = new ShardDriver();

    @Test
    void shouldNeedNoRoundTripForAnId() {
        TestMember member = TestMember.ofStaticInstance(driver, "till-1");

        JoinGroupResponse answer = member.sendJoin(member.joinRequest()).join();

        assertThat(error(answer)).isEqualTo(Errors.NONE);
        assertThat(answer.memberId()).isEqualTo("till-1-1");
    }

    @Test
    void shouldGiveTheNewProcessTheOldOnesAssignmentWithoutARebalance() {
        TestMember old = TestMember.ofStaticInstance(driver, "till-1").joinAlone();
        TestMember back = TestMember.ofStaticInstance(driver, "till-1");

        JoinGroupResponse answer = back.join().join();

        assertThat(error(answer)).isEqualTo(Errors.NONE);
        assertThat(answer.generationId()).isEqualTo(old.generation());
        assertThat(answer.leader()).isEqualTo(back.memberId());
        assertThat(answer.skipAssignment()).isTrue();
        assertThat(answer.members()).hasSize(1);
        assertThat(driver.written()).hasSize(1);
        assertThat(text(back.sync().join().assignment())).isEqualTo("all");
        assertThat(old.heartbeat()).isEqualTo(Errors.FENCED_INSTANCE_ID);
    }

    @Test
    void shouldTellALeaderOfAnOldVersionThatTheOldIdLeads() {
        TestMember old = TestMember.ofStaticInstance(driver, "till-1").joinAlone();
        TestMember back = TestMember.ofStaticInstance(driver, "till-1").version(8);

        JoinGroupResponse answer = back.join().join();

        assertThat(answer.leader()).isEqualTo(old.memberId());
        assertThat(answer.members()).isEmpty();
        assertThat(answer.skipAssignment()).isFalse();
    }

    @Test
    void shouldRebalanceWhenTheProtocolChangesWithTheNewProcess() {
        TestMember.ofStaticInstance(driver, "till-1")
                .assignors("range", "sticky")
                .joinAlone();
        TestMember back = TestMember.ofStaticInstance(driver, "till-1").assignors("sticky", "range");

        JoinGroupResponse answer = back.join().join();

        assertThat(answer.generationId()).isEqualTo(2);
        assertThat(answer.protocolName()).isEqualTo("sticky");
    }

    @Test
    void shouldFenceTheJoinThatTheOldProcessWaitsWith() {
        TestMember first = TestMember.ofStaticInstance(driver, "till-1");
        TestMember second = TestMember.ofStaticInstance(driver, "till-2");
        JoinGroupTest.twoStable(first, second);
        CompletableFuture<JoinGroupResponse> waiting = first.join();

        TestMember back = TestMember.ofStaticInstance(driver, "till-1");
        CompletableFuture<JoinGroupResponse> answer = back.join();

        assertThat(error(waiting.join())).isEqualTo(Errors.FENCED_INSTANCE_ID);
        assertThat(answer).isNotDone();
        second.join();
        assertThat(answer.join().members()).hasSize(2);
    }

    @Test
    void shouldStartAnotherRoundWhenOneComesBackWhileTheLeaderAssigns() {
        TestMember first = TestMember.ofStaticInstance(driver, "till-1");
        TestMember second = TestMember.ofStaticInstance(driver, "till-2");
        first.joinAlone();
        second.join();
        first.join();

        TestMember back = TestMember.ofStaticInstance(driver, "till-2");
        back.join();

        assertThat(Errors.forCode(first.sync().join().errorCode())).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
    }

    @Test
    void shouldKeepStaticMembersThatMissARebalance() {
        TestMember first = TestMember.ofStaticInstance(driver, "till-1");
        TestMember away = TestMember.ofStaticInstance(driver, "till-2");
        JoinGroupTest.twoStable(first, away);

        CompletableFuture<JoinGroupResponse> answer = first.join();
        for (int waitedMs = 0; waitedMs < TestMember.REBALANCE_MS; waitedMs += 5_000) {
            away.heartbeat();
            driver.advance(5_000);
        }

        assertThat(answer.join().members()).hasSize(2);
    }

    @Test
    void shouldKnowStaticMembersAfterARestart() {
        TestMember old = TestMember.ofStaticInstance(driver, "till-1").joinAlone();
        driver.restart();

        TestMember back = TestMember.ofStaticInstance(driver, "till-1");
        back.join().join();

        assertThat(text(back.sync().join().assignment())).isEqualTo("all");
        assertThat(old.heartbeat()).isEqualTo(Errors.FENCED_INSTANCE_ID);
        driver.restart();
        assertThat(back.heartbeat()).isEqualTo(Errors.NONE);
    }

    private static Errors error(JoinGroupResponse response) {
        return Errors.forCode(response.errorCode());
    }
}
