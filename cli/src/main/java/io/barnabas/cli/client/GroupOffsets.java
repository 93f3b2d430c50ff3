// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.client;

import static io.barnabas.cli.client.BrokerConnection.check;

import io.barnabas.wire.message.DescribeShareGroupOffsetsRequest;
import io.barnabas.wire.message.DescribeShareGroupOffsetsRequest.DescribeShareGroupOffsetsRequestGroup;
import io.barnabas.wire.message.DescribeShareGroupOffsetsResponse;
import io.barnabas.wire.message.OffsetCommitRequest;
import io.barnabas.wire.message.OffsetCommitRequest.OffsetCommitRequestPartition;
import io.barnabas.wire.message.OffsetCommitRequest.OffsetCommitRequestTopic;
import io.barnabas.wire.message.OffsetCommitResponse;
import io.barnabas.wire.message.OffsetFetchRequest;
import io.barnabas.wire.message.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.barnabas.wire.message.OffsetFetchResponse;
import io.barnabas.wire.protocol.TopicPartition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How far groups have come. */
public final class GroupOffsets {
    private static final int BY_NAME = 9;
    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

    private final BrokerConnection broker;

    public GroupOffsets(BrokerConnection broker) {
        this.broker = broker;
    }

    /** What the group has committed; a share group's start offsets. */
    public Map<TopicPartition, Long> of(String group, String type) throws IOException {
        return type.equalsIgnoreCase("share") ? ofShareGroup(group) : committed(group);
    }

    private Map<TopicPartition, Long> committed(String group) throws IOException {
        var request = new OffsetFetchRequest()
                .setGroups(List.of(new OffsetFetchRequestGroup()
                        .setGroupId(group)
                        .setMemberEpoch(-1)
                        .setTopics(null)));
        Map<TopicPartition, Long> offsets = new TreeMap<>(ORDER);
        for (var answer :
                broker.call(request, OffsetFetchResponse.class, BY_NAME).groups()) {
            check(answer.errorCode(), "group '" + group + "'");
            for (var topic : answer.topics()) {
                for (var partition : topic.partitions()) {
                    check(partition.errorCode(), topic.name() + "-" + partition.partitionIndex());
                    offsets.put(
                            new TopicPartition(topic.name(), partition.partitionIndex()), partition.committedOffset());
                }
            }
        }
        return offsets;
    }

    private Map<TopicPartition, Long> ofShareGroup(String group) throws IOException {
        var request = new DescribeShareGroupOffsetsRequest()
                .setGroups(List.of(new DescribeShareGroupOffsetsRequestGroup()
                        .setGroupId(group)
                        .setTopics(null)));
        Map<TopicPartition, Long> offsets = new TreeMap<>(ORDER);
        for (var answer :
                broker.call(request, DescribeShareGroupOffsetsResponse.class).groups()) {
            check(answer.errorCode(), answer.errorMessage(), "group '" + group + "'");
            for (var topic : answer.topics()) {
                for (var partition : topic.partitions()) {
                    check(
                            partition.errorCode(),
                            partition.errorMessage(),
                            topic.topicName() + "-" + partition.partitionIndex());
                    offsets.put(
                            new TopicPartition(topic.topicName(), partition.partitionIndex()), partition.startOffset());
                }
            }
        }
        return offsets;
    }

    /**
     * Commits offsets for a group without members.
     *
     * @throws io.barnabas.wire.protocol.ApiException UNKNOWN_MEMBER_ID when it has members
     */
    public void commit(String group, Map<TopicPartition, Long> offsets) throws IOException {
        Map<String, List<OffsetCommitRequestPartition>> byTopic = new TreeMap<>();
        offsets.forEach((partition, offset) -> byTopic.computeIfAbsent(partition.topic(), topic -> new ArrayList<>())
                .add(new OffsetCommitRequestPartition()
                        .setPartitionIndex(partition.partition())
                        .setCommittedOffset(offset)
                        .setCommittedMetadata("")));
        List<OffsetCommitRequestTopic> topics = new ArrayList<>();
        byTopic.forEach((topic, partitions) ->
                topics.add(new OffsetCommitRequestTopic().setName(topic).setPartitions(partitions)));
        var request = new OffsetCommitRequest()
                .setGroupId(group)
                .setGenerationIdOrMemberEpoch(-1)
                .setTopics(topics);
        for (var topic :
                broker.call(request, OffsetCommitResponse.class, BY_NAME).topics()) {
            for (var partition : topic.partitions()) {
                check(partition.errorCode(), topic.name() + "-" + partition.partitionIndex());
            }
        }
    }
}
