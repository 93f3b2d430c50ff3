// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.produce;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.readAll;
import static io.barnabas.compat.harness.Clients.send;
import static io.barnabas.compat.harness.Clients.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.TestBroker;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The default producer of our days: it numbers its batches, so that none is written twice. */
final class IdempotentProducerIT {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.shared();

    private final String bootstrap = BROKER.bootstrap();

    @Test
    void shouldKeepTheOrderOfManyBatchesUnderWay() {
        var topic = createTopic(bootstrap, "in-flight", 3);

        try (var producer =
                Clients.producer(bootstrap, "max.in.flight.requests.per.connection=5", "batch.size=200", "acks=all")) {
            var answers = send(
                    producer, IntStream.range(0, 3000).mapToObj(i -> new ProducerRecord<>(topic, i % 3, "k", "v" + i)));
            assertThat(answers.stream()
                            .filter(answer -> answer.partition() == 1)
                            .map(RecordMetadata::offset))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 1000).mapToObj(Long::valueOf).toList());
        }

        assertThat(values(readAll(bootstrap, topic)))
                .containsExactlyElementsOf(IntStream.range(0, 3000)
                        .map(i -> i / 1000 + i % 1000 * 3)
                        .mapToObj(i -> "v" + i)
                        .toList());
    }

    @Test
    void shouldCountOnPerPartitionForEachProducer() {
        var topic = createTopic(bootstrap, "sequences", 1);
        var partition = new TopicPartition(topic, 0);

        try (var one = Clients.producer(bootstrap);
                var two = Clients.producer(bootstrap);
                var admin = Clients.admin(bootstrap)) {
            for (var i = 0; i < 5; i++) {
                send(one, new ProducerRecord<>(topic, "one"));
                send(two, new ProducerRecord<>(topic, "two"), new ProducerRecord<>(topic, "two"));
            }

            var producers = get(admin.describeProducers(Clients.partitions(topic, 1))
                            .all())
                    .get(partition)
                    .activeProducers();
            assertThat(producers)
                    .extracting(producer -> producer.lastSequence())
                    .containsExactlyInAnyOrder(4, 9);
            assertThat(producers).extracting(producer -> producer.producerId()).doesNotHaveDuplicates();
        }
        assertThat(readAll(bootstrap, topic)).hasSize(15);
    }
}
