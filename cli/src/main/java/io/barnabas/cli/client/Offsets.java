// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.client;

import static io.barnabas.cli.client.BrokerConnection.check;

import io.barnabas.wire.message.ListOffsetsRequest;
import io.barnabas.wire.message.ListOffsetsRequest.ListOffsetsPartition;
import io.barnabas.wire.message.ListOffsetsRequest.ListOffsetsTopic;
import io.barnabas.wire.message.ListOffsetsResponse;
import io.barnabas.wire.protocol.TopicPartition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where partitions begin and end, and which of their offsets belongs to a time. */
public final class Offsets {
    /** Stands for the log end in {@link #at}. */
    public static final long LATEST = -1;
    /** Stands for the log start in {@link #at}. */
    public static final long EARLIEST = -2;

    private static final byte READ_UNCOMMITTED = 0;
    private static final byte READ_COMMITTED = 1;

    private final BrokerConnection broker;

    public Offsets(BrokerConnection broker) {
        this.broker = broker;
    }

    /**
     * The offset of each partition at a time.
     *
     * @param timestamp milliseconds, {@link #LATEST} or {@link #EARLIEST}
     * @return by partition in their order; -1 where no record is as young as that
     */
    public Map<TopicPartition, Long> at(long timestamp, Collection<TopicPartition> partitions) throws IOException {
        return at(timestamp, partitions, READ_UNCOMMITTED);
    }

    /** The offset of each partition below which no transaction is open: as far as committed records can be read. */
    public Map<TopicPartition, Long> committedEnds(Collection<TopicPartition> partitions) throws IOException {
        return at(LATEST, partitions, READ_COMMITTED);
    }

    private Map<TopicPartition, Long> at(long timestamp, Collection<TopicPartition> partitions, byte isolation)
            throws IOException {
        Map<String, List<ListOffsetsPartition>> byTopic = new TreeMap<>();
        for (TopicPartition partition : partitions) {
            byTopic.computeIfAbsent(partition.topic(), topic -> new ArrayList<>())
                    .add(new ListOffsetsPartition()
                            .setPartitionIndex(partition.partition())
                            .setTimestamp(timestamp));
        }
        List<ListOffsetsTopic> topics = new ArrayList<>();
        byTopic.forEach((topic, asked) ->
                topics.add(new ListOffsetsTopic().setName(topic).setPartitions(asked)));
        Map<TopicPartition, Long> found = new LinkedHashMap<>();
        if (topics.isEmpty()) {
            return found;
        }
        partitions.forEach(partition -> found.put(partition, LATEST));
        var request = new ListOffsetsRequest()
                .setReplicaId(-1)
                .setIsolationLevel(isolation)
                .setTopics(topics);
        for (var topic : broker.call(request, ListOffsetsResponse.class).topics()) {
            for (var partition : topic.partitions()) {
                var key = new TopicPartition(topic.name(), partition.partitionIndex());
                check(partition.errorCode(), key.toString());
                found.put(key, partition.offset());
            }
        }
        return found;
    }
}
