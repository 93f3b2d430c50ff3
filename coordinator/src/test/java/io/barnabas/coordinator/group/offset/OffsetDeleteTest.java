// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.coordinator.group.ShardDriver;
import io.barnabas.coordinator.group.TestMember;
import io.barnabas.wire.message.OffsetDeleteRequest;
import io.barnabas.wire.message.OffsetDeleteRequest.OffsetDeleteRequestPartition;
import io.barnabas.wire.message.OffsetDeleteRequest.OffsetDeleteRequestTopic;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class OffsetDeleteTest {

    private final ShardDriver driver = new ShardDriver();

    @Test
    void shouldForgetAnOffset() {
        assertThat(TestMember.dynamic(driver, "a").commit("orders", 0, 42)).isCompleted();

        assertThat(delete("orders", 0)).isEqualTo(Errors.NONE);

        assertThat(driver.written()).hasSize(1);
        assertThat(driver.shard().offsets().hasGroup(TestMember.GROUP)).isFalse();
    }

    @Test
    void shouldWriteNothingForWhatWasNotCommitted() {
        assertThat(TestMember.dynamic(driver, "a").commit("orders", 0, 42)).isCompleted();

        assertThat(delete("orders", 1)).isEqualTo(Errors.NONE);

        assertThat(driver.written()).isEmpty();
    }

    @Test
    void shouldKeepOffsetsOfTopicsThatMembersConsume() {
        TestMember member = TestMember.dynamic(driver, "a").topics("orders").joinAlone();
        assertThat(member.commit("orders", 0, 1)).isCompleted();
        assertThat(member.commit("bills", 0, 2)).isCompleted();

        assertThat(delete("orders", 0)).isEqualTo(Errors.GROUP_SUBSCRIBED_TO_TOPIC);
        assertThat(delete("bills", 0)).isEqualTo(Errors.NONE);

        member.leave();
        assertThat(delete("orders", 0)).isEqualTo(Errors.NONE);
    }

    @Test
    void shouldKnowTheSubscriptionsAfterARestart() {
        TestMember member = TestMember.dynamic(driver, "a").topics("orders").joinAlone();
        assertThat(member.commit("orders", 0, 1)).isCompleted();
        driver.restart();

        assertThat(delete("orders", 0)).isEqualTo(Errors.GROUP_SUBSCRIBED_TO_TOPIC);
    }

    @Test
    void shouldRefuseAGroupWhoseMembersAreNotConsumers() {
        TestMember worker = TestMember.dynamic(driver, "a").version(3);
        assertThat(worker.sendJoin(worker.joinRequest().setProtocolType("connect")))
                .isCompleted();

        assertThatThrownBy(() -> delete("orders", 0))
                .isInstanceOf(CompletionException.class)
                .hasCause(new ApiException(Errors.NON_EMPTY_GROUP, "Group g has members."));
    }

    @Test
    void shouldNotFindAGroupThatDoesNotExist() {
        assertThatThrownBy(() -> delete("orders", 0))
                .isInstanceOf(CompletionException.class)
                .hasCause(new ApiException(Errors.GROUP_ID_NOT_FOUND, "Group g is not known."));
    }

    private Errors delete(String topic, int partition) {
        var request = new OffsetDeleteRequest()
                .setGroupId(TestMember.GROUP)
                .setTopics(List.of(new OffsetDeleteRequestTopic()
                        .setName(topic)
                        .setPartitions(List.of(new OffsetDeleteRequestPartition().setPartitionIndex(partition)))));
        return Errors.forCode(driver.run(c -> c.deleteOffsets(request))
                .join()
                .topics()
                .get(0)
                .partitions()
                .get(0)
                .errorCode());
    }
}
