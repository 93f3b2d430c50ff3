// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.api;

import io.barnabas.broker.BrokerView;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.partition.Partition;
import io.barnabas.console.http.Call;
import io.barnabas.console.http.Routes;
import io.barnabas.console.json.Json;
import io.barnabas.console.view.LogState;
import io.barnabas.console.view.LogsView;
import io.barnabas.wire.protocol.Uuids;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** {@code /api/topics}: a page of the topics whose name has something in it, and one topic with its partitions. */
public final class TopicsApi {
    private static final int DEFAULT_PAGE = 50;
    private static final int MAX_PAGE = 200;
    private static final int MAX_PARTITIONS = 1000;

    private final BrokerView broker;
    private final LogsView logs;
    private final Executor work;

    public TopicsApi(BrokerView broker, LogsView logs, Executor work) {
        this.broker = broker;
        this.logs = logs;
        this.work = work;
    }

    public void addTo(Routes routes) {
        routes.add("GET", "/api/topics", Api.json(this::list)).add("GET", "/api/topics/*", Api.json(this::describe));
    }

    private CompletableFuture<Map<String, @Nullable Object>> list(Call call) {
        String filter = call.parameter("filter", "").toLowerCase(Locale.ROOT);
        boolean internal = call.parameter("internal") != null;
        int offset = call.number("offset", 0, 0, Integer.MAX_VALUE);
        int limit = call.number("limit", DEFAULT_PAGE, 1, MAX_PAGE);
        List<TopicInfo> matching = broker.metadata()
                .get()
                .topics()
                .filter(topic -> internal || !topic.isInternal())
                .filter(topic -> topic.name().toLowerCase(Locale.ROOT).contains(filter))
                .sorted(Comparator.comparing(TopicInfo::name))
                .toList();
        List<TopicInfo> page = matching.stream().skip(offset).limit(limit).toList();
        return CompletableFuture.supplyAsync(
                () -> Json.object(
                        "matching", matching.size(),
                        "offset", offset,
                        "nowMs", broker.clock().millis(),
                        "topics", page.stream().map(this::summary).toList()),
                work);
    }

    private Map<String, @Nullable Object> summary(TopicInfo topic) {
        List<LogState> states = logs.of(topic);
        Map<String, @Nullable Object> summary = Json.object(
                "name", topic.name(),
                "internal", topic.isInternal(),
                "partitions", topic.partitions().size(),
                "messages", states.stream().mapToLong(LogState::messages).sum(),
                "bytes",
                        states.stream()
                                .mapToLong(state -> Math.max(0, state.sizeInBytes()))
                                .sum(),
                "offline", states.stream().filter(state -> state.end() < 0).count());
        addTraffic(topic, summary);
        return summary;
    }

    private void addTraffic(TopicInfo topic, Map<String, @Nullable Object> summary) {
        long messagesIn = 0;
        long bytesIn = 0;
        long bytesOut = 0;
        for (var info : topic.partitions()) {
            Partition partition = broker.partitions().findInUse(topic.id(), info.partition());
            if (partition != null) {
                messagesIn += partition.traffic().messagesIn();
                bytesIn += partition.traffic().bytesIn();
                bytesOut += partition.traffic().bytesOut();
            }
        }
        summary.put("messagesIn", messagesIn);
        summary.put("bytesIn", bytesIn);
        summary.put("bytesOut", bytesOut);
    }

    private CompletableFuture<Map<String, @Nullable Object>> describe(Call call) {
        TopicInfo topic = Api.topic(broker, call.segment(0));
        return CompletableFuture.supplyAsync(
                () -> {
                    Map<String, @Nullable Object> description = summary(topic);
                    description.put("id", Uuids.toText(topic.id()));
                    description.put("nowMs", broker.clock().millis());
                    description.put(
                            "logs",
                            logs.of(topic).stream()
                                    .limit(MAX_PARTITIONS)
                                    .map(state -> Json.object(
                                            "partition", state.partition(),
                                            "start", state.start(),
                                            "end", state.end(),
                                            "bytes", state.sizeInBytes()))
                                    .toList());
                    return description;
                },
                work);
    }
}
