// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.share;

import static io.barnabas.coordinator.group.share.TestShareConsumer.GROUP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.coordinator.group.ShardDriver;
import io.barnabas.coordinator.group.TestTopics;
import io.barnabas.coordinator.group.share.InMemoryShareStates.State;
import io.barnabas.coordinator.record.ShareGroupMetadataKey;
import io.barnabas.coordinator.record.ShareGroupStatePartitionMetadataKey;
import io.barnabas.coordinator.record.ShareGroupTargetAssignmentMetadataKey;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.share.SharePartitionKey;
import io.barnabas.wire.message.AlterShareGroupOffsetsRequest;
import io.barnabas.wire.message.AlterShareGroupOffsetsRequest.AlterShareGroupOffsetsRequestPartition;
import io.barnabas.wire.message.AlterShareGroupOffsetsRequest.AlterShareGroupOffsetsRequestTopic;
import io.barnabas.wire.message.ListGroupsRequest;
import io.barnabas.wire.message.ListGroupsResponse.ListedGroup;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What administrators do with share groups and the states of their partitions. */
class ShareGroupOffsetsTest {

    private final ShardDriver driver = new ShardDriver();
    private final TestShareConsumer a = new TestShareConsumer(driver, "a");

    @BeforeEach
    void createTopics() {
        driver.topics().put("orders", 2);
        driver.topics().put("more", 1);
    }

    private static SharePartitionKey key(String topic, int partition) {
        return new SharePartitionKey(GROUP, TestTopics.id(topic), partition);
    }

    private Map<SharePartitionKey, ApiException> alter(int partition, long offset) {
        return driver.ask(coordinator -> coordinator.shareGroups().alterOffsets(request(partition, offset)));
    }

    private static AlterShareGroupOffsetsRequest request(int partition, long offset) {
        return new AlterShareGroupOffsetsRequest()
                .setGroupId(GROUP)
                .setTopics(List.of(new AlterShareGroupOffsetsRequestTopic()
                        .setTopicName("orders")
                        .setPartitions(List.of(new AlterShareGroupOffsetsRequestPartition()
                                .setPartitionIndex(partition)
                                .setStartOffset(offset)))));
    }

    private Errors deleteGroup() {
        return driver.ask(coordinator -> coordinator.deleteGroup(GROUP));
    }

    private Map<UUID, Errors> deleteOffsets(String... topics) {
        return driver.ask(coordinator -> coordinator.shareGroups().deleteOffsets(GROUP, List.of(topics)));
    }

    private Map<String, List<Integer>> partitionsWithState() {
        return driver.ask(coordinator -> coordinator.shareGroups().partitionsWithState(GROUP));
    }

    private List<ListedGroup> listed() {
        return driver.ask(coordinator -> coordinator.listGroups(new ListGroupsRequest()));
    }

    private <R> void assertRefused(Errors error, Function<GroupCoordinator, CompletableFuture<R>> request) {
        assertThatThrownBy(() -> driver.run(request).join())
                .cause()
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(error));
    }

    @Test
    void shouldBeginAnewElsewhereUnderTheEpochOfTheGroup() {
        a.join().leave();

        assertThat(alter(1, 7)).isEmpty();

        assertThat(driver.shareStates().states())
                .containsEntry(key("orders", 0), new State(2, -1))
                .containsEntry(key("orders", 1), new State(3, 7));
        assertThat(driver.written())
                .extracting(record -> record.key().recordType())
                .containsExactly(
                        ShareGroupStatePartitionMetadataKey.RECORD_TYPE,
                        ShareGroupStatePartitionMetadataKey.RECORD_TYPE);
    }

    @Test
    void shouldMakeAGroupByAlteringIt() {
        alter(1, 7);

        assertThat(listed())
                .extracting(ListedGroup::groupId, ListedGroup::groupType, ListedGroup::groupState)
                .containsExactly(tuple(GROUP, "share", "Empty"));
        a.join();
        assertThat(a.assigned()).containsExactly("orders-1");
        driver.advance(1_000);
        assertThat(a.heartbeat().assigned()).containsExactly("orders-0", "orders-1");
        assertThat(driver.shareStates().states()).containsEntry(key("orders", 1), new State(1, 7));
    }

    @Test
    void shouldSayWhichPartitionsCouldNotBeAltered() {
        driver.shareStates().breakDown(key("orders", 1));

        assertThat(alter(1, 7))
                .hasEntrySatisfying(
                        key("orders", 1),
                        failure -> assertThat(failure.error()).isEqualTo(Errors.COORDINATOR_NOT_AVAILABLE));
        assertThat(alter(5, 7)).isEmpty();
        assertThat(driver.written()).isEmpty();
    }

    @Test
    void shouldNotTouchAGroupWithMembers() {
        a.join();

        assertRefused(
                Errors.NON_EMPTY_GROUP, coordinator -> coordinator.shareGroups().alterOffsets(request(0, 1)));
        assertRefused(
                Errors.NON_EMPTY_GROUP,
                coordinator -> coordinator.shareGroups().deleteOffsets(GROUP, List.of("orders")));
        assertThat(deleteGroup()).isEqualTo(Errors.NON_EMPTY_GROUP);
        assertThat(driver.shareStates().states()).hasSize(2);
    }

    @Test
    void shouldForgetTopicsOneByOne() {
        a.topics("orders", "more").join().leave();

        Map<UUID, Errors> outcomes = deleteOffsets("orders", "nothing");

        assertThat(outcomes).isEqualTo(Map.of(TestTopics.id("orders"), Errors.NONE));
        assertThat(driver.shareStates().states()).containsOnlyKeys(key("more", 0));
        assertThat(partitionsWithState()).isEqualTo(Map.of("more", List.of(0)));
        assertThat(deleteOffsets("orders")).isEmpty();
    }

    @Test
    void shouldGoOnDeletingWhatCouldNotBeDeleted() {
        a.join().leave();
        driver.shareStates().breakDown(key("orders", 1));

        assertThat(deleteOffsets("orders")).containsValue(Errors.COORDINATOR_NOT_AVAILABLE);
        assertThat(deleteGroup()).isEqualTo(Errors.COORDINATOR_NOT_AVAILABLE);
        driver.shareStates().repair();
        driver.restart();

        assertThat(deleteOffsets("orders")).containsValue(Errors.NONE);
        assertThat(driver.shareStates().states()).isEmpty();
    }

    @Test
    void shouldDeleteAGroupWithItsStates() {
        a.join().leave();

        assertThat(deleteGroup()).isEqualTo(Errors.NONE);

        assertThat(driver.shareStates().states()).isEmpty();
        assertThat(driver.written())
                .extracting(CoordinatorRecord::key)
                .extracting(key -> key.recordType())
                .containsExactly(
                        ShareGroupStatePartitionMetadataKey.RECORD_TYPE,
                        ShareGroupTargetAssignmentMetadataKey.RECORD_TYPE,
                        ShareGroupStatePartitionMetadataKey.RECORD_TYPE,
                        ShareGroupMetadataKey.RECORD_TYPE);
        assertRefused(
                Errors.GROUP_ID_NOT_FOUND,
                coordinator -> coordinator.shareGroups().describe(GROUP));
        assertThat(a.join().epoch()).isEqualTo(2);
    }

    @Test
    void shouldStayWhenOffsetsExpire() {
        a.join().leave();

        driver.ask(GroupCoordinator::expireOffsets);

        assertThat(driver.ask(coordinator -> coordinator.shareGroups().describe(GROUP))
                        .groupState())
                .isEqualTo("Empty");
    }
}
