// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.client;

import static io.barnabas.cli.client.BrokerConnection.check;

import io.barnabas.wire.message.MetadataRequest;
import io.barnabas.wire.message.MetadataResponse;
import io.barnabas.wire.message.MetadataResponse.MetadataResponsePartition;
import io.barnabas.wire.message.MetadataResponse.MetadataResponseTopic;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** What topics there are, and their partitions. */
public final class TopicPartitions {
    private final BrokerConnection broker;

    public TopicPartitions(BrokerConnection broker) {
        this.broker = broker;
    }

    /** All topics, by name. */
    public List<MetadataResponseTopic> all() throws IOException {
        return ask(new MetadataRequest().setTopics(null)).topics().stream()
                .sorted(Comparator.comparing(topic -> Objects.requireNonNull(topic.name())))
                .toList();
    }

    /**
     * The partitions of one topic, by number.
     *
     * @param create makes a missing topic, where the broker is set so
     * @throws ApiException UNKNOWN_TOPIC_OR_PARTITION and others
     */
    public List<MetadataResponsePartition> of(String topic, boolean create) throws IOException {
        MetadataResponseTopic found = find(topic, create);
        if (found.errorCode() == Errors.UNKNOWN_TOPIC_OR_PARTITION.code()) {
            throw new ApiException(Errors.UNKNOWN_TOPIC_OR_PARTITION, "there is no topic '" + topic + "'");
        }
        check(found.errorCode(), "topic '" + topic + "'");
        return found.partitions().stream()
                .sorted(Comparator.comparingInt(MetadataResponsePartition::partitionIndex))
                .toList();
    }

    /** As the broker says it, an error included. */
    public MetadataResponseTopic find(String topic, boolean create) throws IOException {
        var request = new MetadataRequest()
                .setAllowAutoTopicCreation(create)
                .setTopics(List.of(new MetadataRequest.MetadataRequestTopic().setName(topic)));
        return ask(request).topics().get(0);
    }

    private MetadataResponse ask(MetadataRequest request) throws IOException {
        return broker.call(request, MetadataResponse.class);
    }
}
