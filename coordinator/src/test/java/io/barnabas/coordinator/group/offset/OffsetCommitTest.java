// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.offset;

import static io.barnabas.coordinator.group.TestMember.SESSION_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.RequestOrigin;
import io.barnabas.coordinator.group.ShardDriver;
import io.barnabas.coordinator.group.TestMember;
import io.barnabas.coordinator.record.OffsetCommitKey;
import io.barnabas.coordinator.record.OffsetCommitValue;
import io.barnabas.wire.message.OffsetCommitRequest;
import io.barnabas.wire.message.OffsetCommitResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class OffsetCommitTest {

    private static final RequestOrigin V8 = new RequestOrigin((short) 8, "c", "/127.0.0.1");

    private final ShardDriver driver = new ShardDriver();

    @Test
    void shouldAcceptACommitWithoutAGroup() {
        TestMember nobody = TestMember.dynamic(driver, "a");

        assertThat(error(nobody.commit("orders", 2, 42))).isEqualTo(Errors.NONE);

        assertThat(driver.written()).singleElement().satisfies(record -> {
            assertThat(record.valueVersion()).isEqualTo((short) 4);
            assertThat(record.key())
                    .isEqualTo(new OffsetCommitKey()
                            .setGroup(TestMember.GROUP)
                            .setTopic("orders")
                            .setPartition(2));
            assertThat(record.value())
                    .isEqualTo(new OffsetCommitValue().setOffset(42).setCommitTimestamp(ShardDriver.START_MS));
        });
    }

    @Test
    void shouldKeepWhatTheClientSaysAndTheTopicsId() {
        UUID topicId = new UUID(7, 8);
        TestMember nobody = TestMember.dynamic(driver, "a");
        OffsetCommitRequest request = nobody.commitRequest("orders", 0, 42);
        request.topics().get(0).setTopicId(topicId);
        request.topics().get(0).partitions().get(0).setCommittedLeaderEpoch(3).setCommittedMetadata("half way");

        driver.ask(c -> c.commitOffsets(V8, request));

        CommittedOffset committed = driver.shard().offsets().find(TestMember.GROUP, "orders", 0);
        assertThat(committed).isEqualTo(new CommittedOffset(42, 3, "half way", ShardDriver.START_MS, -1, topicId, 0));
    }

    @Test
    void shouldWriteTheExpiryThatAnOldClientAsksFor() {
        OffsetCommitRequest request = TestMember.dynamic(driver, "a").commitRequest("orders", 0, 42);
        request.setRetentionTimeMs(1_000);

        driver.ask(c -> c.commitOffsets(V8, request));

        assertThat(driver.written()).singleElement().satisfies(record -> {
            assertThat(record.valueVersion()).isEqualTo((short) 1);
            assertThat(record.value())
                    .isInstanceOfSatisfying(
                            OffsetCommitValue.class,
                            value -> assertThat(value.expireTimestamp()).isEqualTo(ShardDriver.START_MS + 1_000));
        });
    }

    @Test
    void shouldRefuseMetadataThatIsTooLong() {
        OffsetCommitRequest request = TestMember.dynamic(driver, "a").commitRequest("orders", 0, 42);
        request.topics().get(0).partitions().get(0).setCommittedMetadata("x".repeat(4_097));

        assertThat(error(driver.run(c -> c.commitOffsets(V8, request)))).isEqualTo(Errors.OFFSET_METADATA_TOO_LARGE);
        assertThat(driver.written()).isEmpty();
    }

    @Test
    void shouldAcceptAMemberOfThePresentGenerationOnly() {
        TestMember member = TestMember.dynamic(driver, "a").joinAlone();
        assertThat(error(member.commit("orders", 0, 1))).isEqualTo(Errors.NONE);

        TestMember stranger = TestMember.dynamic(driver, "b").memberId("b-9").generation(1);
        assertThat(error(stranger.commit("orders", 0, 2))).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        TestMember nobody = TestMember.dynamic(driver, "b");
        assertThat(error(nobody.commit("orders", 0, 3))).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(error(member.generation(0).commit("orders", 0, 4))).isEqualTo(Errors.ILLEGAL_GENERATION);
        assertThat(driver.shard().offsets().find(TestMember.GROUP, "orders", 0))
                .extracting(CommittedOffset::offset)
                .isEqualTo(1L);
    }

    @Test
    void shouldRefuseACommitWhileTheAssignmentIsBeingMade() {
        TestMember member = TestMember.dynamic(driver, "a");
        member.join().join();

        assertThat(error(member.commit("orders", 0, 1))).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
    }

    @Test
    void shouldAcceptACommitWhileMembersRejoin() {
        TestMember member = TestMember.dynamic(driver, "a").joinAlone();
        CompletableFuture<?> waiting = TestMember.dynamic(driver, "b").join();
        assertThat(waiting).isNotDone();

        assertThat(error(member.commit("orders", 0, 1))).isEqualTo(Errors.NONE);
    }

    @Test
    void shouldTellAMemberOfAVanishedGroupByTheVersionsError() {
        TestMember member = TestMember.dynamic(driver, "a").memberId("a-1").generation(3);

        assertThat(error(driver.run(c -> c.commitOffsets(V8, member.commitRequest("orders", 0, 1)))))
                .isEqualTo(Errors.ILLEGAL_GENERATION);
        assertThat(error(member.commit("orders", 0, 1))).isEqualTo(Errors.GROUP_ID_NOT_FOUND);
    }

    @Test
    void shouldTakeACommitForASignOfLife() {
        TestMember member = TestMember.dynamic(driver, "a").joinAlone();
        driver.advance(SESSION_MS - 1);
        assertThat(error(member.commit("orders", 0, 1))).isEqualTo(Errors.NONE);

        driver.advance(SESSION_MS - 1);

        assertThat(member.heartbeat()).isEqualTo(Errors.NONE);
    }

    @Test
    void shouldCommitNothingWhenTheLogRefuses() {
        TestMember nobody = TestMember.dynamic(driver, "a");
        driver.log().failWith(Errors.NOT_COORDINATOR);

        assertThat(error(nobody.commit("orders", 0, 1))).isEqualTo(Errors.NOT_COORDINATOR);
        assertThat(driver.shard().offsets().groupIds()).isEmpty();
    }

    @Test
    void shouldAnswerOnlyWhenTheCommitIsDurable() {
        var fsync = new CompletableFuture<Void>();
        driver.log().holdCommits(fsync);

        CompletableFuture<OffsetCommitResponse> answer =
                TestMember.dynamic(driver, "a").commit("orders", 0, 1);
        assertThat(answer).isNotDone();
        fsync.complete(null);

        assertThat(error(answer)).isEqualTo(Errors.NONE);
    }

    private static Errors error(CompletableFuture<OffsetCommitResponse> answer) {
        try {
            return Errors.forCode(
                    answer.join().topics().get(0).partitions().get(0).errorCode());
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(ApiException.class);
            return e.getCause() instanceof ApiException api ? api.error() : Errors.UNKNOWN_SERVER_ERROR;
        }
    }
}
