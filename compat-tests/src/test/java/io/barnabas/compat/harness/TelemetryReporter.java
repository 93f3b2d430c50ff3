// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.harness;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.apache.kafka.server.telemetry.ClientTelemetryExporter;
import org.apache.kafka.server.telemetry.ClientTelemetryExporterProvider;

/**
 * A plug-in for Apache Kafka, which asks its clients for metrics only when it has one that takes them: says on its output who pushed, as
 * Barnabas does in its log. Runs in the broker's process.
 */
public final class TelemetryReporter implements MetricsReporter, ClientTelemetryExporterProvider {
    @Override
    public ClientTelemetryExporter clientTelemetryExporter() {
        return (context, payload) -> System.out.println("Client " + payload.clientInstanceId() + " pushed "
                + payload.data().remaining() + " bytes of " + payload.contentType());
    }

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public void init(List<KafkaMetric> metrics) {}

    @Override
    public void metricChange(KafkaMetric metric) {}

    @Override
    public void metricRemoval(KafkaMetric metric) {}

    @Override
    public void close() {}
}
