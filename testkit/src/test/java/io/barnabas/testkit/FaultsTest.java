// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What stock clients make of faults. */
class FaultsTest {
    private static final Map<String, Object> NO_RETRIES = Map.of("retries", 0, "enable.idempotence", false);

    @RegisterExtension
    static final BarnabasExtension KAFKA =
            BarnabasExtension.builder().topic("orders", 2).topic("prices", 1).build();

    @Test
    void shouldHappenSoManyTimesAndThenNoMore(TestBroker broker) {
        Fault fault = broker.faults().on(Api.PRODUCE).topic("orders").times(2).notLeader();

        Clients.produce(broker, "orders", "one");

        assertThat(fault.hits()).isEqualTo(2);
        assertThat(Clients.consume(broker, "readers", "orders", 1)).containsExactly("one");
    }

    @Test
    void shouldHappenUntilItIsRemoved(TestBroker broker) {
        Fault fault = broker.faults().on(Api.PRODUCE).error("TOPIC_AUTHORIZATION_FAILED");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> Clients.produce(broker, "orders", "refused"))
                    .isInstanceOf(TopicAuthorizationException.class);
        }

        fault.remove();

        Clients.produce(broker, "orders", "taken");
        assertThat(Clients.consume(broker, "readers", "orders", 1)).containsExactly("taken");
    }

    @Test
    void shouldMeetOnlyTheTopicPartitionAndClientThatItNames(TestBroker broker) throws Exception {
        broker.faults()
                .on(Api.PRODUCE)
                .clientId("unlucky")
                .topic("orders")
                .partition(1)
                .error("TOPIC_AUTHORIZATION_FAILED");

        Clients.produce(broker, "orders", "of a lucky client", "of a lucky client");
        try (var producer = Clients.producer(broker, Map.of("client.id", "unlucky"))) {
            producer.send(new ProducerRecord<>("prices", "other topic")).get();
            producer.send(new ProducerRecord<>("orders", 0, "", "other partition"))
                    .get();
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("orders", 1, "", "met"))
                            .get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void shouldLoseTheAnswerButNotTheRecord(TestBroker broker) {
        broker.faults().on(Api.PRODUCE).times(1).disconnectAfterEffect();
        try (var producer = Clients.producer(broker, NO_RETRIES)) {
            assertThatThrownBy(() -> Clients.send(producer, "prices", "written all the same"))
                    .isInstanceOf(NetworkException.class);
        }

        assertThat(Clients.consume(broker, "readers", "prices", 1)).containsExactly("written all the same");
    }

    @Test
    void shouldNotWriteARecordTwiceThatIsSentAgain(TestBroker broker) {
        broker.faults().on(Api.PRODUCE).times(1).errorAfterEffect("NOT_LEADER_OR_FOLLOWER");

        Clients.produce(broker, "prices", "one", "two");

        assertThat(Clients.consume(broker, "readers", "prices", 2)).containsExactly("one", "two");
    }

    @Test
    void shouldLoseTheRecordWithTheConnection(TestBroker broker) {
        broker.faults().on(Api.PRODUCE).times(1).disconnect();
        try (var producer = Clients.producer(broker, NO_RETRIES)) {
            assertThatThrownBy(() -> Clients.send(producer, "prices", "lost")).isInstanceOf(NetworkException.class);
            Clients.send(producer, "prices", "next");
        }

        assertThat(Clients.consume(broker, "readers", "prices", 1)).containsExactly("next");
    }

    @Test
    void shouldDelay(TestBroker broker) {
        Duration delay = Duration.ofMillis(300);
        broker.faults().on(Api.PRODUCE).times(1).delay(delay);
        try (var producer = Clients.producer(broker, Map.of())) {
            producer.partitionsFor("prices");

            long before = System.nanoTime();
            Clients.send(producer, "prices", "late");

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(delay);
        }
    }

    @Test
    void shouldMeetFetchesOfASession(TestBroker broker) {
        var prices = new TopicPartition("prices", 0);
        try (KafkaConsumer<String, String> consumer = Clients.consumer(broker, "readers", Map.of())) {
            consumer.assign(List.of(prices, new TopicPartition("orders", 0)));
            Clients.produce(broker, "prices", "before");
            assertThat(Clients.take(consumer, 1)).containsExactly("before");

            Fault fault = broker.faults().on(Api.FETCH).topic("prices").times(3).notLeader();
            Clients.produce(broker, "prices", "for the fetch that waits already");
            assertThat(Clients.take(consumer, 1)).hasSize(1);
            Clients.produce(broker, "prices", "after");

            assertThat(Clients.take(consumer, 1)).containsExactly("after");
            assertThat(fault.hits()).isEqualTo(3);
        }
    }

    @Test
    void shouldMoveTheCoordinatorOfAGroup(TestBroker broker) {
        Clients.produce(broker, "orders", "one");
        Fault moved =
                broker.faults().on(Api.JOIN_GROUP).group("readers").times(2).coordinatorMoved();
        Fault others = broker.faults().on(Api.JOIN_GROUP).group("others").coordinatorMoved();

        assertThat(Clients.consume(broker, "readers", "orders", 1)).containsExactly("one");
        assertThat(moved.hits()).isEqualTo(2);
        assertThat(others.hits()).isZero();
    }

    @Test
    void shouldEndWithAReset(TestBroker broker) {
        broker.faults().on(Api.PRODUCE).error("TOPIC_AUTHORIZATION_FAILED");

        broker.reset();

        Clients.produce(broker, "orders", "taken");
    }

    @Test
    void shouldRefuseWhatCannotHappen(TestBroker broker) {
        Faults faults = broker.faults();

        assertThatThrownBy(() -> faults.on(Api.JOIN_GROUP).topic("orders")).hasMessageContaining("JOIN_GROUP");
        assertThatThrownBy(() -> faults.on(Api.PRODUCE).group("readers")).hasMessageContaining("a group");
        assertThatThrownBy(() -> faults.on(Api.METADATA).topic("orders").partition(0))
                .hasMessageContaining("partitions");
        assertThatThrownBy(() -> faults.on(Api.PRODUCE).partition(0)).hasMessageContaining("topic");
        assertThatThrownBy(() -> faults.on(Api.PRODUCE).times(0)).hasMessageContaining("0 times");
        assertThatThrownBy(() -> faults.on(Api.PRODUCE).error("NO_SUCH_ERROR"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NO_SUCH_ERROR");
    }
}
