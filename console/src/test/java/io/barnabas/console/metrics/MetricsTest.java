// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.console.RunningConsole;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbers after a user has done something that can be counted. */
class MetricsTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    @TempDir
    private Path data;

    @Test
    void shouldCountWhatGoesInAndOutAndHowFarAGroupIsBehind() {
        try (var console = RunningConsole.on(data)) {
            console.produce("orders", "one", "two", "three");
            readAndCommit(console, 1);

            String metrics = console.get("/metrics").body();

            assertThat(metrics.lines())
                    .contains(
                            "# TYPE kafka_server_brokertopicmetrics_messagesin_total counter",
                            "kafka_server_brokertopicmetrics_messagesin_total{topic=\"orders\"} 3",
                            "kafka_log_log_logendoffset{topic=\"orders\",partition=\"0\"} 3",
                            "kafka_consumergroup_lag{consumergroup=\"readers\",topic=\"orders\",partition=\"0\"} 2",
                            "kafka_consumergroup_current_offset{consumergroup=\"readers\",topic=\"orders\",partition=\"0\"} 1",
                            "kafka_consumergroup_lag_sum{consumergroup=\"readers\",topic=\"orders\"} 2",
                            "kafka_controller_kafkacontroller_activecontrollercount 1",
                            "kafka_coordinator_group_groupmetadatamanager_numgroups 1");
            assertThat(valueOf(metrics, "kafka_server_brokertopicmetrics_bytesin_total{topic=\"orders\"}"))
                    .isEqualTo(valueOf(metrics, "kafka_server_brokertopicmetrics_bytesout_total{topic=\"orders\"}"))
                    .isPositive();
            assertThat(valueOf(metrics, "kafka_network_requestmetrics_totaltimems_count{request=\"Produce\"}"))
                    .isPositive();
            assertThat(valueOf(metrics, "jvm_memory_used_bytes{area=\"heap\"}")).isPositive();
        }
    }

    @Test
    void shouldHaveOneBlockForEachMetricAndOneLineForEachSeries() {
        try (var console = RunningConsole.on(data)) {
            console.produce("orders", "one");

            List<String> lines = console.get("/metrics").body().lines().toList();

            assertThat(lines.stream().filter(line -> line.startsWith("# TYPE"))).doesNotHaveDuplicates();
            assertThat(lines.stream()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> line.substring(0, line.lastIndexOf(' '))))
                    .doesNotHaveDuplicates()
                    .allMatch(series -> series.matches("[a-z_]+(\\{([a-z]+=\"[^\"]*\",?)+})?"));
        }
    }

    @Test
    void shouldEscapeNamesOfGroups() {
        var exposition = new Exposition().add(Metric.GROUP_LAG_SUM, 1.5, "a\"b\\c\nd", "orders");

        assertThat(new String(exposition.bytes(), StandardCharsets.UTF_8))
                .endsWith("\nkafka_consumergroup_lag_sum{consumergroup=\"a\\\"b\\\\c\\nd\",topic=\"orders\"} 1.5\n");
    }

    private static void readAndCommit(RunningConsole console, long offset) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", console.bootstrap(), "group.id", "readers", "enable.auto.commit", "false");
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(ORDERS));
            consumer.seekToBeginning(List.of(ORDERS));
            while (consumer.poll(Duration.ofSeconds(10)).isEmpty()) {
                // The first answer has them all.
            }
            consumer.commitSync(Map.of(ORDERS, new OffsetAndMetadata(offset)));
        }
    }

    private static double valueOf(String metrics, String series) {
        return metrics.lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .sum();
    }
}
