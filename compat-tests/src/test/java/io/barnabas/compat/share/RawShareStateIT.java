// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.share;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.unique;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.RawClient;
import io.barnabas.compat.harness.TestBroker;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.DeleteShareGroupStateRequestData;
import org.apache.kafka.common.message.DeleteShareGroupStateResponseData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.ReadShareGroupStateRequestData;
import org.apache.kafka.common.message.ReadShareGroupStateResponseData;
import org.apache.kafka.common.message.ReadShareGroupStateSummaryRequestData;
import org.apache.kafka.common.message.ReadShareGroupStateSummaryResponseData;
import org.apache.kafka.common.message.WriteShareGroupStateRequestData;
import org.apache.kafka.common.message.WriteShareGroupStateRequestData.StateBatch;
import org.apache.kafka.common.message.WriteShareGroupStateResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The requests by which brokers keep the state of share partitions, and what is kept over a restart. */
final class RawShareStateIT {
    private static final byte AVAILABLE = 0;
    private static final byte ACKNOWLEDGED = 2;
    private static final byte ARCHIVED = 4;

    @RegisterExtension
    static final TestBroker BROKER = TestBroker.own("share.coordinator.snapshot.update.records.per.snapshot=3");

    private final String group = unique("states");
    private final Uuid topicId = RawShares.topicId(BROKER.bootstrap(), createTopic(BROKER.bootstrap(), "state", 2));
    private RawClient client = new RawClient(BROKER.bootstrap());

    @AfterEach
    void close() {
        client.close();
    }

    private void begin(int stateEpoch, long startOffset) {
        RawShares.awaitCoordinator(client, group, topicId);
        RawShares.begin(BROKER.bootstrap(), group, topicId, startOffset);
        assertThat(RawShares.initialize(client, group, topicId, stateEpoch, startOffset))
                .isEqualTo(Errors.NONE);
    }

    private static StateBatch batch(long first, long last, byte state, int deliveries) {
        return new StateBatch()
                .setFirstOffset(first)
                .setLastOffset(last)
                .setDeliveryState(state)
                .setDeliveryCount((short) deliveries);
    }

    private Errors write(int stateEpoch, int leaderEpoch, long startOffset, StateBatch... batches) {
        var request = new WriteShareGroupStateRequestData()
                .setGroupId(group)
                .setTopics(List.of(new WriteShareGroupStateRequestData.WriteStateData()
                        .setTopicId(topicId)
                        .setPartitions(List.of(new WriteShareGroupStateRequestData.PartitionData()
                                .setPartition(0)
                                .setStateEpoch(stateEpoch)
                                .setLeaderEpoch(leaderEpoch)
                                .setStartOffset(startOffset)
                                .setDeliveryCompleteCount(7)
                                .setStateBatches(List.of(batches))))));
        var answer = client.ask(WriteShareGroupStateResponseData.class, ApiKeys.WRITE_SHARE_GROUP_STATE, 1, request);
        return Errors.forCode(answer.results().get(0).partitions().get(0).errorCode());
    }

    private ReadShareGroupStateResponseData.PartitionResult read(String ofGroup, Uuid ofTopic, int leaderEpoch) {
        var request = new ReadShareGroupStateRequestData()
                .setGroupId(ofGroup)
                .setTopics(List.of(new ReadShareGroupStateRequestData.ReadStateData()
                        .setTopicId(ofTopic)
                        .setPartitions(List.of(new ReadShareGroupStateRequestData.PartitionData()
                                .setPartition(0)
                                .setLeaderEpoch(leaderEpoch)))));
        var answer = client.ask(ReadShareGroupStateResponseData.class, ApiKeys.READ_SHARE_GROUP_STATE, 0, request);
        return answer.results().get(0).partitions().get(0);
    }

    private static List<String> batches(ReadShareGroupStateResponseData.PartitionResult state) {
        return state.stateBatches().stream()
                .map(batch -> batch.firstOffset() + "-" + batch.lastOffset() + " " + batch.deliveryState() + " x"
                        + batch.deliveryCount())
                .toList();
    }

    private ReadShareGroupStateSummaryResponseData.PartitionResult summary(int partition) {
        var request = new ReadShareGroupStateSummaryRequestData()
                .setGroupId(group)
                .setTopics(List.of(new ReadShareGroupStateSummaryRequestData.ReadStateSummaryData()
                        .setTopicId(topicId)
                        .setPartitions(List.of(new ReadShareGroupStateSummaryRequestData.PartitionData()
                                .setPartition(partition)
                                .setLeaderEpoch(-1)))));
        var answer = client.ask(
                ReadShareGroupStateSummaryResponseData.class, ApiKeys.READ_SHARE_GROUP_STATE_SUMMARY, 1, request);
        return answer.results().get(0).partitions().get(0);
    }

    private Errors delete() {
        var request = new DeleteShareGroupStateRequestData()
                .setGroupId(group)
                .setTopics(List.of(new DeleteShareGroupStateRequestData.DeleteStateData()
                        .setTopicId(topicId)
                        .setPartitions(List.of(new DeleteShareGroupStateRequestData.PartitionData().setPartition(0)))));
        var answer = client.ask(DeleteShareGroupStateResponseData.class, ApiKeys.DELETE_SHARE_GROUP_STATE, 0, request);
        return Errors.forCode(answer.results().get(0).partitions().get(0).errorCode());
    }

    @Test
    void shouldKeepWhatLeadersReport() {
        begin(1, 10);
        assertThat(write(1, 0, 10, batch(10, 14, ACKNOWLEDGED, 1), batch(15, 19, AVAILABLE, 1)))
                .isEqualTo(Errors.NONE);
        assertThat(write(1, 0, 10, batch(15, 16, ARCHIVED, 2))).isEqualTo(Errors.NONE);
        assertThat(read(group, topicId, 0)).satisfies(state -> {
            assertThat(state.errorCode()).isZero();
            assertThat(state.stateEpoch()).isEqualTo(1);
            assertThat(state.startOffset()).isEqualTo(10);
            assertThat(batches(state)).containsExactly("10-14 2 x1", "15-16 4 x2", "17-19 0 x1");
        });
        assertThat(write(1, 0, 17)).isEqualTo(Errors.NONE);
        assertThat(batches(read(group, topicId, 0))).containsExactly("17-19 0 x1");
        assertThat(summary(0)).satisfies(summary -> {
            assertThat(summary.errorCode()).isZero();
            assertThat(summary.stateEpoch()).isEqualTo(1);
            assertThat(summary.startOffset()).isEqualTo(17);
            assertThat(summary.deliveryCompleteCount()).isEqualTo(7);
        });
    }

    @Test
    void shouldKeepItOverARestart() {
        begin(0, 0);
        for (var i = 0; i < 8; i++) {
            assertThat(write(0, 0, i, batch(i, i, ACKNOWLEDGED, 1), batch(i + 1, i + 1, AVAILABLE, 2)))
                    .isEqualTo(Errors.NONE);
        }
        var before = batches(read(group, topicId, 0));
        BROKER.broker().kill();
        BROKER.broker().restart();
        client = new RawClient(BROKER.bootstrap());
        RawShares.awaitCoordinator(client, group, topicId);

        Awaitility.await()
                .until(() -> read(group, topicId, 0).errorCode() != Errors.COORDINATOR_LOAD_IN_PROGRESS.code()
                        && read(group, topicId, 0).errorCode() != Errors.NOT_COORDINATOR.code());
        assertThat(batches(read(group, topicId, 0))).isEqualTo(before).isNotEmpty();
    }

    @Test
    void shouldFenceOldLeadersAndOldStates() {
        begin(2, 0);
        assertThat(RawShares.initialize(client, group, topicId, 1, 5)).isEqualTo(Errors.FENCED_STATE_EPOCH);
        assertThat(write(1, 0, 0)).isEqualTo(Errors.FENCED_STATE_EPOCH);
        assertThat(read(group, topicId, 3).errorCode()).isZero();
        assertThat(Errors.forCode(read(group, topicId, 2).errorCode())).isEqualTo(Errors.FENCED_LEADER_EPOCH);
        assertThat(write(2, 2, 0)).isEqualTo(Errors.FENCED_LEADER_EPOCH);
        assertThat(write(2, 3, 0)).isEqualTo(Errors.NONE);
        assertThat(summary(0).leaderEpoch()).isEqualTo(3);
    }

    @Test
    void shouldForgetWhatIsDeleted() {
        begin(0, 3);
        assertThat(delete()).isEqualTo(Errors.NONE);
        assertThat(delete()).isEqualTo(Errors.NONE);
        assertThat(read(group, topicId, 0).errorCode()).isNotZero();
        assertThat(summary(0)).satisfies(summary -> {
            assertThat(summary.errorCode()).isZero();
            assertThat(summary.stateEpoch()).isZero();
            assertThat(summary.startOffset()).isEqualTo(-1);
            assertThat(summary.deliveryCompleteCount()).isEqualTo(-1);
        });
    }

    @Test
    void shouldRefuseWhatIsNotThere() {
        begin(0, 0);
        assertThat(Errors.forCode(read(group, Uuid.randomUuid(), 0).errorCode()))
                .isIn(Errors.UNKNOWN_TOPIC_OR_PARTITION, Errors.INVALID_REQUEST);
        assertThat(Errors.forCode(read(unique("stranger"), topicId, 0).errorCode()))
                .isIn(Errors.INVALID_REQUEST, Errors.NOT_COORDINATOR, Errors.COORDINATOR_LOAD_IN_PROGRESS);
        assertThat(findCoordinator(6, "no-key")).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(findCoordinator(6, ":" + topicId + ":0")).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(findCoordinator(6, group + ":" + topicId + ":x")).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(findCoordinator(5, group + ":" + topicId + ":0")).isEqualTo(Errors.INVALID_REQUEST);
    }

    private Errors findCoordinator(int version, String key) {
        var request = new FindCoordinatorRequestData().setKeyType((byte) 2).setCoordinatorKeys(List.of(key));
        var answer = client.ask(FindCoordinatorResponseData.class, ApiKeys.FIND_COORDINATOR, version, request);
        return Errors.forCode(answer.coordinators().get(0).errorCode());
    }
}
