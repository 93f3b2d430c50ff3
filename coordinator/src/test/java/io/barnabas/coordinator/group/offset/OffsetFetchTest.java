// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.offset;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.RequestOrigin;
import io.barnabas.coordinator.group.ShardDriver;
import io.barnabas.coordinator.group.TestMember;
import io.barnabas.coordinator.record.OffsetCommitKey;
import io.barnabas.coordinator.record.OffsetCommitValue;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.wire.message.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.barnabas.wire.message.OffsetFetchRequest.OffsetFetchRequestTopics;
import io.barnabas.wire.message.OffsetFetchResponse.OffsetFetchResponseGroup;
import io.barnabas.wire.message.OffsetFetchResponse.OffsetFetchResponsePartitions;
import io.barnabas.wire.message.OffsetFetchResponse.OffsetFetchResponseTopics;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OffsetFetchTest {

    private static final long PRODUCER_ID = 77;

    private final ShardDriver driver = new ShardDriver();
    private final TestMember consumer = TestMember.dynamic(driver, "a");

    @Test
    void shouldTellWhatWasCommitted() {
        assertThat(consumer.commit("orders", 1, 42)).isCompleted();

        OffsetFetchResponsePartitions answer = fetch("orders", 1, false);

        assertThat(answer.committedOffset()).isEqualTo(42);
        assertThat(answer.metadata()).isEmpty();
        assertThat(answer.errorCode()).isEqualTo(Errors.NONE.code());
    }

    @Test
    void shouldTellOfNothingCommittedWithoutAnError() {
        OffsetFetchResponsePartitions answer = fetch("orders", 1, false);

        assertThat(answer.committedOffset()).isEqualTo(-1);
        assertThat(answer.committedLeaderEpoch()).isEqualTo(-1);
        assertThat(answer.metadata()).isEmpty();
        assertThat(answer.errorCode()).isEqualTo(Errors.NONE.code());
    }

    @Test
    void shouldTellAllWhenNoTopicIsNamed() {
        assertThat(consumer.commit("orders", 1, 42)).isCompleted();
        assertThat(consumer.commit("orders", 0, 41)).isCompleted();
        assertThat(consumer.commit("bills", 0, 7)).isCompleted();

        OffsetFetchResponseGroup all = driver.ask(c -> c.fetchOffsets(
                new OffsetFetchRequestGroup().setGroupId(TestMember.GROUP).setTopics(null), false));

        assertThat(all.topics()).extracting(OffsetFetchResponseTopics::name).containsExactly("bills", "orders");
        assertThat(all.topics().get(1).partitions())
                .extracting(OffsetFetchResponsePartitions::committedOffset)
                .containsExactly(41L, 42L);
    }

    @Test
    void shouldNotTakeACommitForAnEarlierTopicOfTheSameName() {
        var request = consumer.commitRequest("orders", 0, 42);
        request.topics().get(0).setTopicId(new UUID(1, 1));
        driver.ask(c -> c.commitOffsets(new RequestOrigin((short) 10, "a", "/127.0.0.1"), request));

        assertThat(fetch(new UUID(2, 2)).committedOffset()).isEqualTo(-1);
        assertThat(fetch(new UUID(1, 1)).committedOffset()).isEqualTo(42);
        assertThat(fetch(new UUID(0, 0)).committedOffset()).isEqualTo(42);
    }

    @Test
    void shouldKeepTransactionalCommitsBackUntilTheMarker() {
        assertThat(consumer.commit("orders", 0, 1)).isCompleted();
        driver.log().store(PRODUCER_ID, commitOf("orders", 0, 9));
        driver.restart();

        assertThat(fetch("orders", 0, false).committedOffset()).isEqualTo(1);
        assertThat(fetch("orders", 0, true).errorCode()).isEqualTo(Errors.UNSTABLE_OFFSET_COMMIT.code());
        assertThat(fetch("orders", 1, true).errorCode()).isEqualTo(Errors.NONE.code());

        driver.log().storeEndTransaction(PRODUCER_ID, true);
        driver.restart();
        assertThat(fetch("orders", 0, true).committedOffset()).isEqualTo(9);
    }

    @Test
    void shouldDropTransactionalCommitsThatWereAborted() {
        driver.log().store(PRODUCER_ID, commitOf("orders", 0, 9));
        driver.log().storeEndTransaction(PRODUCER_ID, false);
        driver.restart();

        assertThat(fetch("orders", 0, true).committedOffset()).isEqualTo(-1);
        assertThat(driver.shard().offsets().hasGroup(TestMember.GROUP)).isFalse();
    }

    @Test
    void shouldPreferACommitThatCameAfterTheTransactionalOne() {
        driver.log().store(PRODUCER_ID, commitOf("orders", 0, 9));
        driver.restart();
        assertThat(consumer.commit("orders", 0, 20)).isCompleted();
        driver.log().storeEndTransaction(PRODUCER_ID, true);
        driver.restart();

        assertThat(fetch("orders", 0, true).committedOffset()).isEqualTo(20);
    }

    private static CoordinatorRecord commitOf(String topic, int partition, long offset) {
        return CoordinatorRecord.of(
                new OffsetCommitKey().setGroup(TestMember.GROUP).setTopic(topic).setPartition(partition),
                4,
                new OffsetCommitValue().setOffset(offset).setCommitTimestamp(ShardDriver.START_MS));
    }

    private OffsetFetchResponsePartitions fetch(String topic, int partition, boolean requireStable) {
        return fetch(
                new OffsetFetchRequestTopics().setName(topic).setPartitionIndexes(List.of(partition)), requireStable);
    }

    private OffsetFetchResponsePartitions fetch(UUID topicId) {
        return fetch(
                new OffsetFetchRequestTopics()
                        .setName("orders")
                        .setTopicId(topicId)
                        .setPartitionIndexes(List.of(0)),
                false);
    }

    private OffsetFetchResponsePartitions fetch(OffsetFetchRequestTopics topic, boolean requireStable) {
        OffsetFetchResponseGroup group = driver.ask(c -> c.fetchOffsets(
                new OffsetFetchRequestGroup().setGroupId(TestMember.GROUP).setTopics(List.of(topic)), requireStable));
        return group.topics().get(0).partitions().get(0);
    }
}
