// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.metadata.MetadataConfig;
import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.PartitionInfo;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.metadata.TopicNames;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.DescribeTopicPartitionsRequest;
import io.barnabas.wire.message.DescribeTopicPartitionsRequest.TopicRequest;
import io.barnabas.wire.message.DescribeTopicPartitionsResponse;
import io.barnabas.wire.message.DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponsePartition;
import io.barnabas.wire.message.DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponseTopic;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Describes partitions page by page: DescribeTopicPartitions v0 (KIP-966). Topics come in the order of their names; when a page is full
 * the answer has a cursor at which the next request goes on.
 */
public final class DescribeTopicPartitionsHandler implements RequestHandler<DescribeTopicPartitionsRequest> {
    private final Supplier<MetadataImage> metadata;
    private final MetadataConfig config;

    public DescribeTopicPartitionsHandler(Supplier<MetadataImage> metadata, MetadataConfig config) {
        this.metadata = metadata;
        this.config = config;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DESCRIBE_TOPIC_PARTITIONS;
    }

    @Override
    public void handle(RequestContext context, DescribeTopicPartitionsRequest request) {
        MetadataImage image = metadata.get();
        DescribeTopicPartitionsRequest.Cursor cursor = request.cursor();
        if (cursor != null && cursor.partitionIndex() < 0) {
            throw new ApiException(
                    Errors.INVALID_REQUEST, "DescribeTopicPartitionsRequest cursor partition must be valid: " + cursor);
        }
        boolean all = request.topics().isEmpty();
        SortedSet<String> names = all ? allTopics(image) : requested(request);
        String from = cursor == null ? "" : cursor.topicName();
        if (!all && cursor != null && !names.contains(from)) {
            throw new ApiException(
                    Errors.INVALID_REQUEST,
                    "DescribeTopicPartitionsRequest topic list should contain the cursor topic: " + from);
        }
        int limit = Math.max(Math.min(config.maxRequestPartitions(), request.responsePartitionLimit()), 1);
        Page page = new Page(context, image, limit);
        List<String> forbidden = new ArrayList<>();
        for (String name : names.tailSet(from)) {
            if (!context.allowed(Operation.DESCRIBE, ResourceType.TOPIC, name)) {
                forbidden.add(name);
            } else if (!page.add(name, cursor != null && name.equals(from) ? cursor.partitionIndex() : 0)) {
                break;
            }
        }
        if (!all) {
            forbidden.forEach(name -> page.response.topics().add(refused(name, Errors.TOPIC_AUTHORIZATION_FAILED)));
        }
        context.respond(page.response);
    }

    private static SortedSet<String> allTopics(MetadataImage image) {
        SortedSet<String> names = new TreeSet<>();
        image.topics().forEach(topic -> names.add(topic.name()));
        return names;
    }

    private static SortedSet<String> requested(DescribeTopicPartitionsRequest request) {
        SortedSet<String> names = new TreeSet<>();
        request.topics().forEach(topic -> names.add(topic.name()));
        return names;
    }

    /** One answer while it fills up. */
    private static final class Page {
        private final DescribeTopicPartitionsResponse response = new DescribeTopicPartitionsResponse();
        private final RequestContext context;
        private final MetadataImage image;
        private int remaining;

        Page(RequestContext context, MetadataImage image, int limit) {
            this.context = context;
            this.image = image;
            this.remaining = limit;
        }

        /** Adds a topic from a partition on; says false when the page is full and the cursor is set. */
        boolean add(String name, int firstPartition) {
            if (remaining == 0) {
                goOnAt(name, 0);
                return false;
            }
            TopicInfo topic = image.topic(name);
            if (topic == null) {
                response.topics()
                        .add(refused(
                                        name,
                                        TopicNames.isValid(name)
                                                ? Errors.UNKNOWN_TOPIC_OR_PARTITION
                                                : Errors.INVALID_TOPIC_EXCEPTION)
                                .setTopicAuthorizedOperations(context.authorizedOperations(ResourceType.TOPIC, name)));
                return true;
            }
            int end = Math.min(topic.partitions().size(), firstPartition + remaining);
            List<DescribeTopicPartitionsResponsePartition> partitions = new ArrayList<>();
            for (int i = firstPartition; i < end; i++) {
                partitions.add(describe(topic.partitions().get(i), image.nodeId()));
            }
            remaining -= partitions.size();
            response.topics()
                    .add(new DescribeTopicPartitionsResponseTopic()
                            .setErrorCode(Errors.NONE.code())
                            .setName(name)
                            .setTopicId(topic.id())
                            .setIsInternal(topic.isInternal())
                            .setTopicAuthorizedOperations(context.authorizedOperations(ResourceType.TOPIC, name))
                            .setPartitions(partitions));
            if (end < topic.partitions().size()) {
                goOnAt(name, end);
                return false;
            }
            return true;
        }

        private void goOnAt(String topic, int partition) {
            response.setNextCursor(new DescribeTopicPartitionsResponse.Cursor()
                    .setTopicName(topic)
                    .setPartitionIndex(partition));
        }
    }

    private static DescribeTopicPartitionsResponsePartition describe(PartitionInfo partition, int nodeId) {
        boolean led = partition.leader() != PartitionInfo.NO_LEADER;
        return new DescribeTopicPartitionsResponsePartition()
                .setErrorCode(led ? Errors.NONE.code() : Errors.LEADER_NOT_AVAILABLE.code())
                .setPartitionIndex(partition.partition())
                .setLeaderId(partition.leader())
                .setLeaderEpoch(partition.leaderEpoch())
                .setReplicaNodes(partition.replicas())
                .setIsrNodes(partition.isr())
                .setEligibleLeaderReplicas(partition.eligibleLeaderReplicas())
                .setLastKnownElr(partition.lastKnownElr())
                .setOfflineReplicas(partition.offlineReplicas(nodeId));
    }

    private static DescribeTopicPartitionsResponseTopic refused(@Nullable String name, Errors error) {
        return new DescribeTopicPartitionsResponseTopic()
                .setErrorCode(error.code())
                .setName(name)
                .setIsInternal(name != null && TopicInfo.isInternal(name));
    }

    @Override
    public ApiMessage failed(DescribeTopicPartitionsRequest request, short version, Errors error) {
        DescribeTopicPartitionsResponse response = new DescribeTopicPartitionsResponse();
        for (TopicRequest topic : request.topics()) {
            response.topics().add(refused(topic.name(), error));
        }
        return response;
    }
}
