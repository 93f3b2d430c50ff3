// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.records;

import io.barnabas.broker.BrokerView;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.console.http.Refusal;
import io.barnabas.wire.message.FetchRequest;
import io.barnabas.wire.message.FetchRequest.FetchPartition;
import io.barnabas.wire.message.FetchRequest.FetchTopic;
import io.barnabas.wire.message.FetchResponse;
import io.barnabas.wire.message.FetchResponse.PartitionData;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Reads partitions of one topic from given offsets on, by the broker's own fetch: a bounded number of bytes of each. */
final class TopicReader {
    private static final int MAX_BYTES_EACH = 1024 * 1024;
    private static final int MAX_BYTES = 4 * 1024 * 1024;
    private static final long MAY_TAKE_S = 10;

    private final BrokerView broker;
    private final TopicInfo topic;

    TopicReader(BrokerView broker, TopicInfo topic) {
        this.broker = broker;
        this.topic = topic;
    }

    /** What is there from these offsets on, a chunk for each partition. To be called where one may wait. */
    Map<Integer, Chunk> read(Map<Integer, Long> from) {
        FetchResponse response =
                fetch(from, 0).orTimeout(MAY_TAKE_S, TimeUnit.SECONDS).join();
        return chunks(from, response);
    }

    /** Asks for what is there, waiting for the first record so long. */
    CompletableFuture<FetchResponse> fetch(Map<Integer, Long> from, int maxWaitMs) {
        List<FetchPartition> partitions = from.entrySet().stream()
                .map(entry -> new FetchPartition()
                        .setPartition(entry.getKey())
                        .setFetchOffset(entry.getValue())
                        .setPartitionMaxBytes(MAX_BYTES_EACH))
                .toList();
        var request = new FetchRequest()
                .setMaxWaitMs(maxWaitMs)
                .setMinBytes(1)
                .setMaxBytes(MAX_BYTES)
                .setTopics(List.of(new FetchTopic().setTopicId(topic.id()).setPartitions(partitions)));
        return broker.client().ask(request, FetchResponse.class);
    }

    Map<Integer, Chunk> chunks(Map<Integer, Long> from, FetchResponse response) {
        if (response.errorCode() != 0) {
            throw new Refusal(409, Errors.forCode(response.errorCode()).name());
        }
        Map<Integer, Chunk> chunks = new TreeMap<>();
        for (var answered : response.responses()) {
            for (PartitionData data : answered.partitions()) {
                Long offset = from.get(data.partitionIndex());
                if (offset != null) {
                    chunks.put(data.partitionIndex(), Chunk.of(data, offset));
                }
            }
        }
        if (from.size() > 1) {
            chunks.replaceAll((partition, chunk) -> hasNoRoom(chunk) ? alone(partition, chunk.next()) : chunk);
        }
        return chunks;
    }

    /** Only the first partition of a fetch gets a batch that is larger than what it may have. */
    private static boolean hasNoRoom(Chunk chunk) {
        return chunk.records().isEmpty() && !chunk.reachesEnd();
    }

    private Chunk alone(int partition, long offset) {
        Chunk chunk = read(Map.of(partition, offset)).get(partition);
        if (chunk == null) {
            throw new Refusal(409, "Partition " + partition + " gave no answer");
        }
        return chunk;
    }
}
