// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a {@link TestBroker} is for stock clients. */
class TestBrokerTest {

    @Test
    void shouldServeStockClients() {
        try (TestBroker broker = TestBroker.builder().topic("orders", 1).start()) {
            Clients.produce(broker, "orders", "one", "two");

            assertThat(Clients.consume(broker, "readers", "orders", 2)).containsExactly("one", "two");
        }
    }

    @Test
    void shouldHaveTheTopicsOfItsDescription() throws Exception {
        var builder = TestBroker.builder().topic("orders", 3).topic("prices", 1, Map.of("cleanup.policy", "compact"));

        try (TestBroker broker = builder.start();
                Admin admin = Clients.admin(broker)) {
            broker.createTopic("later", 2);

            assertThat(admin.listTopics().names().get()).containsExactlyInAnyOrder("orders", "prices", "later");
            assertThat(Clients.partitionsOf(admin, "orders")).isEqualTo(3);
            var prices = new ConfigResource(ConfigResource.Type.TOPIC, "prices");
            assertThat(admin.describeConfigs(List.of(prices)).all().get())
                    .hasEntrySatisfying(
                            prices,
                            configs -> assertThat(configs.get("cleanup.policy"))
                                    .extracting("value")
                                    .isEqualTo("compact"));
        }
    }

    @Test
    void shouldTakeKafkasProperties() {
        try (TestBroker broker = TestBroker.builder()
                .property("auto.create.topics.enable", "false")
                .start()) {
            var impatient = Map.of("max.block.ms", 200);

            assertThatThrownBy(() -> {
                        try (var producer = Clients.producer(broker, impatient)) {
                            Clients.send(producer, "nobody-made-this", "one");
                        }
                    })
                    .isInstanceOf(org.apache.kafka.common.errors.TimeoutException.class);
        }
    }

    @Test
    void shouldRunBesideAnother() {
        try (TestBroker one = TestBroker.builder().topic("orders", 1).start();
                TestBroker other = TestBroker.builder().topic("orders", 1).start()) {
            Clients.produce(one, "orders", "of one");
            Clients.produce(other, "orders", "of the other");

            assertThat(one.bootstrapServers()).isNotEqualTo(other.bootstrapServers());
            assertThat(Clients.consume(one, "readers", "orders", 1)).containsExactly("of one");
            assertThat(Clients.consume(other, "readers", "orders", 1)).containsExactly("of the other");
        }
    }

    @Test
    void shouldDeleteItsOwnDirectory() {
        Path directory;
        try (TestBroker broker = TestBroker.builder().topic("orders", 1).start()) {
            directory = broker.directory();
            assertThat(directory).isDirectory();
        }

        assertThat(directory).doesNotExist();
    }

    @Test
    void shouldBearBeingClosedTwice() {
        TestBroker broker = TestBroker.start();
        broker.close();

        broker.close();

        assertThat(broker.directory()).doesNotExist();
    }

    @Test
    void shouldKeepTheDirectoryOfTheTest(@TempDir Path mine) {
        try (TestBroker broker = TestBroker.builder().directory(mine).start()) {
            Clients.produce(broker, "orders", "kept");
        }

        try (TestBroker broker = TestBroker.builder().directory(mine).start()) {
            assertThat(Clients.consume(broker, "readers", "orders", 1)).containsExactly("kept");
            assertThatThrownBy(broker::reset)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(mine.toString());
        }
    }

    @Test
    void shouldSayWhatIsWrongWithADescription() {
        assertThatThrownBy(() ->
                        TestBroker.builder().property("num.partitions", "many").start())
                .hasMessageContaining("num.partitions")
                .hasMessageContaining("many");
        assertThatThrownBy(() -> TestBroker.builder().topic("no/slashes", 1).start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no/slashes")
                .hasMessageContaining("INVALID_TOPIC_EXCEPTION");
        assertThatThrownBy(() -> TestBroker.builder().property("listeners", "PLAINTEXT://:9092"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("listeners");
    }
}
