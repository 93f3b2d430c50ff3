// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.storage;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.readAll;
import static io.barnabas.compat.harness.Clients.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.TestBroker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code flush.messages=1}: an answer means that the record is on the disk; nothing else changes for the clients. */
final class FlushIT {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.shared();

    private final String bootstrap = BROKER.bootstrap();

    @Test
    void shouldAnswerManyProducersAtOnce() {
        var topic = createTopic(bootstrap, "flushed", 3, Map.of("flush.messages", "1"));

        var producers = IntStream.range(0, 4)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> produce(topic, number)))
                .toList();
        producers.forEach(Clients::get);

        var records = readAll(bootstrap, topic);
        assertThat(records).hasSize(400);
        for (var number = 0; number < 4; number++) {
            var key = "p" + number;
            assertThat(records.stream()
                            .filter(record -> record.key().equals(key))
                            .map(ConsumerRecord::value)
                            .map(Integer::valueOf))
                    .hasSize(100)
                    .isSorted();
        }
    }

    private List<RecordMetadata> produce(String topic, int number) {
        try (var producer = Clients.producer(bootstrap, "batch.size=100")) {
            return send(
                    producer,
                    IntStream.range(0, 100)
                            .mapToObj(i -> new ProducerRecord<>(topic, number % 3, "p" + number, Integer.toString(i))));
        }
    }
}
