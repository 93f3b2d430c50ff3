// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.records;

import io.barnabas.broker.BrokerView;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.cli.client.Murmur2;
import io.barnabas.console.api.Api;
import io.barnabas.console.http.Call;
import io.barnabas.console.http.Refusal;
import io.barnabas.console.http.Routes;
import io.barnabas.console.json.Json;
import io.barnabas.log.record.RecordBatchBuilder;
import io.barnabas.log.record.RecordHeader;
import io.barnabas.wire.message.ProduceRequest;
import io.barnabas.wire.message.ProduceRequest.PartitionProduceData;
import io.barnabas.wire.message.ProduceRequest.TopicProduceData;
import io.barnabas.wire.message.ProduceResponse;
import io.barnabas.wire.protocol.ByteBufferRecords;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/topics/T/records}: writes one record: {@code {"key": "a", "value": "b", "headers": {"c": "d"}, "partition": 0}}. Without a
 * partition it goes where Kafka's producers would send its key.
 */
public final class ProduceApi {
    private static final short ALL = -1;
    private static final int TIMEOUT_MS = 10_000;

    private final BrokerView broker;

    public ProduceApi(BrokerView broker) {
        this.broker = broker;
    }

    public void addTo(Routes routes) {
        routes.add("POST", "/api/topics/*/records", Api.json(this::produce));
    }

    private CompletableFuture<Map<String, @Nullable Object>> produce(Call call) {
        TopicInfo topic = Api.topic(broker, call.segment(0));
        if (topic.isInternal()) {
            throw new Refusal(403, "Internal topics are not written to from here");
        }
        Map<?, ?> body = Api.body(call);
        String key = Api.text(body, "key");
        int partition = partition(topic, Api.number(body, "partition"), key);
        ByteBuffer batch = new RecordBatchBuilder()
                .append(broker.clock().millis(), bytes(key), bytes(Api.text(body, "value")), headers(body))
                .build();
        var data = new PartitionProduceData().setIndex(partition).setRecords(new ByteBufferRecords(batch));
        var request = new ProduceRequest()
                .setAcks(ALL)
                .setTimeoutMs(TIMEOUT_MS)
                .setTopicData(
                        List.of(new TopicProduceData().setTopicId(topic.id()).setPartitionData(List.of(data))));
        return broker.client().ask(request, ProduceResponse.class).thenApply(response -> {
            var answer = response.responses().get(0).partitionResponses().get(0);
            Api.check(answer.errorCode(), answer.errorMessage());
            return Json.object("partition", partition, "offset", answer.baseOffset());
        });
    }

    private static int partition(TopicInfo topic, @Nullable Long asked, @Nullable String key) {
        int count = topic.partitions().size();
        if (asked != null) {
            if (asked < 0 || asked >= count) {
                throw new Refusal(404, "Topic " + topic.name() + " has no partition " + asked);
            }
            return asked.intValue();
        }
        return key == null
                ? ThreadLocalRandom.current().nextInt(count)
                : Murmur2.partition(key.getBytes(StandardCharsets.UTF_8), count);
    }

    private static List<RecordHeader> headers(Map<?, ?> body) {
        List<RecordHeader> headers = new ArrayList<>();
        if (body.get("headers") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> headers.add(
                    new RecordHeader(String.valueOf(name), bytes(value == null ? null : String.valueOf(value)))));
        }
        return headers;
    }

    private static @Nullable ByteBuffer bytes(@Nullable String text) {
        return text == null ? null : ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
