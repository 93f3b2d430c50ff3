// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.share;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.unique;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.TestBroker;
import io.barnabas.compat.share.RawShareMember.Ack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ShareFetchResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Members of a share group that take records, say random things of them, close their sessions, lose their connections, and the broker
 * is killed under them. A model that knows each record says: nobody gets what another holds or what is done, deliveries are counted,
 * what a member says of its records is taken, and in the end every record is done.
 */
final class RandomSharesIT {
    private static final long SEED = Long.getLong("shares.seed", 20_261_128);
    private static final int MEMBERS = 4;
    private static final int STEPS = 400;
    /** More than a record gets here, so that none is given up. */
    private static final int DELIVERIES = 25;

    @RegisterExtension
    final TestBroker broker = TestBroker.own(
            "log.retention.ms=-1",
            "group.share.max.delivery.count.limit=25",
            "group.share.record.lock.duration.ms=60000");

    private final Random random = new Random(SEED);
    private final String group = unique("random");
    private final Map<Long, Integer> deliveries = new HashMap<>();
    private final Map<Long, String> holders = new TreeMap<>();
    private final Set<Long> done = new HashSet<>();
    /** Held when the connection or the broker went: it comes back, once the broker has noticed. */
    private final Set<Long> adrift = new HashSet<>();

    private final Map<String, RawShareMember> members = new HashMap<>();
    private String topic = "";
    private Uuid topicId = Uuid.ZERO_UUID;
    private long produced;
    private boolean killed;

    @Test
    void shouldGiveEachRecordToOneMemberUntilItIsDone() {
        System.out.println("random share group with -Dshares.seed=" + SEED);
        topic = createTopic(broker.bootstrap(), "random", 1);
        topicId = RawShares.topicId(broker.bootstrap(), topic);
        RawShares.setGroup(broker.bootstrap(), group, "share.delivery.count.limit=" + DELIVERIES);
        RawShares.begin(broker.bootstrap(), group, topicId, 0);
        produce(20);
        for (var step = 0; step < STEPS; step++) {
            act("m" + random.nextInt(MEMBERS));
        }
        finish();
    }

    private void act(String name) {
        var what = random.nextInt(100);
        if (what < 15) {
            produce(1 + random.nextInt(5));
        } else if (what < 60) {
            fetch(name, 1 + random.nextInt(8));
        } else if (what < 85) {
            acknowledge(name);
        } else if (what < 92) {
            leave(name);
        } else if (what < 98) {
            disconnect(name);
        } else {
            kill();
        }
    }

    private void produce(int count) {
        try (var producer = Clients.producer(broker.bootstrap(), "linger.ms=5")) {
            Clients.send(
                    producer, IntStream.range(0, count).mapToObj(i -> new ProducerRecord<>(topic, 0, null, "v" + i)));
        }
        produced += count;
    }

    private RawShareMember member(String name) {
        return members.computeIfAbsent(name, unused -> new RawShareMember(broker.bootstrap(), group, name, topicId));
    }

    private List<Long> heldBy(String name) {
        return holders.entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void fetch(String name, int maxRecords) {
        var member = member(name);
        var acks = member.epoch == 0 ? List.<Ack>of() : someAcks(name);
        var response = member.fetchNow(maxRecords, acks.toArray(Ack[]::new));
        assertThat(Errors.forCode(response.errorCode())).as(where()).isEqualTo(Errors.NONE);
        if (!acks.isEmpty()) {
            var partition = RawShareMember.only(response);
            assertThat(Errors.forCode(partition.acknowledgeErrorCode()))
                    .as(where())
                    .isEqualTo(Errors.NONE);
            acks.forEach(this::said);
        }
        take(name, response);
    }

    private void take(String name, ShareFetchResponseData response) {
        for (var answered : response.responses()) {
            for (var data : answered.partitions()) {
                assertThat(Errors.forCode(data.errorCode())).as(where()).isEqualTo(Errors.NONE);
                for (var records : data.acquiredRecords()) {
                    for (var offset = records.firstOffset(); offset <= records.lastOffset(); offset++) {
                        take(name, offset, records.deliveryCount());
                    }
                }
            }
        }
    }

    private void take(String name, long offset, int count) {
        assertThat(done).as("%s, %s is done", where(), offset).doesNotContain(offset);
        var holder = holders.get(offset);
        if (holder != null) {
            assertThat(adrift)
                    .as("%s, %s is held by %s", where(), offset, holder)
                    .contains(offset);
        }
        var before = deliveries.getOrDefault(offset, 0);
        if (killed) {
            // The last count may not have been written down.
            assertThat(count).as(where()).isBetween(1, before + 1);
        } else {
            assertThat(count).as("%s, deliveries of %s", where(), offset).isEqualTo(before + 1);
        }
        deliveries.put(offset, count);
        holders.put(offset, name);
        adrift.remove(offset);
    }

    /** What a member says of some of what it holds, in runs. */
    private List<Ack> someAcks(String name) {
        var acks = new ArrayList<Ack>();
        for (var offset : heldBy(name)) {
            if (!adrift.contains(offset) && random.nextInt(3) > 0) {
                acks.add(new Ack(offset, offset, (byte) (1 + random.nextInt(3))));
            }
        }
        return acks;
    }

    private void said(Ack ack) {
        holders.remove(ack.first());
        if (ack.types().get(0) != RawShareMember.RELEASE) {
            done.add(ack.first());
        }
    }

    private void acknowledge(String name) {
        var member = member(name);
        var acks = someAcks(name);
        if (member.epoch > 0 && !acks.isEmpty()) {
            assertThat(member.acknowledge(acks.toArray(Ack[]::new))).as(where()).isEqualTo(Errors.NONE);
            acks.forEach(this::said);
        }
    }

    private void leave(String name) {
        var member = member(name);
        if (member.epoch > 0) {
            member.leave();
            heldBy(name).forEach(holders::remove);
        }
    }

    private void disconnect(String name) {
        var member = members.remove(name);
        if (member != null) {
            member.close();
            adrift.addAll(heldBy(name));
        }
    }

    private void kill() {
        killed = true;
        broker.broker().kill();
        members.values().forEach(RawShareMember::close);
        members.clear();
        adrift.addAll(holders.keySet());
        broker.broker().restart();
        try (var admin = Clients.admin(broker.bootstrap())) {
            Clients.get(admin.describeCluster().nodes());
        }
    }

    /** One member does what is left. */
    private void finish() {
        for (var name : List.copyOf(members.keySet())) {
            disconnect(name);
        }
        var last = member("last");
        var deadline = Instant.now().plus(Clients.TIMEOUT);
        var acks = new Ack[0];
        while (done.size() < produced) {
            assertThat(Instant.now())
                    .as("%s, done are %s", where(), done.size())
                    .isBefore(deadline);
            var response = last.send(last.request(100, acks).setMaxWaitMs(500));
            last.epoch++;
            for (var ack : acks) {
                said(ack);
            }
            take("last", response);
            acks = heldBy("last").stream()
                    .map(offset -> new Ack(offset, offset, RawShareMember.ACCEPT))
                    .toArray(Ack[]::new);
        }
        assertThat(last.fetchNow(100).responses())
                .allSatisfy(answer -> assertThat(answer.partitions())
                        .allSatisfy(data -> assertThat(data.acquiredRecords()).isEmpty()));
        last.close();
    }

    private String where() {
        return "seed " + SEED;
    }
}
