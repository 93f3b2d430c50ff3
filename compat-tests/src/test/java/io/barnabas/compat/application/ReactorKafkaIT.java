// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.application;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.readAll;
import static io.barnabas.compat.harness.Clients.unique;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.Application;
import io.barnabas.compat.harness.Program;
import io.barnabas.compat.harness.TestBroker;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reactor Kafka, with the kafka-clients 3.9 that it brings: back pressure, commits of single records, transactions. */
final class ReactorKafkaIT {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.shared();

    @Test
    void shouldSendAndGoOnAfterWhatItHasCommitted() {
        var orders = createTopic(BROKER.bootstrap(), "reactor-orders", 1);
        var group = unique("reactor-payments");

        assertThat(shop("send", orders, "100").run().succeeded().lines()).hasSize(100);
        var before = shop("pay", group, orders, "30").run().succeeded().lines();
        var after = shop("pay", group, orders, "70").run().succeeded().lines();

        assertThat(before).isEqualTo(range("PAID v", 0, 30));
        assertThat(after).isEqualTo(range("PAID v", 30, 100));
    }

    @Test
    void shouldCopyExactlyOnceAlthoughATransactionFails() {
        var orders = createTopic(BROKER.bootstrap(), "reactor-billed", 2);
        var bills = createTopic(BROKER.bootstrap(), "reactor-bills", 2);
        shop("send", orders, "50").run().succeeded();

        try (var billing =
                shop("bill", unique("reactor-billing"), orders, bills).start()) {
            billing.awaitLine("ABORTED").awaitLines(50, "BILLED");
            billing.stop();
        }

        assertThat(readAll(BROKER.bootstrap(), bills, "isolation.level=read_committed"))
                .extracting(record -> record.value())
                .containsExactlyInAnyOrderElementsOf(range("v", 0, 50));
    }

    private static Program shop(String... arguments) {
        return Application.on("reactor", "ReactorShop", BROKER.bootstrap(), arguments);
    }

    private static List<String> range(String prefix, int first, int end) {
        return IntStream.range(first, end).mapToObj(i -> prefix + i).toList();
    }
}
