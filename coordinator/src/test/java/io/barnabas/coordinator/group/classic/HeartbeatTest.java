// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.classic;

import static io.barnabas.coordinator.group.TestMember.SESSION_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.ShardDriver;
import io.barnabas.coordinator.group.TestMember;
import io.barnabas.coordinator.record.GroupMetadataValue;
import io.barnabas.wire.protocol.Errors;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // A member that waits is checked by what it is told later.
class HeartbeatTest {

    private final ShardDriver driver = new ShardDriver();

    @Test
    void shouldKeepAMemberThatBeatsAndDropOneThatDoesNot() {
        TestMember member = TestMember.dynamic(driver, "a").joinAlone();
        for (int i = 0; i < 5; i++) {
            driver.advance(SESSION_MS - 1);
            assertThat(member.heartbeat()).isEqualTo(Errors.NONE);
        }

        driver.advance(SESSION_MS);

        assertThat(driver.written()).singleElement().satisfies(record -> {
            GroupMetadataValue value = (GroupMetadataValue) record.value();
            assertThat(value).isNotNull();
            assertThat(value.generation()).isEqualTo(2);
            assertThat(value.members()).isEmpty();
            assertThat(value.protocolType()).isEqualTo("consumer");
            assertThat(value.protocol()).isNull();
            assertThat(value.leader()).isNull();
        });
        assertThat(member.heartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void shouldTellMembersOfARebalance() {
        TestMember leader = TestMember.dynamic(driver, "a");
        TestMember follower = TestMember.dynamic(driver, "b");
        JoinGroupTest.twoStable(leader, follower);

        follower.leave();

        assertThat(leader.heartbeat()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
    }

    @Test
    void shouldRefuseWhoDoesNotBelong() {
        TestMember member = TestMember.dynamic(driver, "a").joinAlone();

        assertThat(TestMember.ofGroup(driver, "none", "b").memberId("b-1").heartbeat())
                .isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(TestMember.dynamic(driver, "b").memberId("b-1").generation(1).heartbeat())
                .isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(member.generation(0).heartbeat()).isEqualTo(Errors.ILLEGAL_GENERATION);
    }

    @Test
    void shouldGiveMembersAFullSessionAfterARestart() {
        TestMember member = TestMember.dynamic(driver, "a").joinAlone();
        driver.advance(SESSION_MS - 1);

        driver.restart();
        driver.advance(SESSION_MS - 1);
        assertThat(member.heartbeat()).isEqualTo(Errors.NONE);
        driver.advance(SESSION_MS);

        assertThat(member.heartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void shouldForgetAMemberThatNeverCameBackWithItsId() {
        TestMember pending = TestMember.dynamic(driver, "a");
        pending.sendJoin(pending.joinRequest());

        driver.advance(SESSION_MS);

        assertThat(Errors.forCode(pending.sendJoin(pending.joinRequest()).join().errorCode()))
                .isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }
}
