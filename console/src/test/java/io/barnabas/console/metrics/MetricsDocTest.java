// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is written about the metrics is what there is; with {@code -Ddocs.write=true} it is written anew. */
class MetricsDocTest {
    private static final Path PAGE = Path.of("../docs/metrics.md");
    private static final Path DASHBOARD = Path.of("../docs/grafana-dashboard.json");

    private static final String HEAD = """
            # Metrics

            Printed from `io.barnabas.console.metrics.Metric` by `bin/dev docs`; do not edit.

            `/metrics` of the [console](console.md) in Prometheus' text format. Everything is read when it is asked for. The names are those
            that Kafka's metrics have behind the Prometheus JMX exporter with the usual rules (Strimzi's), kafka_exporter's for lag, and
            those of Prometheus' Java client for the virtual machine, so dashboards for them show this broker too. A dashboard to begin
            with: [grafana-dashboard.json](grafana-dashboard.json). Counters begin at the start of the process, those of requests when the
            console opens. 5,000 partitions of topics and 10,000 of groups are listed one by one; how many are left out is told.

            ```
            scrape_configs:
              - job_name: barnabas
                static_configs: [{targets: ["localhost:9080"]}]
            ```

            | metric | kind | labels | |
            |---|---|---|---|
            """;

    @Test
    void shouldBePrintedFromTheListOfMetrics() throws IOException {
        String printed =
                HEAD + Arrays.stream(Metric.values()).map(MetricsDocTest::row).collect(Collectors.joining());
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, printed);
        }

        assertThat(Files.readString(PAGE))
                .as("docs/metrics.md is printed by bin/dev docs")
                .isEqualTo(printed);
    }

    @Test
    void shouldHaveADashboardThatAsksForNothingElse() throws IOException {
        Set<String> names =
                Arrays.stream(Metric.values()).map(Metric::metricName).collect(Collectors.toSet());
        Matcher asked = Pattern.compile("(kafka|jvm|process|barnabas)_[a-z_]+").matcher(Files.readString(DASHBOARD));

        assertThat(asked.results().map(found -> found.group().replaceFirst("_(count|sum)$", "")))
                .isNotEmpty()
                .allMatch(name ->
                        names.contains(name) || names.contains(name + "_sum") || names.contains(name + "_count"));
    }

    private static String row(Metric metric) {
        return "| `" + metric.metricName() + "` | " + metric.type() + " | " + String.join(", ", metric.labels()) + " | "
                + metric.help() + " |\n";
    }
}
