// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.share;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.fill;
import static io.barnabas.compat.harness.Clients.unique;
import static io.barnabas.compat.share.RawShareMember.ACCEPT;
import static io.barnabas.compat.share.RawShareMember.REJECT;
import static io.barnabas.compat.share.RawShareMember.RELEASE;
import static io.barnabas.compat.share.RawShareMember.RENEW;
import static io.barnabas.compat.share.RawShareMember.acquired;
import static io.barnabas.compat.share.RawShareMember.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.TestBroker;
import io.barnabas.compat.share.RawShareMember.Ack;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ShareFetchRequestData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** ShareFetch and ShareAcknowledge themselves: who gets which records, how often, and what is refused. */
final class RawShareFetchIT {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.own(
            "group.share.min.record.lock.duration.ms=1000",
            "group.share.record.lock.duration.ms=15000",
            "group.share.max.size=20",
            "group.share.max.share.sessions=20");

    private final String group = unique("shares");
    private final String topic = createTopic(BROKER.bootstrap(), "work", 1);
    private final Uuid topicId = RawShares.topicId(BROKER.bootstrap(), topic);
    private final List<RawShareMember> members = new ArrayList<>();

    RawShareFetchIT() {
        RawShares.begin(BROKER.bootstrap(), group, topicId, 0);
    }

    @AfterEach
    void close() {
        members.forEach(RawShareMember::close);
    }

    private RawShareMember member(String name) {
        var member = new RawShareMember(BROKER.bootstrap(), group, name, topicId);
        members.add(member);
        return member;
    }

    /** So many records, each in a batch of its own. */
    private void produce(int count) {
        for (var i = 0; i < count; i++) {
            fill(BROKER.bootstrap(), topic, 0, 1);
        }
    }

    @Test
    void shouldGiveEachRecordToOneMember() {
        produce(5);
        assertThat(acquired(member("a").fetch(3))).containsExactly("0-2 x1");
        assertThat(acquired(member("b").fetch(3))).containsExactly("3-4 x1");
    }

    @Test
    void shouldDeliverAgainWhatIsReleasedAndNothingThatIsDone() {
        produce(4);
        var a = member("a");
        a.fetch(4);
        assertThat(a.acknowledge(new Ack(0, 0, ACCEPT), new Ack(1, 3, REJECT, RELEASE, RELEASE)))
                .isEqualTo(Errors.NONE);
        assertThat(acquired(member("b").fetch(10))).containsExactly("2-3 x2");
    }

    @Test
    void shouldTakeAcknowledgementsWithTheNextFetch() {
        produce(3);
        var a = member("a");
        a.fetch(2);
        var next = a.fetch(10, new Ack(0, 1, ACCEPT, RELEASE));
        assertThat(Errors.forCode(next.acknowledgeErrorCode())).isEqualTo(Errors.NONE);
        // Whether what was just released comes with the same answer is a matter of time.
        assertThat(acquired(next)).isNotEmpty();
    }

    @Test
    void shouldGiveUpARecordAfterTheLastDelivery() {
        RawShares.setGroup(BROKER.bootstrap(), group, "share.delivery.count.limit=2");
        produce(2);
        var a = member("a");
        assertThat(acquired(a.fetch(1))).containsExactly("0-0 x1");
        a.acknowledge(new Ack(0, 0, RELEASE));
        assertThat(acquired(a.fetch(1))).containsExactly("0-0 x2");
        a.acknowledge(new Ack(0, 0, RELEASE));
        assertThat(acquired(a.fetch(1))).containsExactly("1-1 x1");
    }

    @Test
    void shouldTakeBackWhatIsHeldForTooLong() {
        RawShares.setGroup(BROKER.bootstrap(), group, "share.record.lock.duration.ms=1000");
        produce(1);
        var a = member("a");
        assertThat(acquired(a.fetch(1))).containsExactly("0-0 x1");
        assertThat(acquired(member("b").fetch(1))).containsExactly("0-0 x2");
        assertThat(a.acknowledge(new Ack(0, 0, ACCEPT))).isEqualTo(Errors.INVALID_RECORD_STATE);
    }

    @Test
    void shouldRenewALock() {
        RawShares.setGroup(BROKER.bootstrap(), group, "share.record.lock.duration.ms=3000");
        produce(1);
        var a = member("a");
        a.fetch(1);
        var renewal = a.send(a.acknowledging(new Ack(0, 0, RENEW)).setIsRenewAck(true));
        a.epoch++;
        assertThat(renewal.acquisitionLockTimeoutMs()).isEqualTo(3000);
        assertThat(a.acknowledge(new Ack(0, 0, ACCEPT))).isEqualTo(Errors.NONE);
        assertThat(a.acknowledge(new Ack(0, 0, RENEW))).isEqualTo(Errors.INVALID_REQUEST);
    }

    @Test
    void shouldGiveBackWhatAMemberHoldsWhenItsSessionEnds() {
        produce(2);
        var a = member("a");
        a.fetch(2);
        a.leave();
        assertThat(acquired(member("b").fetch(2))).containsExactly("0-1 x2");
    }

    @Test
    void shouldGiveBackWhatAMemberHoldsWhenItsConnectionEnds() {
        produce(2);
        var a = member("a");
        a.fetch(2);
        a.close();
        assertThat(acquired(member("b").fetch(2))).containsExactly("0-1 x2");
    }

    @Test
    void shouldWaitForRecords() {
        var a = member("a");
        assertThat(a.fetchNow(1).responses())
                .allSatisfy(response -> assertThat(response.partitions())
                        .allSatisfy(data -> assertThat(data.acquiredRecords()).isEmpty()));
        var waiting = CompletableFuture.supplyAsync(() -> a.fetch(1));
        produce(1);
        assertThat(acquired(waiting.join())).containsExactly("0-0 x1");
    }

    /** Kafka may answer without them until it has their state. */
    @Test
    void shouldNameAllPartitionsWhenASessionBegins() {
        var a = member("a");
        await().untilAsserted(() -> {
            a.epoch = 0;
            assertThat(RawShareMember.only(a.send(a.request(1).setMaxWaitMs(500)))
                            .partitionIndex())
                    .isZero();
        });
        a.epoch = 1;
        assertThat(a.fetchNow(1).responses()).isEmpty();
    }

    @Test
    void shouldWaitForAsManyBytesAsAreWanted() {
        produce(1);
        var a = member("a");
        var waiting =
                CompletableFuture.supplyAsync(() -> only(a.send(a.request(10).setMinBytes(100))));
        produce(1);
        assertThat(acquired(waiting.join())).containsExactly("0-1 x1");
    }

    @Test
    void shouldGiveWholeBatchesUnlessTheNumberIsStrict() {
        try (var producer = Clients.producer(BROKER.bootstrap(), "linger.ms=500", "batch.size=100000")) {
            Clients.send(producer, IntStream.range(0, 10).mapToObj(i -> new ProducerRecord<>(topic, "v" + i)));
        }
        var a = member("a");
        assertThat(acquired(a.fetch(3))).containsExactly("0-2 x1");
        var whole = a.request(3).setShareAcquireMode((byte) 0).setBatchSize(100);
        assertThat(acquired(only(a.send(whole)))).containsExactly("3-9 x1");
    }

    @Test
    void shouldRefuseWhoDoesNotHoldARecord() {
        produce(2);
        var a = member("a");
        var b = member("b");
        a.fetch(1);
        b.fetch(1);
        assertThat(b.acknowledge(new Ack(0, 0, ACCEPT))).isEqualTo(Errors.INVALID_RECORD_STATE);
        assertThat(a.acknowledge(new Ack(5, 5, ACCEPT))).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(a.acknowledge(new Ack(0, 0, ACCEPT))).isEqualTo(Errors.NONE);
        assertThat(a.acknowledge(new Ack(0, 0, ACCEPT))).isIn(Errors.NONE, Errors.INVALID_RECORD_STATE);
    }

    @Test
    void shouldRefuseAcknowledgementsThatMakeNoSense() {
        produce(4);
        var a = member("a");
        a.fetch(4);
        assertThat(a.acknowledge(new Ack(1, 0, ACCEPT))).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(a.acknowledge(new Ack(2, 3, ACCEPT), new Ack(0, 1, ACCEPT))).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(a.acknowledge(new Ack(0, 2, ACCEPT), new Ack(1, 3, ACCEPT))).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(a.acknowledge(new Ack(0, 2, ACCEPT), new Ack(2, 3, ACCEPT))).isEqualTo(Errors.INVALID_RECORD_STATE);
        assertThat(a.acknowledge(new Ack(0, 3))).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(a.acknowledge(new Ack(0, 3, ACCEPT, ACCEPT))).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(a.acknowledge(new Ack(0, 3, (byte) 9))).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(a.acknowledge(new Ack(0, 3, ACCEPT))).isEqualTo(Errors.NONE);
    }

    @Test
    void shouldKeepToTheEpochsOfSessions() {
        produce(1);
        var a = member("a");
        a.epoch = 1;
        assertThat(Errors.forCode(a.send(a.request(1)).errorCode())).isEqualTo(Errors.SHARE_SESSION_NOT_FOUND);
        a.epoch = -1;
        assertThat(Errors.forCode(a.send(a.request(1)).errorCode())).isEqualTo(Errors.SHARE_SESSION_NOT_FOUND);
        a.epoch = 0;
        assertThat(a.acknowledge(new Ack(0, 0, ACCEPT))).isEqualTo(Errors.INVALID_SHARE_SESSION_EPOCH);
        a.epoch = 0;
        assertThat(Errors.forCode(a.send(a.request(1, new Ack(0, 0, ACCEPT))).errorCode()))
                .isEqualTo(Errors.INVALID_REQUEST);
        a.fetch(1);
        a.epoch = 2;
        assertThat(Errors.forCode(a.send(a.request(1)).errorCode())).isEqualTo(Errors.INVALID_SHARE_SESSION_EPOCH);
        assertThat(Errors.forCode(a.send(a.acknowledging(new Ack(0, 0, ACCEPT))).errorCode()))
                .isEqualTo(Errors.INVALID_SHARE_SESSION_EPOCH);
    }

    @Test
    void shouldRefuseRequestsThatMakeNoSense() {
        var a = member("a");
        assertRefused(a, a.request(1).setGroupId(null), Errors.INVALID_REQUEST);
        assertRefused(a, a.request(1).setMemberId(""), Errors.INVALID_REQUEST);
        assertRefused(a, a.request(1).setMemberId("m".repeat(37)), Errors.INVALID_REQUEST);
        assertRefused(a, a.request(1).setIsRenewAck(true), Errors.INVALID_REQUEST);
    }

    private static void assertRefused(RawShareMember member, ShareFetchRequestData request, Errors error) {
        assertThat(Errors.forCode(member.send(request).errorCode())).isEqualTo(error);
    }

    @Test
    void shouldNamePartitionsThatAreNotThere() {
        var stranger = new RawShareMember(BROKER.bootstrap(), group, "b", Uuid.randomUuid());
        members.add(stranger);
        var b = member("b");
        stranger.epoch = 1;
        b.fetchNow(1);
        assertThat(stranger.acknowledge(new Ack(0, 0, ACCEPT))).isEqualTo(Errors.UNKNOWN_TOPIC_ID);
        var a = member("a");
        var request = a.request(1);
        request.topics().iterator().next().partitions().iterator().next().setPartitionIndex(7);
        assertThat(Errors.forCode(only(a.send(request)).errorCode())).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
    }

    @Test
    void shouldBoundTheNumberOfSessions() {
        var refused = Errors.NONE;
        for (var i = 0; i < 21; i++) {
            var member = member("m" + i);
            var response = member.send(member.request(1).setMaxWaitMs(0));
            refused = Errors.forCode(response.errorCode());
        }
        assertThat(refused).isEqualTo(Errors.SHARE_SESSION_LIMIT_REACHED);
    }

    @Test
    void shouldShowCommittedRecordsOnlyWhereThatIsWanted() {
        RawShares.setGroup(BROKER.bootstrap(), group, "share.isolation.level=read_committed");
        try (var producer = Clients.producer(BROKER.bootstrap(), "transactional.id=" + group)) {
            producer.initTransactions();
            producer.beginTransaction();
            Clients.send(producer, new ProducerRecord<>(topic, "aborted"));
            producer.abortTransaction();
            producer.beginTransaction();
            Clients.send(producer, new ProducerRecord<>(topic, "committed"));
            producer.commitTransaction();
        }
        produce(1);
        var data = member("a").fetch(10);
        // Kafka gives the markers too, and its client says that they are gaps.
        assertThat(data.acquiredRecords()).noneMatch(records -> records.firstOffset() == 0);
        assertThat(data.acquiredRecords()).anyMatch(records -> records.firstOffset() <= 2 && records.lastOffset() >= 2);
    }
}
