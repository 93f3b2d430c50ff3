// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.records;

import io.barnabas.broker.BrokerView;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.partition.Partition;
import io.barnabas.console.api.Api;
import io.barnabas.console.http.Call;
import io.barnabas.console.http.Refusal;
import io.barnabas.console.http.Routes;
import io.barnabas.console.json.Json;
import io.barnabas.console.view.OffsetsAt;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/topics/T/records}: a page of records. {@code from=end} (or {@code before=CURSOR}) shows the newest first and leads back;
 * {@code from=start}, {@code from=time&time=MS} or {@code at=CURSOR} the oldest first and leads on, with {@code wait=MS} for those to
 * come. {@code search=TEXT} leaves out what does not contain it, within bounds: then a page may be empty and the next one not.
 */
public final class RecordsApi {
    private static final int DEFAULT_PAGE = 50;
    private static final int MAX_PAGE = 500;
    private static final int MAX_PARTITIONS = 64;
    private static final int MAX_WAIT_MS = 20_000;
    private static final int SHOWN_BYTES = 16 * 1024;
    private static final int SHOWN_BYTES_OF_ONE = 1024 * 1024;

    private final BrokerView broker;
    private final OffsetsAt offsets;
    private final Executor work;

    public RecordsApi(BrokerView broker, Executor work) {
        this.broker = broker;
        this.offsets = new OffsetsAt(broker);
        this.work = work;
    }

    public void addTo(Routes routes) {
        routes.add("GET", "/api/topics/*/records", Api.json(this::page))
                .add("GET", "/api/topics/*/records/*/*", Api.json(this::one));
    }

    private CompletableFuture<Map<String, @Nullable Object>> page(Call call) {
        TopicInfo topic = Api.topic(broker, call.segment(0));
        List<Integer> partitions = partitions(call, topic);
        String at = call.parameter("at");
        if (at != null) {
            Cursor cursor = Cursor.parse(at);
            int waitMs = call.number("wait", 0, 0, MAX_WAIT_MS);
            return waitMs > 0 ? tail(call, topic, cursor, waitMs) : onwards(call, topic, cursor);
        }
        String from = call.parameter("from", "end");
        return switch (from) {
            case "start" -> onwards(call, topic, null);
            case "time" ->
                offsets.find(topic, partitions, call.number("time", 0L, 0, Long.MAX_VALUE))
                        .thenCompose(found -> onwards(call, topic, new Cursor(found)));
            case "end" -> back(call, topic, call.parameter("before"));
            default -> throw new Refusal(400, "from is start, end or time, not '" + from + "'");
        };
    }

    private CompletableFuture<Map<String, @Nullable Object>> onwards(
            Call call, TopicInfo topic, @Nullable Cursor cursor) {
        return CompletableFuture.supplyAsync(
                () -> {
                    Bounds bounds = bounds(topic, partitions(call, topic));
                    Cursor from = cursor == null ? new Cursor(bounds.starts()) : bounds.clip(cursor);
                    var search = new Search(broker.clock(), pages(topic, bounds), call.parameter("search"));
                    return answer(search.onwards(from, limit(call)), bounds, false);
                },
                work);
    }

    private CompletableFuture<Map<String, @Nullable Object>> back(Call call, TopicInfo topic, @Nullable String before) {
        return CompletableFuture.supplyAsync(
                () -> {
                    Bounds bounds = bounds(topic, partitions(call, topic));
                    Cursor from = before == null ? new Cursor(bounds.ends()) : bounds.clip(Cursor.parse(before));
                    var search = new Search(broker.clock(), pages(topic, bounds), call.parameter("search"));
                    return answer(search.back(from, limit(call)), bounds, true);
                },
                work);
    }

    /** The wait is the broker's, so it keeps no thread. */
    private CompletableFuture<Map<String, @Nullable Object>> tail(
            Call call, TopicInfo topic, Cursor cursor, int waitMs) {
        var reader = new TopicReader(broker, topic);
        String text = call.parameter("search");
        return CompletableFuture.supplyAsync(
                        () -> bounds(topic, List.copyOf(cursor.offsets().keySet())), work)
                .thenCompose(bounds -> {
                    Cursor from = bounds.clip(cursor);
                    return reader.fetch(from.offsets(), waitMs)
                            .thenApplyAsync(
                                    fetched -> {
                                        Page page =
                                                new Pages(reader, bounds.starts()).forwards(from, fetched, limit(call));
                                        return answer(Search.filter(page, text), bounds, false);
                                    },
                                    work);
                });
    }

    private Pages pages(TopicInfo topic, Bounds bounds) {
        return new Pages(new TopicReader(broker, topic), bounds.starts());
    }

    private static Map<String, @Nullable Object> answer(Search.Found found, Bounds bounds, boolean newestFirst) {
        return Json.object(
                "newestFirst", newestFirst,
                "records",
                        found.page().records().stream()
                                .map(record -> record.toJson(SHOWN_BYTES))
                                .toList(),
                "cursor", found.page().cursor().toString(),
                "more", !found.page().end(),
                "scanned", found.scanned(),
                "tail", new Cursor(bounds.ends()).toString(),
                "start", bounds.starts(),
                "end", bounds.ends());
    }

    /** One record with all of its value, as far as a page can bear it. */
    private CompletableFuture<Map<String, @Nullable Object>> one(Call call) {
        TopicInfo topic = Api.topic(broker, call.segment(0));
        Cursor cursor = Cursor.parse(call.segment(1) + ":" + call.segment(2));
        return CompletableFuture.supplyAsync(
                () -> {
                    if (!bounds(topic, List.copyOf(cursor.offsets().keySet()))
                            .clip(cursor)
                            .equals(cursor)) {
                        throw new Refusal(404, "There is no record at " + cursor);
                    }
                    return new TopicReader(broker, topic)
                            .read(cursor.offsets()).values().stream()
                                    .flatMap(chunk -> chunk.records().stream())
                                    .filter(record -> cursor.offsets().containsValue(record.offset()))
                                    .findFirst()
                                    .orElseThrow(() -> new Refusal(404, "There is no record at " + cursor))
                                    .toJson(SHOWN_BYTES_OF_ONE);
                },
                work);
    }

    private static int limit(Call call) {
        return call.number("limit", DEFAULT_PAGE, 1, MAX_PAGE);
    }

    private static List<Integer> partitions(Call call, TopicInfo topic) {
        int asked = call.number("partition", -1, 0, Integer.MAX_VALUE);
        if (asked >= 0) {
            return List.of(asked);
        }
        return topic.partitions().stream()
                .map(info -> info.partition())
                .sorted()
                .limit(MAX_PARTITIONS)
                .toList();
    }

    /** Where the partitions begin and end now; opens their logs, which are about to be read. */
    private record Bounds(Map<Integer, Long> starts, Map<Integer, Long> ends) {
        Cursor clip(Cursor cursor) {
            Map<Integer, Long> clipped = new TreeMap<>();
            cursor.offsets().forEach((partition, offset) -> {
                Long start = starts.get(partition);
                Long end = ends.get(partition);
                if (start != null && end != null) {
                    clipped.put(partition, Math.max(start, Math.min(end, offset)));
                }
            });
            return new Cursor(clipped);
        }
    }

    private Bounds bounds(TopicInfo topic, List<Integer> partitions) {
        Map<Integer, Long> starts = new TreeMap<>();
        Map<Integer, Long> ends = new TreeMap<>();
        for (int index : partitions) {
            Partition partition = broker.partitions().find(topic.name(), index);
            if (partition == null) {
                throw new Refusal(404, String.format(Locale.ROOT, "Topic %s has no partition %d", topic.name(), index));
            }
            starts.put(index, partition.log().logStartOffset());
            ends.put(index, partition.log().highWatermark());
        }
        return new Bounds(starts, ends);
    }
}
