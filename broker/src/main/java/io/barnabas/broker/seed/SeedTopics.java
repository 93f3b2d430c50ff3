// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.seed;

import io.barnabas.broker.StartupException;
import io.barnabas.wire.message.ListOffsetsRequest;
import io.barnabas.wire.message.ListOffsetsRequest.ListOffsetsPartition;
import io.barnabas.wire.message.ListOffsetsRequest.ListOffsetsTopic;
import io.barnabas.wire.message.ListOffsetsResponse;
import io.barnabas.wire.message.ListOffsetsResponse.ListOffsetsPartitionResponse;
import io.barnabas.wire.message.MetadataRequest;
import io.barnabas.wire.message.MetadataRequest.MetadataRequestTopic;
import io.barnabas.wire.message.MetadataResponse;
import io.barnabas.wire.message.MetadataResponse.MetadataResponseTopic;
import io.barnabas.wire.protocol.Errors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The topics that are there, asked for once each. */
final class SeedTopics {
    private static final int ANY_REPLICA = -1;

    private final SeedClient client;
    private final Map<String, Topic> known = new HashMap<>();

    SeedTopics(SeedClient client) {
        this.client = client;
    }

    record Topic(String name, UUID id, int partitions) {}

    /** @throws StartupException when there is no such topic, or not so many partitions of it */
    Topic find(String name, int partition, String origin) {
        Topic topic = known.computeIfAbsent(name, wanted -> ask(wanted, origin));
        if (partition >= topic.partitions()) {
            throw new StartupException(origin + ": topic " + name + " has no partition " + partition + ", only "
                    + topic.partitions() + " of them");
        }
        return topic;
    }

    private Topic ask(String name, String origin) {
        MetadataRequest request = new MetadataRequest()
                .setAllowAutoTopicCreation(false)
                .setTopics(List.of(new MetadataRequestTopic().setName(name)));
        MetadataResponseTopic topic =
                client.ask(MetadataResponse.class, request).topics().get(0);
        if (topic.errorCode() != Errors.NONE.code()) {
            throw new StartupException(origin + ": there is no topic " + name + "; name it under topics");
        }
        return new Topic(name, topic.topicId(), topic.partitions().size());
    }

    /** @param at {@link OffsetSeed#EARLIEST} or {@link OffsetSeed#LATEST} */
    long offset(Topic topic, int partition, long at, String origin) {
        ListOffsetsPartition wanted =
                new ListOffsetsPartition().setPartitionIndex(partition).setTimestamp(at);
        ListOffsetsRequest request = new ListOffsetsRequest()
                .setReplicaId(ANY_REPLICA)
                .setTopics(List.of(new ListOffsetsTopic().setName(topic.name()).setPartitions(List.of(wanted))));
        ListOffsetsPartitionResponse answer = client.ask(ListOffsetsResponse.class, request)
                .topics()
                .get(0)
                .partitions()
                .get(0);
        if (answer.errorCode() != Errors.NONE.code()) {
            throw new StartupException(origin + ": cannot look into " + topic.name() + "-" + partition + ": "
                    + Errors.forCode(answer.errorCode()).message());
        }
        return answer.offset();
    }
}
