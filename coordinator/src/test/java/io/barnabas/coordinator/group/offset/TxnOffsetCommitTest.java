// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.offset;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.ShardDriver;
import io.barnabas.coordinator.group.TestMember;
import io.barnabas.coordinator.runtime.TransactionMarker;
import io.barnabas.wire.message.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.barnabas.wire.message.OffsetFetchRequest.OffsetFetchRequestTopics;
import io.barnabas.wire.message.OffsetFetchResponse.OffsetFetchResponsePartitions;
import io.barnabas.wire.message.TxnOffsetCommitRequest;
import io.barnabas.wire.message.TxnOffsetCommitRequest.TxnOffsetCommitRequestPartition;
import io.barnabas.wire.message.TxnOffsetCommitRequest.TxnOffsetCommitRequestTopic;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class TxnOffsetCommitTest {
    private static final long PRODUCER = 7;

    private final ShardDriver driver = new ShardDriver();

    @Test
    void shouldCountOnceTheTransactionIsCommitted() {
        assertThat(commit(request(PRODUCER, 5))).isEqualTo(Errors.NONE);

        assertThat(fetch(false).committedOffset()).isEqualTo(-1);
        assertThat(Errors.forCode(fetch(true).errorCode())).isEqualTo(Errors.UNSTABLE_OFFSET_COMMIT);
        end(PRODUCER, true);
        assertThat(fetch(true).committedOffset()).isEqualTo(5);
    }

    @Test
    void shouldBeGoneWhenTheTransactionIsAborted() {
        commit(request(PRODUCER, 5));

        end(PRODUCER, false);

        assertThat(fetch(true).committedOffset()).isEqualTo(-1);
    }

    @Test
    void shouldBePendingStillAfterARestart() {
        commit(request(PRODUCER, 5));

        driver.restart();

        assertThat(Errors.forCode(fetch(true).errorCode())).isEqualTo(Errors.UNSTABLE_OFFSET_COMMIT);
        end(PRODUCER, true);
        assertThat(fetch(true).committedOffset()).isEqualTo(5);
    }

    @Test
    void shouldKeepTransactionsOfSeveralProducersApart() {
        commit(request(PRODUCER, 5));
        commit(request(8, 6));

        end(PRODUCER, false);
        end(8, true);

        assertThat(fetch(true).committedOffset()).isEqualTo(6);
    }

    @Test
    void shouldAcceptAMemberOfThisGenerationOnly() {
        TestMember member = TestMember.dynamic(driver, "c").joinAlone();

        assertThat(commit(request(PRODUCER, 5)
                        .setGenerationId(member.generation())
                        .setMemberId(member.memberId())))
                .isEqualTo(Errors.NONE);
        assertThat(commit(request(PRODUCER, 5)
                        .setGenerationId(member.generation() + 1)
                        .setMemberId(member.memberId())))
                .isEqualTo(Errors.ILLEGAL_GENERATION);
        assertThat(commit(request(PRODUCER, 5)
                        .setGenerationId(member.generation())
                        .setMemberId("stranger")))
                .isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(commit(request(PRODUCER, 5))).isEqualTo(Errors.NONE);
    }

    @Test
    void shouldRefuseAGenerationOfAGroupThatIsNotKnown() {
        assertThat(commit(request(PRODUCER, 5).setGenerationId(3).setMemberId("m")))
                .isEqualTo(Errors.ILLEGAL_GENERATION);
    }

    @Test
    void shouldRefuseTooMuchMetadataOfOnePartition() {
        TxnOffsetCommitRequest request = request(PRODUCER, 5);
        request.topics().get(0).partitions().get(0).setCommittedMetadata("m".repeat(4_097));

        assertThat(commit(request)).isEqualTo(Errors.OFFSET_METADATA_TOO_LARGE);
        assertThat(driver.written()).isEmpty();
    }

    private static TxnOffsetCommitRequest request(long producerId, long offset) {
        return new TxnOffsetCommitRequest()
                .setGroupId("g")
                .setTransactionalId("t")
                .setProducerId(producerId)
                .setProducerEpoch((short) 0)
                .setTopics(List.of(new TxnOffsetCommitRequestTopic()
                        .setName("a")
                        .setPartitions(List.of(new TxnOffsetCommitRequestPartition()
                                .setPartitionIndex(0)
                                .setCommittedOffset(offset)
                                .setCommittedMetadata("")))));
    }

    private Errors commit(TxnOffsetCommitRequest request) {
        try {
            var response = driver.ask(c -> c.commitOffsetsInTransaction(request));
            return Errors.forCode(response.topics().get(0).partitions().get(0).errorCode());
        } catch (CompletionException e) {
            return e.getCause() instanceof ApiException refused ? refused.error() : Errors.UNKNOWN_SERVER_ERROR;
        }
    }

    private void end(long producerId, boolean commit) {
        driver.ask(c -> c.endTransaction(0, new TransactionMarker(producerId, (short) 1, commit, 0, (short) 2))
                .thenApply(done -> true));
    }

    private OffsetFetchResponsePartitions fetch(boolean requireStable) {
        var request = new OffsetFetchRequestGroup()
                .setGroupId("g")
                .setTopics(List.of(new OffsetFetchRequestTopics().setName("a").setPartitionIndexes(List.of(0))));
        return driver.ask(c -> c.fetchOffsets(request, requireStable))
                .topics()
                .get(0)
                .partitions()
                .get(0);
    }
}
