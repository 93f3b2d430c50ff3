// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.application;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.readAll;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.Application;
import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.TestBroker;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Spring's listener containers, unchanged: retry topics, dead letters, and an error handler that tries again in place. */
final class SpringKafkaIT {
    private static final List<String> VALUES = List.of("good1", "flaky1", "poison1", "good2", "flaky2");

    @RegisterExtension
    static final TestBroker BROKER = TestBroker.own();

    @Test
    void shouldTryAgainAndPutDeadLettersAside() {
        var retried = createTopic(BROKER.bootstrap(), "retried", 1);
        var handled = createTopic(BROKER.bootstrap(), "handled", 2);
        send(retried);
        send(handled);

        try (var shop = Application.program("SpringShop", BROKER.bootstrap(), retried, handled)
                .start()) {
            shop.awaitLines(4, "RETRIED").awaitLines(1, "DEAD").awaitLines(4, "HANDLED");
            var lines = shop.out().lines().toList();
            assertThat(lines).contains("DEAD poison1").doesNotContain("RETRIED poison1", "HANDLED poison1");
            for (var value : List.of("good1", "good2", "flaky1", "flaky2")) {
                assertThat(lines).containsOnlyOnce("RETRIED " + value).containsOnlyOnce("HANDLED " + value);
            }
            shop.stop();
        }
        assertThat(readAll(BROKER.bootstrap(), retried + "-dlt"))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.value()).isEqualTo("poison1");
                    assertThat(record.headers().lastHeader("kafka_exception-message"))
                            .isNotNull();
                });
    }

    private static void send(String topic) {
        try (var producer = Clients.producer(BROKER.bootstrap())) {
            Clients.send(producer, VALUES.stream().map(value -> new ProducerRecord<>(topic, 0, value, value)));
        }
    }
}
