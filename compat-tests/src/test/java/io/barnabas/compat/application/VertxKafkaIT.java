// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.application;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.fill;
import static io.barnabas.compat.harness.Clients.readAll;
import static io.barnabas.compat.harness.Clients.unique;
import static io.barnabas.compat.harness.Clients.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.Application;
import io.barnabas.compat.harness.TestBroker;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Vert.x Kafka client: record by record, each in a transaction, from an event loop. */
final class VertxKafkaIT {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.shared();

    @Test
    void shouldGoOnCopyingAfterWhatItHasCommitted() {
        var from = createTopic(BROKER.bootstrap(), "vertx-from", 1);
        var to = createTopic(BROKER.bootstrap(), "vertx-to", 1);
        var group = unique("vertx-copiers");
        fill(BROKER.bootstrap(), from, 0, 50);

        assertThat(copy(group, from, to, 20))
                .hasSize(20)
                .startsWith("COPIED v0")
                .endsWith("COPIED v19");
        assertThat(copy(group, from, to, 30))
                .hasSize(30)
                .startsWith("COPIED v20")
                .endsWith("COPIED v49");

        assertThat(values(readAll(BROKER.bootstrap(), to, "isolation.level=read_committed")))
                .isEqualTo(IntStream.range(0, 50).mapToObj(i -> "v" + i).toList());
    }

    private static List<String> copy(String group, String from, String to, int count) {
        return Application.on("vertx", "VertxShop", BROKER.bootstrap(), group, from, to, Integer.toString(count))
                .run()
                .succeeded()
                .lines();
    }
}
