// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.start;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.readAll;
import static io.barnabas.compat.harness.Clients.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.BarnabasBroker;
import io.barnabas.compat.harness.Broker;
import io.barnabas.compat.harness.BrokerKind;
import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.KafkaBroker;
import io.barnabas.compat.harness.Ports;
import io.barnabas.compat.harness.RawClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker with three listeners tells each client the address of the listener it came in by. */
final class ListenersIT {
    @TempDir
    Path directory;

    @Test
    void shouldTellEachListenersClientsItsOwnAddress() {
        var inside = Ports.free();
        var outside = Ports.free();
        var behind = Ports.free();
        var controller = Ports.free();
        var listeners = "PLAINTEXT://localhost:%d,OUTSIDE://127.0.0.1:%d,BEHIND://localhost:%d"
                .formatted(inside, outside, behind);
        // Where a proxy would be; nobody is there.
        var advertised = "PLAINTEXT://localhost:%d,OUTSIDE://127.0.0.1:%d,BEHIND://proxy.example:4711"
                .formatted(inside, outside);
        var properties = Map.of(
                "listeners", listeners + ",CONTROLLER://localhost:" + controller,
                "advertised.listeners", advertised + ",CONTROLLER://localhost:" + controller,
                "controller.quorum.bootstrap.servers", "localhost:" + controller,
                "listener.security.protocol.map",
                        "PLAINTEXT:PLAINTEXT,OUTSIDE:PLAINTEXT,BEHIND:PLAINTEXT,CONTROLLER:PLAINTEXT");

        try (var broker = start(inside, properties)) {
            var topic = createTopic(broker.bootstrap(), "listeners", 1);
            try (var producer = Clients.producer("127.0.0.1:" + outside)) {
                get(producer.send(new ProducerRecord<>(topic, "v")));
            }

            assertThat(values(readAll("localhost:" + inside, topic))).containsExactly("v");
            assertThat(values(readAll("127.0.0.1:" + outside, topic))).containsExactly("v");
            assertThat(nodes("localhost:" + inside)).containsExactly("localhost:" + inside);
            assertThat(nodes("127.0.0.1:" + outside)).containsExactly("127.0.0.1:" + outside);
            // Kafka makes the coordinators' topic first, and has none meanwhile.
            await().until(() -> coordinator("127.0.0.1:" + outside).equals("127.0.0.1:" + outside));
            assertThat(coordinator("localhost:" + behind)).isEqualTo("proxy.example:4711");
        }
    }

    private Broker start(int port, Map<String, String> properties) {
        var data = directory.resolve("data");
        return BrokerKind.chosen() == BrokerKind.KAFKA
                ? KafkaBroker.start(data, port, properties)
                : BarnabasBroker.start(data, port, properties);
    }

    private static List<String> nodes(String bootstrap) {
        try (var admin = Clients.admin(bootstrap)) {
            return get(admin.describeCluster().nodes()).stream()
                    .map(node -> node.host() + ":" + node.port())
                    .toList();
        }
    }

    private static String coordinator(String bootstrap) {
        try (var client = new RawClient(bootstrap)) {
            var request = new FindCoordinatorRequestData().setCoordinatorKeys(List.of("group"));
            var answer = client.ask(FindCoordinatorResponseData.class, ApiKeys.FIND_COORDINATOR, 4, request)
                    .coordinators()
                    .get(0);
            return answer.host() + ":" + answer.port();
        }
    }
}
