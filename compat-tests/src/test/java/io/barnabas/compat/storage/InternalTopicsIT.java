// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.storage;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.readAll;
import static io.barnabas.compat.harness.Clients.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.TestBroker;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What coordinators write is compacted like any other topic, and they go on from what is left. */
final class InternalTopicsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int COMMITS = 600;
    /** Makes records long, as a segment has at least a megabyte. */
    private static final String LONG = "x".repeat(200);

    private static final int TRANSACTIONS = 900;

    @RegisterExtension
    final TestBroker broker = TestBroker.own(
            "offsets.topic.num.partitions=1",
            "offsets.topic.segment.bytes=1048576",
            "transaction.state.log.num.partitions=1",
            "transaction.state.log.segment.bytes=1048576",
            "log.cleaner.min.cleanable.ratio=0.01",
            "log.cleaner.backoff.ms=200");

    @Test
    void shouldCompactWhatCoordinatorsWriteAndGoOnFromIt() {
        var topic = createTopic(broker.bootstrap(), LONG, 1);
        var partition = new TopicPartition(topic, 0);
        var group = unique("commits");
        var id = unique("transactions-" + LONG);
        try (var consumer = Clients.groupConsumer(broker.bootstrap(), group)) {
            for (var i = 1; i <= COMMITS; i++) {
                consumer.commitSync(Map.of(partition, new OffsetAndMetadata(i, metadata(i))));
            }
        }
        transactions(id, topic, TRANSACTIONS);

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(readAll(broker.bootstrap(), "__consumer_offsets")).hasSizeLessThan(COMMITS / 2);
            assertThat(readAll(broker.bootstrap(), "__transaction_state")).hasSizeLessThan(TRANSACTIONS);
        });

        broker.broker().kill();
        broker.broker().restart();
        try (var admin = Clients.admin(broker.bootstrap())) {
            assertThat(get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()))
                    .containsEntry(partition, new OffsetAndMetadata(COMMITS, metadata(COMMITS)));
        }
        transactions(id, topic, 1);
        assertThat(readAll(broker.bootstrap(), topic, "isolation.level=read_committed"))
                .hasSize(TRANSACTIONS + 1);
    }

    private static String metadata(int commit) {
        return "commit " + commit + " " + LONG.repeat(10);
    }

    private void transactions(String id, String topic, int count) {
        try (var producer = Clients.producer(broker.bootstrap(), "transactional.id=" + id)) {
            producer.initTransactions();
            for (var i = 0; i < count; i++) {
                producer.beginTransaction();
                get(producer.send(new ProducerRecord<>(topic, "v" + i)));
                producer.commitTransaction();
            }
        }
    }
}
