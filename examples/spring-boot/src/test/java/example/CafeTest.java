// SPDX-License-Identifier: Apache-2.0
package example;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.testkit.BarnabasTest;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.kafka.core.KafkaTemplate;

@BarnabasTest(topics = "orders:3")
@SpringBootTest
class CafeTest {
    @Autowired
    private KafkaTemplate<String, String> orders;

    @Autowired
    private Kitchen kitchen;

    @Test
    void shouldMakeCoffee() throws Exception {
        orders.send("orders", "coffee").get();

        assertThat(kitchen.made().poll(30, TimeUnit.SECONDS)).isEqualTo("a coffee");
    }

    /** The broker was reset in between, while the application went on: its listener has come back to it. */
    @Test
    void shouldMakeTea() throws Exception {
        orders.send("orders", "tea").get();

        assertThat(kitchen.made().poll(30, TimeUnit.SECONDS)).isEqualTo("a tea");
    }
}
