// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.classic;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.ShardDriver;
import io.barnabas.coordinator.group.TestMember;
import io.barnabas.wire.message.JoinGroupResponse;
import io.barnabas.wire.message.LeaveGroupRequest;
import io.barnabas.wire.message.LeaveGroupRequest.MemberIdentity;
import io.barnabas.wire.message.LeaveGroupResponse;
import io.barnabas.wire.message.LeaveGroupResponse.MemberResponse;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // A member that waits is checked by what it is told later.
class LeaveGroupTest {

    private final ShardDriver driver = new ShardDriver();

    @Test
    void shouldEmptyTheGroupWhenTheLastMemberLeaves() {
        TestMember member = TestMember.dynamic(driver, "a").joinAlone();

        LeaveGroupResponse answer = member.leave();

        assertThat(errors(answer)).containsExactly(Errors.NONE);
        assertThat(driver.written()).hasSize(1);
        assertThat(driver.ask(c -> c.describeGroup(TestMember.GROUP, (short) 6)).groupState())
                .isEqualTo("Empty");
    }

    @Test
    void shouldCompleteAJoinThatWaitedOnlyForTheOneThatLeaves() {
        TestMember leader = TestMember.dynamic(driver, "a");
        TestMember follower = TestMember.dynamic(driver, "b");
        JoinGroupTest.twoStable(leader, follower);
        CompletableFuture<JoinGroupResponse> waiting = leader.join();

        follower.leave();

        assertThat(waiting.join().members()).hasSize(1);
    }

    @Test
    void shouldLetAPendingMemberLeave() {
        TestMember pending = TestMember.dynamic(driver, "a");
        pending.sendJoin(pending.joinRequest());

        assertThat(errors(pending.leave())).containsExactly(Errors.NONE);
        assertThat(Errors.forCode(pending.sendJoin(pending.joinRequest()).join().errorCode()))
                .isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void shouldRemoveStaticMembersByInstanceIdAlone() {
        TestMember member = TestMember.ofStaticInstance(driver, "till-1").joinAlone();

        LeaveGroupResponse answer = leave(
                new MemberIdentity().setMemberId("").setGroupInstanceId("till-1"),
                new MemberIdentity().setMemberId("").setGroupInstanceId("till-2"),
                new MemberIdentity().setMemberId("nobody"));

        assertThat(errors(answer)).containsExactly(Errors.NONE, Errors.UNKNOWN_MEMBER_ID, Errors.UNKNOWN_MEMBER_ID);
        assertThat(member.heartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void shouldFenceALeaveUnderAnIdThatWasReplaced() {
        TestMember.ofStaticInstance(driver, "till-1").joinAlone();

        LeaveGroupResponse answer =
                leave(new MemberIdentity().setMemberId("older").setGroupInstanceId("till-1"));

        assertThat(errors(answer)).containsExactly(Errors.FENCED_INSTANCE_ID);
    }

    @Test
    void shouldNotKnowMembersOfAGroupThatDoesNotExist() {
        LeaveGroupResponse answer = leave(new MemberIdentity().setMemberId("a-1"));

        assertThat(errors(answer)).containsExactly(Errors.UNKNOWN_MEMBER_ID);
    }

    private LeaveGroupResponse leave(MemberIdentity... members) {
        return driver.ask(c -> c.leaveGroup(
                new LeaveGroupRequest().setGroupId(TestMember.GROUP).setMembers(List.of(members))));
    }

    private static List<Errors> errors(LeaveGroupResponse response) {
        assertThat(Errors.forCode(response.errorCode())).isEqualTo(Errors.NONE);
        return response.members().stream()
                .map(MemberResponse::errorCode)
                .map(Errors::forCode)
                .toList();
    }
}
