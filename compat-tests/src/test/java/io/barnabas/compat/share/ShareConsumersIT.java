// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.share;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.TestBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Share consumers come and go, and so do topics and the broker: every record is somebody's, once. */
final class ShareConsumersIT {
    @RegisterExtension
    final TestBroker broker = TestBroker.own("auto.create.topics.enable=false");

    private final String group = unique("consumers");
    private final List<ShareConsumer<String, String>> consumers = new ArrayList<>();
    private final List<String> got = new ArrayList<>();
    private String topic;
    private int produced;

    @BeforeEach
    void begin() {
        topic = createTopic(broker.bootstrap(), "shared", 1);
        RawShares.setGroup(broker.bootstrap(), group, "share.auto.offset.reset=earliest");
    }

    @AfterEach
    void close() {
        consumers.forEach(ShareConsumer::close);
    }

    private ShareConsumer<String, String> join(String... topics) {
        var consumer = new KafkaShareConsumer<>(
                Clients.settings(broker.bootstrap(), "group.id=" + group),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.subscribe(Arrays.asList(topics));
        consumers.add(consumer);
        return consumer;
    }

    private void leave(ShareConsumer<String, String> consumer) {
        consumers.remove(consumer);
        consumer.close();
    }

    private void produce(String toTopic, int partition, int count) {
        try (var producer = Clients.producer(broker.bootstrap())) {
            for (var i = 0; i < count; i++) {
                get(producer.send(new ProducerRecord<>(toTopic, partition, null, "v" + produced++)));
            }
        }
    }

    /** All consumers poll in turn until everything produced has come, and nothing more comes. */
    private void consumeAll() {
        await().atMost(Clients.TIMEOUT).until(() -> {
            poll();
            return got.size() >= produced;
        });
        poll();
        assertThat(got)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, produced).mapToObj(i -> "v" + i).toList());
    }

    private void poll() {
        for (var consumer : consumers) {
            consumer.poll(Duration.ofMillis(100)).forEach(each -> got.add(each.value()));
            consumer.commitSync();
        }
    }

    @Test
    void shouldShareOnePartitionAmongThree() {
        produce(topic, 0, 5);
        join(topic);
        consumeAll();
        var second = join(topic);
        join(topic);
        produce(topic, 0, 20);
        consumeAll();

        leave(second);
        produce(topic, 0, 5);
        consumeAll();
        await().atMost(Clients.TIMEOUT)
                .untilAsserted(() -> assertThat(assigned()).containsExactly(1, 1));
    }

    /** How many partitions each member has. */
    private List<Integer> assigned() {
        try (var admin = Clients.admin(broker.bootstrap())) {
            return get(admin.describeShareGroups(List.of(group)).all()).get(group).members().stream()
                    .map(member -> member.assignment().topicPartitions().size())
                    .toList();
        }
    }

    @Test
    void shouldFindNewPartitionsAndTopics() {
        var late = unique("late");
        produce(topic, 0, 5);
        join(topic, late);
        consumeAll();

        try (var admin = Clients.admin(broker.bootstrap())) {
            get(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(2)))
                    .all());
            get(admin.createTopics(List.of(new NewTopic(late, 1, (short) 1))).all());
        }
        produce(topic, 1, 5);
        produce(late, 0, 5);
        consumeAll();
    }

    @Test
    void shouldGoOnAfterTheBrokerHasBeenKilled() {
        produce(topic, 0, 5);
        join(topic);
        consumeAll();

        broker.broker().kill();
        broker.broker().restart();
        join(topic);
        produce(topic, 0, 10);
        consumeAll();
    }

    @Test
    void shouldBeginAnewWhenTheTopicIsMadeAnew() {
        produce(topic, 0, 5);
        join(topic);
        consumeAll();

        try (var admin = Clients.admin(broker.bootstrap())) {
            get(admin.deleteTopics(List.of(topic)).all());
            get(admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all());
        }
        produce(topic, 0, 5);
        consumeAll();
    }
}
