// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.ShardDriver;
import io.barnabas.coordinator.group.TestMember;
import io.barnabas.coordinator.record.ShareGroupMetadataKey;
import io.barnabas.coordinator.record.ShareGroupMetadataValue;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.wire.message.DescribeGroupsResponse.DescribedGroup;
import io.barnabas.wire.message.DescribeGroupsResponse.DescribedGroupMember;
import io.barnabas.wire.message.ListGroupsRequest;
import io.barnabas.wire.message.ListGroupsResponse.ListedGroup;
import io.barnabas.wire.protocol.Errors;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** DescribeGroups, ListGroups and DeleteGroups. */
class GroupAdminTest {

    private static final short V6 = 6;
    private static final String NOT_COORDINATOR = Errors.NOT_COORDINATOR.message();
    private static final short V5 = 5;

    private final ShardDriver driver = new ShardDriver();

    @Test
    void shouldDescribeAStableGroup() {
        TestMember member = TestMember.dynamic(driver, "shop").joinAlone();

        DescribedGroup group = describe(TestMember.GROUP, V6);

        assertThat(group.groupState()).isEqualTo("Stable");
        assertThat(group.protocolType()).isEqualTo("consumer");
        assertThat(group.protocolData()).isEqualTo("range");
        assertThat(group.members())
                .containsExactly(new DescribedGroupMember()
                        .setMemberId(member.memberId())
                        .setClientId("shop")
                        .setClientHost("/127.0.0.1")
                        .setMemberMetadata(TestMember.subscription(List.of("orders")))
                        .setMemberAssignment(TestMember.bytes("all")));
    }

    @Test
    void shouldNotShowSubscriptionsWhileTheGroupRebalances() {
        TestMember member = TestMember.dynamic(driver, "shop");
        member.join().join();

        DescribedGroup group = describe(TestMember.GROUP, V6);

        assertThat(group.groupState()).isEqualTo("CompletingRebalance");
        assertThat(group.protocolData()).isEmpty();
        assertThat(group.members().get(0).memberMetadata()).isEmpty();
    }

    @Test
    void shouldDescribeAGroupThatOnlyCommits() {
        assertThat(TestMember.dynamic(driver, "a").commit("orders", 0, 1)).isCompleted();

        DescribedGroup group = describe(TestMember.GROUP, V6);

        assertThat(group.groupState()).isEqualTo("Empty");
        assertThat(group.protocolType()).isEmpty();
    }

    @Test
    void shouldCallAMissingGroupDeadAndSinceVersion6NotFound() {
        assertThat(describe("none", V5))
                .isEqualTo(new DescribedGroup().setGroupId("none").setGroupState("Dead"));
        assertThat(describe("none", V6))
                .isEqualTo(new DescribedGroup()
                        .setGroupId("none")
                        .setGroupState("Dead")
                        .setErrorCode(Errors.GROUP_ID_NOT_FOUND.code())
                        .setErrorMessage("Group none not found."));
    }

    @Test
    void shouldListGroupsByStateAndTypeWithoutRegardToCase() {
        TestMember.ofGroup(driver, "stable", "a").joinAlone();
        assertThat(TestMember.ofGroup(driver, "simple", "a").commit("orders", 0, 1))
                .isCompleted();

        assertThat(list(new ListGroupsRequest())).containsExactly("simple", "stable");
        assertThat(list(new ListGroupsRequest().setStatesFilter(List.of("stable"))))
                .containsExactly("stable");
        assertThat(list(new ListGroupsRequest().setStatesFilter(List.of(" EMPTY "))))
                .containsExactly("simple");
        assertThat(list(new ListGroupsRequest().setStatesFilter(List.of("Nonsense"))))
                .isEmpty();
        assertThat(list(new ListGroupsRequest().setTypesFilter(List.of("Classic"))))
                .hasSize(2);
        assertThat(list(new ListGroupsRequest().setTypesFilter(List.of("consumer"))))
                .isEmpty();
    }

    @Test
    void shouldKnowOfGroupsOfNewerKindsThatKafkaWrote() {
        driver.log()
                .store(
                        -1,
                        CoordinatorRecord.of(
                                new ShareGroupMetadataKey().setGroupId("newer"),
                                0,
                                new ShareGroupMetadataValue().setEpoch(3)));
        driver.restart();

        assertThat(list(new ListGroupsRequest().setTypesFilter(List.of("share"))))
                .containsExactly("newer");
        assertThat(describe("newer", V6).errorCode()).isEqualTo(Errors.GROUP_ID_NOT_FOUND.code());
        TestMember classic = TestMember.ofGroup(driver, "newer", "a");
        assertThat(classic.join().join().errorCode()).isEqualTo(Errors.INCONSISTENT_GROUP_PROTOCOL.code());
    }

    @Test
    void shouldDeleteAnEmptyGroupWithItsOffsets() {
        TestMember member = TestMember.dynamic(driver, "a").joinAlone();
        assertThat(member.commit("orders", 0, 1)).isCompleted();
        assertThat(delete(TestMember.GROUP)).isEqualTo(Errors.NON_EMPTY_GROUP);
        member.leave();

        assertThat(delete(TestMember.GROUP)).isEqualTo(Errors.NONE);

        assertThat(driver.written()).hasSize(2).allMatch(record -> record.value() == null);
        assertThat(delete(TestMember.GROUP)).isEqualTo(Errors.GROUP_ID_NOT_FOUND);
        assertThat(list(new ListGroupsRequest())).isEmpty();
    }

    @Test
    void shouldDeleteAGroupThatOnlyCommits() {
        assertThat(TestMember.dynamic(driver, "a").commit("orders", 0, 1)).isCompleted();

        assertThat(delete(TestMember.GROUP)).isEqualTo(Errors.NONE);
        assertThat(describe(TestMember.GROUP, V5).groupState()).isEqualTo("Dead");
    }

    @Test
    void shouldCoordinateNothingWithoutTheOffsetsTopic() {
        driver.removeTopic();

        assertThat(list(new ListGroupsRequest())).isEmpty();
        assertThat(driver.run(c -> c.deleteGroup("none")))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining(NOT_COORDINATOR);
        assertThat(driver.run(c -> c.describeGroup("none", V5)))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining(NOT_COORDINATOR);
        assertThat(driver.partitionCount()).isEmpty();
    }

    private DescribedGroup describe(String groupId, short version) {
        return driver.ask(c -> c.describeGroup(groupId, version));
    }

    private List<String> list(ListGroupsRequest request) {
        return driver.ask(c -> c.listGroups(request)).stream()
                .map(ListedGroup::groupId)
                .toList();
    }

    private Errors delete(String groupId) {
        return driver.ask(c -> c.deleteGroup(groupId));
    }
}
