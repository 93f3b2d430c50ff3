// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a reset takes away, and what becomes of clients that live through it. */
class ResetTest {
    private static TestBroker broker;

    @BeforeAll
    static void start() {
        broker = TestBroker.builder().topic("orders", 2).start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void shouldForgetEverythingButItsAddressAndTopics() throws Exception {
        String address = broker.bootstrapServers();
        broker.createTopic("other", 1);
        Clients.produce(broker, "orders", "one");
        Clients.consume(broker, "readers", "orders", 1);

        broker.reset();

        assertThat(broker.bootstrapServers()).isEqualTo(address);
        try (Admin admin = Clients.admin(broker)) {
            assertThat(admin.listTopics().names().get()).containsExactly("orders");
            assertThat(admin.listGroups().all().get()).isEmpty();
        }
        Clients.produce(broker, "orders", "two");
        assertThat(Clients.consume(broker, "readers", "orders", 1)).containsExactly("two");
    }

    @Test
    void shouldKeepTheClusterId() throws Exception {
        try (Admin admin = Clients.admin(broker)) {
            String clusterId = admin.describeCluster().clusterId().get();

            broker.reset();

            assertThat(admin.describeCluster().clusterId().get()).isEqualTo(clusterId);
        }
    }

    @Test
    void shouldBeFoundAgainByAConsumerOfEitherProtocol() {
        for (String protocol : List.of("classic", "consumer")) {
            broker.reset();
            try (var consumer = Clients.consumer(broker, "readers", Map.of("group.protocol", protocol))) {
                consumer.subscribe(List.of("orders"));
                Clients.produce(broker, "orders", "before");
                assertThat(Clients.take(consumer, 1)).as(protocol).containsExactly("before");

                broker.reset();
                Clients.produce(broker, "orders", "after");

                assertThat(Clients.take(consumer, 1)).as(protocol).containsExactly("after");
            }
        }
    }

    @Test
    void shouldServeAProducerThatLivesThroughItBesideNewOnes() {
        try (var old = Clients.producer(broker, Map.of())) {
            Clients.send(old, "orders", "old before");

            broker.reset();
            Clients.produce(broker, "orders", "new");
            Clients.send(old, "orders", "old after");

            assertThat(Clients.consume(broker, "readers", "orders", 2)).containsExactlyInAnyOrder("new", "old after");
        }
    }

    @Test
    void shouldFenceATransactionThatWasOpen() {
        try (var producer = Clients.producer(broker, Map.of("transactional.id", "payments"))) {
            producer.initTransactions();
            producer.beginTransaction();
            Clients.send(producer, "orders", "never committed");

            broker.reset();

            assertThatThrownBy(() -> {
                        Clients.send(producer, "orders", "of the lost transaction");
                        producer.commitTransaction();
                    })
                    .isInstanceOf(KafkaException.class);
        }
        Clients.produce(broker, "orders", "new");
        assertThat(Clients.consume(broker, "readers", "orders", 1)).containsExactly("new");
    }
}
