// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BarnabasExtensionTest {
    private static final Set<String> ADDRESSES = new HashSet<>();

    @RegisterExtension
    static final BarnabasExtension KAFKA =
            BarnabasExtension.builder().topic("orders", 1).build();

    @RepeatedTest(3)
    void shouldGiveEachTestTheSameBrokerWithNothingInIt(TestBroker broker) {
        ADDRESSES.add(broker.bootstrapServers());
        Clients.produce(broker, "orders", "mine");

        assertThat(ADDRESSES).hasSize(1);
        assertThat(broker).isSameAs(KAFKA.broker());
        assertThat(Clients.consume(broker, "readers", "orders", 1)).containsExactly("mine");
    }

    @Nested
    class InANestedClass {
        @Test
        void shouldBeTheSame(TestBroker broker) {
            assertThat(broker).isSameAs(KAFKA.broker());
        }
    }

    @Nested
    class WithABrokerOfItsOwn {
        @RegisterExtension
        final BarnabasExtension mine = BarnabasExtension.builder().build();

        @RepeatedTest(2)
        void shouldNotBeTheOneOfTheClass() {
            assertThat(mine.broker().bootstrapServers())
                    .isNotEqualTo(KAFKA.broker().bootstrapServers());
        }
    }
}
