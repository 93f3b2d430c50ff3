// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.admin;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.BrokerKind;
import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.TestBroker;
import io.barnabas.compat.harness.Tool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator wants to see what clients measure, and stock clients push it (KIP-714). */
final class TelemetryIT {
    private static final String LOGGER = "io.barnabas.broker.telemetry.ClientMetricsLog";

    @RegisterExtension
    static final TestBroker BROKER = TestBroker.own("metric.reporters=io.barnabas.compat.harness.TelemetryReporter");

    /** Barnabas has it in its log, when it is asked to. */
    @BeforeEach
    void listen() {
        if (BROKER.broker().kind() == BrokerKind.BARNABAS) {
            try (var admin = Clients.admin(BROKER.bootstrap())) {
                get(admin.incrementalAlterConfigs(Map.of(
                                new ConfigResource(ConfigResource.Type.BROKER_LOGGER, "1"),
                                List.of(new AlterConfigOp(new ConfigEntry(LOGGER, "DEBUG"), AlterConfigOp.OpType.SET))))
                        .all());
            }
        }
    }

    @Test
    void shouldSeeWhatAProducerAndAConsumerPush() {
        var topic = createTopic(BROKER.bootstrap(), "watched", 1);
        tool("--alter", "--name", "all", "--metrics", "org.apache.kafka.", "--interval", "100");

        try (var producer = Clients.producer(BROKER.bootstrap());
                var consumer = Clients.consumer(BROKER.bootstrap(), "group.id=" + topic)) {
            get(producer.send(new ProducerRecord<>(topic, "v")));
            consumer.subscribe(List.of(topic));
            await().until(() -> !consumer.poll(Duration.ofMillis(100)).isEmpty());

            awaitPushOf(producer.clientInstanceId(Clients.TIMEOUT));
            awaitPushOf(consumer.clientInstanceId(Clients.TIMEOUT));
        }
    }

    private static void awaitPushOf(Uuid client) {
        await().untilAsserted(
                        () -> assertThat(BROKER.broker().output()).containsPattern("Client " + client + ".* pushed "));
    }

    @Test
    void shouldServeTheToolOfClientMetrics() {
        assertThat(tool(
                        "--alter",
                        "--name",
                        "mine",
                        "--metrics",
                        "a.,b.",
                        "--interval",
                        "5000",
                        "--match",
                        "client_id=x"))
                .contains("Altered client metrics config for mine.");
        assertThat(tool("--list")).contains("mine");
        assertThat(tool("--describe", "--name", "mine"))
                .contains("interval.ms=5000")
                .contains("match=client_id=x")
                .contains("metrics=a.,b.");

        BROKER.broker().restart();
        listen();
        assertThat(tool("--describe", "--name", "mine")).contains("interval.ms=5000");
        assertThat(tool("--delete", "--name", "mine")).contains("Deleted client metrics config for mine.");
        await().untilAsserted(() -> assertThat(tool("--list")).doesNotContain("mine"));
    }

    private static String tool(String... arguments) {
        return Tool.on(BROKER.broker(), "client-metrics", arguments)
                .run()
                .succeeded()
                .out();
    }
}
