// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@BarnabasTest(
        topics = {"orders:3", "prices"},
        properties = "num.partitions=7",
        addressProperties = "test.kafka")
class BarnabasTestAnnotationTest {

    @RepeatedTest(2)
    void shouldHaveWhatTheAnnotationSays(TestBroker broker) throws Exception {
        try (Admin admin = Clients.admin(broker)) {
            assertThat(admin.listTopics().names().get()).containsExactlyInAnyOrder("orders", "prices");
            assertThat(Clients.partitionsOf(admin, "orders")).isEqualTo(3);
            assertThat(Clients.partitionsOf(admin, "prices")).isEqualTo(1);

            Clients.produce(broker, "made-on-demand", "one");
            assertThat(Clients.partitionsOf(admin, "made-on-demand")).isEqualTo(7);
        }
    }

    @Test
    void shouldSayItsAddressInASystemProperty(TestBroker broker) {
        assertThat(System.getProperty("test.kafka")).isEqualTo(broker.bootstrapServers());
    }

    @Nested
    class InANestedClass {
        @Test
        void shouldHoldToo(TestBroker broker) {
            assertThat(System.getProperty("test.kafka")).isEqualTo(broker.bootstrapServers());
        }
    }

    @Test
    void shouldRefuseATopicWrittenWrongly() {
        assertThatThrownBy(() -> TopicSpec.parse("orders:three"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("orders:three");
    }
}
