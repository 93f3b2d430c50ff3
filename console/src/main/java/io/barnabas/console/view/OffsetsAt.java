// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.view;

import io.barnabas.broker.BrokerView;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.wire.message.ListOffsetsRequest;
import io.barnabas.wire.message.ListOffsetsRequest.ListOffsetsPartition;
import io.barnabas.wire.message.ListOffsetsRequest.ListOffsetsTopic;
import io.barnabas.wire.message.ListOffsetsResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Which offset goes with a time, by partition. */
public final class OffsetsAt {
    public static final long END = -1;
    public static final long START = -2;

    private final BrokerView broker;

    public OffsetsAt(BrokerView broker) {
        this.broker = broker;
    }

    /**
     * The first record at or after a time in ms; the end where there is none.
     *
     * @param timestamp or {@link #START} or {@link #END}
     */
    public CompletableFuture<Map<Integer, Long>> find(TopicInfo topic, Collection<Integer> partitions, long timestamp) {
        return ask(topic, partitions, timestamp).thenCompose(found -> {
            List<Integer> none = found.entrySet().stream()
                    .filter(entry -> entry.getValue() < 0)
                    .map(Map.Entry::getKey)
                    .toList();
            return none.isEmpty() || timestamp < 0
                    ? CompletableFuture.completedFuture(found)
                    : ask(topic, none, END).thenApply(ends -> {
                        found.putAll(ends);
                        return found;
                    });
        });
    }

    private CompletableFuture<Map<Integer, Long>> ask(TopicInfo topic, Collection<Integer> partitions, long timestamp) {
        var asked = partitions.stream()
                .map(index ->
                        new ListOffsetsPartition().setPartitionIndex(index).setTimestamp(timestamp))
                .toList();
        var request = new ListOffsetsRequest()
                .setReplicaId(-1)
                .setTopics(List.of(new ListOffsetsTopic().setName(topic.name()).setPartitions(asked)));
        return broker.client().ask(request, ListOffsetsResponse.class).thenApply(response -> {
            Map<Integer, Long> offsets = new TreeMap<>();
            response.topics()
                    .get(0)
                    .partitions()
                    .forEach(partition -> offsets.put(
                            partition.partitionIndex(), partition.errorCode() == 0 ? partition.offset() : -1));
            return offsets;
        });
    }
}
