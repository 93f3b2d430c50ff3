// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.api;

import io.barnabas.broker.BrokerView;
import io.barnabas.broker.config.Endpoint;
import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.metrics.ApiRequests;
import io.barnabas.console.http.Call;
import io.barnabas.console.http.Routes;
import io.barnabas.console.json.Json;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@code /api/overview}: what broker this is and what it has done so far. Rates are for the page to work out, from two of these. */
public final class OverviewApi {
    private final BrokerView broker;

    public OverviewApi(BrokerView broker) {
        this.broker = broker;
    }

    public void addTo(Routes routes) {
        routes.add("GET", "/api/overview", Api.json(this::overview));
    }

    private CompletableFuture<Map<String, @Nullable Object>> overview(Call call) {
        MetadataImage image = broker.metadata().get();
        var traffic = broker.partitions().traffic();
        long own = image.topics().filter(topic -> !topic.isInternal()).count();
        int partitions = image.topics()
                .mapToInt((TopicInfo topic) -> topic.partitions().size())
                .sum();
        return CompletableFuture.completedFuture(Json.object(
                "version", version(),
                "clusterId", image.clusterId(),
                "nodeId", image.nodeId(),
                "address", broker.address(),
                "listeners",
                        broker.config().listeners().listeners().stream()
                                .map(OverviewApi::textOf)
                                .toList(),
                "directories",
                        broker.config().logDirs().stream().map(Path::toString).toList(),
                "startedMs", broker.started().toEpochMilli(),
                "nowMs", broker.clock().millis(),
                "connections", broker.connections().getAsInt(),
                "topics", own,
                "internalTopics", image.topicCount() - own,
                "partitions", partitions,
                "heapUsed",
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                "messagesIn", traffic.messagesIn(),
                "bytesIn", traffic.bytesIn(),
                "bytesOut", traffic.bytesOut(),
                "requests",
                        broker.requests().apis().stream()
                                .map(OverviewApi::requests)
                                .toList()));
    }

    private static Map<String, @Nullable Object> requests(ApiRequests requests) {
        return Json.object(
                "api", requests.api().name(),
                "count", requests.count(),
                "failed",
                        requests.failures().values().stream()
                                .mapToLong(Long::longValue)
                                .sum(),
                "p50Ms", requests.quantileMs(0.5),
                "p99Ms", requests.quantileMs(0.99));
    }

    private static String textOf(Endpoint listener) {
        return listener.name() + "://" + listener.host() + ":" + listener.port();
    }

    private static String version() {
        String version = OverviewApi.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
