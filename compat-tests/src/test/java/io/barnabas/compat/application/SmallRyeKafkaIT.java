// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.application;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.fill;
import static io.barnabas.compat.harness.Clients.readAll;
import static io.barnabas.compat.harness.Clients.unique;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.Application;
import io.barnabas.compat.harness.Program;
import io.barnabas.compat.harness.TestBroker;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** SmallRye Reactive Messaging, the connector below Quarkus: from channel to channel, committed once the outgoing record is there. */
final class SmallRyeKafkaIT {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.shared();

    @Test
    void shouldGoOnAfterWhatItHasAcknowledged() {
        var orders = createTopic(BROKER.bootstrap(), "smallrye-orders", 1);
        var bills = createTopic(BROKER.bootstrap(), "smallrye-bills", 1);
        var shop = Application.on("smallrye", "SmallRyeShop", BROKER.bootstrap(), unique("smallrye"), orders, bills);

        fill(BROKER.bootstrap(), orders, 0, 30);
        billAll(shop, 30);
        fill(BROKER.bootstrap(), orders, 0, 10);
        billAll(shop, 10);

        assertThat(readAll(BROKER.bootstrap(), bills))
                .extracting(record -> record.value())
                .containsExactlyElementsOf(IntStream.concat(IntStream.range(0, 30), IntStream.range(0, 10))
                        .mapToObj(i -> "bill for v" + i)
                        .toList());
    }

    private static void billAll(Program shop, int count) {
        try (var running = shop.start()) {
            running.awaitLines(count, "BILLED");
            running.stop();
        }
    }
}
