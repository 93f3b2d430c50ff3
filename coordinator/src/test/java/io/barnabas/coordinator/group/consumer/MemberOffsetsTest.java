// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.coordinator.group.RequestOrigin;
import io.barnabas.coordinator.group.ShardDriver;
import io.barnabas.coordinator.group.TestTopics;
import io.barnabas.wire.message.OffsetCommitRequest;
import io.barnabas.wire.message.OffsetCommitRequest.OffsetCommitRequestPartition;
import io.barnabas.wire.message.OffsetCommitRequest.OffsetCommitRequestTopic;
import io.barnabas.wire.message.OffsetDeleteRequest;
import io.barnabas.wire.message.OffsetDeleteRequest.OffsetDeleteRequestPartition;
import io.barnabas.wire.message.OffsetDeleteRequest.OffsetDeleteRequestTopic;
import io.barnabas.wire.message.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.barnabas.wire.message.OffsetFetchRequest.OffsetFetchRequestTopics;
import io.barnabas.wire.message.TxnOffsetCommitRequest;
import io.barnabas.wire.message.TxnOffsetCommitRequest.TxnOffsetCommitRequestPartition;
import io.barnabas.wire.message.TxnOffsetCommitRequest.TxnOffsetCommitRequestTopic;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Offsets of consumer groups of KIP-848: who may commit, fetch and delete them, and when they expire. */
class MemberOffsetsTest {

    private static final short NEWEST = 10;

    private final ShardDriver driver =
            new ShardDriver(GroupConfig.DEFAULT.with(ConsumerGroupConfig.DEFAULT.withAssignmentIntervalMs(0)));
    private final TestConsumer a = TestConsumer.dynamic(driver, "a");
    private final TestConsumer b = TestConsumer.dynamic(driver, "b");

    @BeforeEach
    void createTopics() {
        driver.topics().put("orders", 2);
    }

    private Errors commit(String memberId, int epoch, int partition, short version) {
        var request = new OffsetCommitRequest()
                .setGroupId("g")
                .setMemberId(memberId)
                .setGenerationIdOrMemberEpoch(epoch)
                .setTopics(List.of(new OffsetCommitRequestTopic()
                        .setName("orders")
                        .setTopicId(TestTopics.id("orders"))
                        .setPartitions(List.of(new OffsetCommitRequestPartition()
                                .setPartitionIndex(partition)
                                .setCommittedOffset(7)))));
        return errorOf(() -> Errors.forCode(
                driver.ask(coordinator -> coordinator.commitOffsets(new RequestOrigin(version, "c", "/h"), request))
                        .topics()
                        .get(0)
                        .partitions()
                        .get(0)
                        .errorCode()));
    }

    private interface Call {
        Errors ask();
    }

    private static Errors errorOf(Call call) {
        try {
            return call.ask();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ApiException refusal) {
                return refusal.error();
            }
            throw e;
        }
    }

    private Errors fetch(String memberId, int epoch) {
        var request = new OffsetFetchRequestGroup()
                .setGroupId("g")
                .setMemberId(memberId)
                .setMemberEpoch(epoch)
                .setTopics(
                        List.of(new OffsetFetchRequestTopics().setName("orders").setPartitionIndexes(List.of(0))));
        return errorOf(() -> Errors.forCode(driver.ask(coordinator -> coordinator.fetchOffsets(request, true))
                .errorCode()));
    }

    @Test
    void shouldLetAMemberCommitAtItsEpoch() {
        a.join();

        assertThat(commit("a", 2, 0, NEWEST)).isEqualTo(Errors.NONE);
        assertThat(commit("a", 3, 0, NEWEST)).isEqualTo(Errors.STALE_MEMBER_EPOCH);
        assertThat(commit("x", 2, 0, NEWEST)).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(commit("", -1, 0, NEWEST)).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(commit("a", 2, 0, (short) 8)).isEqualTo(Errors.UNSUPPORTED_VERSION);
    }

    @Test
    void shouldLetAMemberCommitAtAnOldEpochWhatItHasHadSince() {
        a.join();
        b.join();
        a.heartbeat();
        a.heartbeat();
        b.heartbeat();
        int ofA = a.owned().get(0).endsWith("0") ? 0 : 1;
        assertThat(a.epoch()).isEqualTo(3);

        assertThat(commit("a", 2, ofA, NEWEST)).isEqualTo(Errors.NONE);
        assertThat(commit("a", 2, 1 - ofA, NEWEST)).isEqualTo(Errors.STALE_MEMBER_EPOCH);
        assertThat(commit("b", 2, 1 - ofA, NEWEST)).isEqualTo(Errors.STALE_MEMBER_EPOCH);
        assertThat(commit("b", 3, 1 - ofA, NEWEST)).isEqualTo(Errors.NONE);
    }

    @Test
    void shouldLetAnybodyCommitForAGroupWithoutMembers() {
        a.join().leave();

        assertThat(commit("", -1, 0, NEWEST)).isEqualTo(Errors.NONE);
        assertThat(commit("a", 2, 0, NEWEST)).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void shouldLetAMemberFetchAtItsEpochAlone() {
        a.join();

        assertThat(fetch("a", 2)).isEqualTo(Errors.NONE);
        assertThat(fetch("a", 1)).isEqualTo(Errors.STALE_MEMBER_EPOCH);
        assertThat(fetch("x", 2)).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void shouldTellAProducerOfGenerations() {
        a.join();
        var request = new TxnOffsetCommitRequest()
                .setGroupId("g")
                .setTransactionalId("t")
                .setProducerId(5)
                .setMemberId("a")
                .setGenerationId(9)
                .setTopics(List.of(new TxnOffsetCommitRequestTopic()
                        .setName("orders")
                        .setPartitions(List.of(new TxnOffsetCommitRequestPartition().setPartitionIndex(0)))));

        assertThat(errorOf(() -> {
                    driver.ask(coordinator -> coordinator.commitOffsetsInTransaction(request));
                    return Errors.NONE;
                }))
                .isEqualTo(Errors.ILLEGAL_GENERATION);
        request.setGenerationId(2);
        assertThat(driver.ask(coordinator -> coordinator.commitOffsetsInTransaction(request))
                        .topics())
                .hasSize(1);
    }

    @Test
    void shouldNotDeleteOffsetsOfATopicThatIsConsumed() {
        a.join();
        commit("a", 2, 0, NEWEST);
        var request = new OffsetDeleteRequest().setGroupId("g");
        request.topics()
                .add(new OffsetDeleteRequestTopic()
                        .setName("orders")
                        .setPartitions(List.of(new OffsetDeleteRequestPartition().setPartitionIndex(0))));

        assertThat(deletionOf(request)).isEqualTo(Errors.GROUP_SUBSCRIBED_TO_TOPIC);
        a.leave();
        assertThat(deletionOf(request)).isEqualTo(Errors.NONE);
        assertThat(driver.written()).hasSize(1);
    }

    private Errors deletionOf(OffsetDeleteRequest request) {
        return Errors.forCode(driver.ask(coordinator -> coordinator.deleteOffsets(request))
                .topics()
                .get(0)
                .partitions()
                .get(0)
                .errorCode());
    }

    @Test
    void shouldForgetTheGroupWithItsLastOffset() {
        a.join();
        commit("a", 2, 0, NEWEST);
        a.leave();

        driver.advance(GroupConfig.DEFAULT.offsetsRetentionMs());
        assertThat(driver.run(coordinator -> coordinator.expireOffsets())).isCompleted();

        assertThat(driver.written()).isNotEmpty().allMatch(record -> record.value() == null);
        assertThatThrownBy(() -> driver.ask(coordinator -> coordinator.describeConsumerGroup("g")))
                .hasMessageContaining("Group g not found.");
    }

    @Test
    void shouldDeleteOnlyAGroupWithoutMembers() {
        a.join();
        assertThat(delete()).isEqualTo(Errors.NON_EMPTY_GROUP);
        a.leave();

        assertThat(delete()).isEqualTo(Errors.NONE);

        assertThat(delete()).isEqualTo(Errors.GROUP_ID_NOT_FOUND);
    }

    private Errors delete() {
        return driver.ask(coordinator -> coordinator.deleteGroup("g"));
    }
}
