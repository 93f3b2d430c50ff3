// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.wire.message.FetchRequest;
import io.barnabas.wire.message.FetchResponse;
import io.barnabas.wire.message.FetchResponse.PartitionData;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ByteBufferRecords;
import io.barnabas.wire.protocol.Errors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchSessionsTest {
    private static final short VERSION = 12;
    private static final int FULL = 0;
    private static final int FINAL = -1;

    private final FetchSessions sessions = new FetchSessions(100);

    @Test
    void shouldGiveNoSessionToARequestThatWantsNone() {
        FetchPlan plan = sessions.plan(request(0, FINAL, 0, 1), VERSION);

        FetchResponse response = plan.answer(results(plan, 0));

        assertThat(response.sessionId()).isZero();
        assertThat(partitionsIn(response)).containsExactly(0, 1);
    }

    @Test
    void shouldAnswerOnlyWhatChangedInALaterRequest() {
        int id = startSession(0, 1, 2);
        FetchPlan plan = sessions.plan(request(id, 1), VERSION);
        List<FetchPlan.Result> results = results(plan, 0);
        results.get(1).data().setHighWatermark(7);

        FetchResponse response = plan.answer(results);

        assertThat(response.sessionId()).isEqualTo(id);
        assertThat(partitionsIn(response)).containsExactly(1);
    }

    @Test
    void shouldNameAPartitionAgainAfterItsErrorIsGone() {
        int id = startSession(0, 1);
        FetchPlan failing = sessions.plan(request(id, 1), VERSION);
        List<FetchPlan.Result> failed = results(failing, 0);
        failed.get(0).data().setErrorCode(Errors.UNKNOWN_LEADER_EPOCH.code());
        failing.answer(failed);

        FetchPlan well = sessions.plan(request(id, 2), VERSION);
        FetchResponse response = well.answer(results(well, 0));

        assertThat(partitionsIn(response)).containsExactly(0);
    }

    @Test
    void shouldMovePartitionsThatGotBytesToTheEnd() {
        int id = startSession(0, 1, 2);
        FetchPlan plan = sessions.plan(request(id, 1), VERSION);
        List<FetchPlan.Result> results = results(plan, 0);
        results.get(0).data().setRecords(bytes(10));

        plan.answer(results);

        assertThat(sessions.plan(request(id, 2), VERSION).targets())
                .extracting(target -> target.key().partition())
                .containsExactly(1, 2, 0);
    }

    @Test
    void shouldRefuseASessionThatIsNotThere() {
        assertThatThrownBy(() -> sessions.plan(request(5, 1), VERSION))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(Errors.FETCH_SESSION_ID_NOT_FOUND));
    }

    @Test
    void shouldRefuseAnEpochThatIsNotTheNext() {
        int id = startSession(0);

        assertThatThrownBy(() -> sessions.plan(request(id, 2), VERSION))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(Errors.INVALID_FETCH_SESSION_EPOCH));
        assertThat(sessions.plan(request(id, 1), VERSION).targets()).hasSize(1);
    }

    @Test
    void shouldRefuseASecondRequestWhileTheFirstIsBeingAnswered() {
        int id = startSession(0);
        sessions.plan(request(id, 1), VERSION);

        assertThatThrownBy(() -> sessions.plan(request(id, 2), VERSION))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(Errors.INVALID_FETCH_SESSION_EPOCH));
    }

    @Test
    void shouldRefuseASessionThatBeganWithNamesWhenTopicsComeById() {
        int id = startSession(0);

        assertThatThrownBy(() -> sessions.plan(request(id, 1), (short) 13))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(Errors.FETCH_SESSION_TOPIC_ID_ERROR));
    }

    @Test
    void shouldEndASessionThatIsLeft() {
        int id = startSession(0);

        sessions.plan(request(id, FINAL, 0), VERSION);

        assertThatThrownBy(() -> sessions.plan(request(id, 1), VERSION)).isInstanceOf(ApiException.class);
    }

    @Test
    void shouldKeepNoSessionsWhenThereAreNoSlots() {
        FetchSessions none = new FetchSessions(0);
        FetchPlan plan = none.plan(request(0, FULL, 0), VERSION);

        assertThat(plan.answer(results(plan, 0)).sessionId()).isZero();
    }

    /** A client that applies each incremental answer always knows what a client with full answers would know. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldKeepAClientAsWellInformedAsFullAnswersWould(long seed) {
        Random random = new Random(seed);
        Map<Integer, Long> truth = new HashMap<>();
        Map<Integer, Long> known = new HashMap<>();
        int partitions = 1 + random.nextInt(20);
        int[] all = new int[partitions];
        for (int i = 0; i < partitions; i++) {
            all[i] = i;
            truth.put(i, 0L);
        }
        int id = 0;
        int epoch = FULL;

        for (int round = 0; round < 200; round++) {
            for (int partition : all) {
                if (random.nextInt(10) == 0) {
                    truth.merge(partition, 1L, Long::sum);
                }
            }
            FetchPlan plan = sessions.plan(epoch == FULL ? request(id, FULL, all) : request(id, epoch), VERSION);
            List<FetchPlan.Result> results = new ArrayList<>();
            for (FetchTarget target : plan.targets()) {
                int partition = target.key().partition();
                results.add(new FetchPlan.Result(target, data(partition, truth.getOrDefault(partition, 0L))));
            }
            FetchResponse response = plan.answer(results);
            response.responses()
                    .forEach(topic ->
                            topic.partitions().forEach(data -> known.put(data.partitionIndex(), data.highWatermark())));
            id = response.sessionId();
            epoch = random.nextInt(50) == 0 ? FULL : epoch + 1;

            assertThat(known).as("seed %d, round %d", seed, round).isEqualTo(truth);
        }
    }

    private int startSession(int... partitions) {
        FetchPlan plan = sessions.plan(request(0, FULL, partitions), VERSION);
        return plan.answer(results(plan, 0)).sessionId();
    }

    private static FetchRequest request(int sessionId, int epoch, int... partitions) {
        FetchRequest request = new FetchRequest().setSessionId(sessionId).setSessionEpoch(epoch);
        if (partitions.length > 0) {
            FetchRequest.FetchTopic topic = new FetchRequest.FetchTopic().setTopic("orders");
            for (int partition : partitions) {
                topic.partitions().add(new FetchRequest.FetchPartition().setPartition(partition));
            }
            request.topics().add(topic);
        }
        return request;
    }

    private static List<FetchPlan.Result> results(FetchPlan plan, long highWatermark) {
        List<FetchPlan.Result> results = new ArrayList<>();
        for (FetchTarget target : plan.targets()) {
            results.add(new FetchPlan.Result(target, data(target.key().partition(), highWatermark)));
        }
        return results;
    }

    private static PartitionData data(int partition, long highWatermark) {
        return new PartitionData()
                .setPartitionIndex(partition)
                .setHighWatermark(highWatermark)
                .setLogStartOffset(0)
                .setRecords(bytes(0));
    }

    private static ByteBufferRecords bytes(int size) {
        return new ByteBufferRecords(ByteBuffer.allocate(size));
    }

    private static List<Integer> partitionsIn(FetchResponse response) {
        return response.responses().stream()
                .flatMap(topic -> topic.partitions().stream())
                .map(PartitionData::partitionIndex)
                .toList();
    }
}
