// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.partition.Partition;
import io.barnabas.broker.partition.Partitions;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.coordinator.share.SharePartitionKey;
import io.barnabas.coordinator.share.ShareState;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.DescribeShareGroupOffsetsRequest;
import io.barnabas.wire.message.DescribeShareGroupOffsetsRequest.DescribeShareGroupOffsetsRequestGroup;
import io.barnabas.wire.message.DescribeShareGroupOffsetsRequest.DescribeShareGroupOffsetsRequestTopic;
import io.barnabas.wire.message.DescribeShareGroupOffsetsResponse;
import io.barnabas.wire.message.DescribeShareGroupOffsetsResponse.DescribeShareGroupOffsetsResponseGroup;
import io.barnabas.wire.message.DescribeShareGroupOffsetsResponse.DescribeShareGroupOffsetsResponsePartition;
import io.barnabas.wire.message.DescribeShareGroupOffsetsResponse.DescribeShareGroupOffsetsResponseTopic;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Shows where share groups are, and how far behind: DescribeShareGroupOffsets v0 and v1 (KIP-932, KIP-1226). A group that does not
 * exist is nowhere, which is no error.
 */
public final class DescribeShareGroupOffsetsHandler implements RequestHandler<DescribeShareGroupOffsetsRequest> {
    private static final long UNKNOWN_LAG = -1;

    private final GroupCoordinator coordinator;
    private final HighWatermarks highWatermarks;
    private final Supplier<MetadataImage> metadata;
    private final BooleanSupplier isEnabled;

    /** Up to where there are records. */
    interface HighWatermarks {
        /** Negative when the partition is not here. */
        long of(String topic, int partition);

        static HighWatermarks of(Partitions partitions) {
            return (topic, index) -> {
                Partition partition = partitions.find(topic, index);
                return partition == null ? -1 : partition.log().highWatermark();
            };
        }
    }

    /** {@code isEnabled}: by the finalized share.version. */
    DescribeShareGroupOffsetsHandler(
            GroupCoordinator coordinator,
            HighWatermarks highWatermarks,
            Supplier<MetadataImage> metadata,
            BooleanSupplier isEnabled) {
        this.coordinator = coordinator;
        this.highWatermarks = highWatermarks;
        this.metadata = metadata;
        this.isEnabled = isEnabled;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DESCRIBE_SHARE_GROUP_OFFSETS;
    }

    @Override
    public void handle(RequestContext context, DescribeShareGroupOffsetsRequest request) {
        GroupHandlers.requireProtocol(isEnabled);
        List<CompletableFuture<DescribeShareGroupOffsetsResponseGroup>> groups = new ArrayList<>();
        for (DescribeShareGroupOffsetsRequestGroup asked : request.groups()) {
            groups.add(describe(context, asked).exceptionally(failure -> {
                ApiException refusal = GroupHandlers.refusalOf(failure);
                return failed(asked.groupId(), refusal.error()).setErrorMessage(refusal.getMessage());
            }));
        }
        context.respondWhenDone(CompletableFuture.allOf(groups.toArray(CompletableFuture[]::new))
                .thenApply(done -> new DescribeShareGroupOffsetsResponse()
                        .setGroups(groups.stream().map(CompletableFuture::join).toList())));
    }

    private CompletableFuture<DescribeShareGroupOffsetsResponseGroup> describe(
            RequestContext context, DescribeShareGroupOffsetsRequestGroup asked) {
        String groupId = asked.groupId();
        if (!context.allowed(Operation.DESCRIBE, ResourceType.GROUP, groupId)) {
            return CompletableFuture.completedFuture(failed(groupId, Errors.GROUP_AUTHORIZATION_FAILED));
        }
        if (asked.topics() == null) {
            return coordinator
                    .shareGroups()
                    .partitionsWithState(groupId)
                    .thenCompose(all -> describe(groupId, visible(context, all), List.of()));
        }
        List<DescribeShareGroupOffsetsRequestTopic> visible = new ArrayList<>();
        List<DescribeShareGroupOffsetsResponseTopic> hidden = new ArrayList<>();
        for (DescribeShareGroupOffsetsRequestTopic topic : asked.topics()) {
            if (context.allowed(Operation.DESCRIBE, ResourceType.TOPIC, topic.topicName())) {
                visible.add(topic);
            } else {
                hidden.add(hidden(topic));
            }
        }
        boolean makesNoSense = groupId.isEmpty()
                || visible.stream().anyMatch(topic -> topic.partitions().isEmpty());
        return makesNoSense && !visible.isEmpty()
                ? CompletableFuture.completedFuture(failed(groupId, Errors.UNKNOWN_SERVER_ERROR))
                : describe(groupId, visible, hidden);
    }

    private static List<DescribeShareGroupOffsetsRequestTopic> visible(
            RequestContext context, Map<String, List<Integer>> all) {
        List<DescribeShareGroupOffsetsRequestTopic> visible = new ArrayList<>();
        all.forEach((topic, numbers) -> {
            if (context.allowed(Operation.DESCRIBE, ResourceType.TOPIC, topic)) {
                visible.add(new DescribeShareGroupOffsetsRequestTopic()
                        .setTopicName(topic)
                        .setPartitions(numbers));
            }
        });
        return visible;
    }

    private static DescribeShareGroupOffsetsResponseTopic hidden(DescribeShareGroupOffsetsRequestTopic topic) {
        var answer = new DescribeShareGroupOffsetsResponseTopic().setTopicName(topic.topicName());
        topic.partitions()
                .forEach(index -> answer.partitions()
                        .add(undecided(index)
                                .setErrorCode(Errors.TOPIC_AUTHORIZATION_FAILED.code())
                                .setErrorMessage(Errors.TOPIC_AUTHORIZATION_FAILED.message())));
        return answer;
    }

    private CompletableFuture<DescribeShareGroupOffsetsResponseGroup> describe(
            String groupId,
            List<DescribeShareGroupOffsetsRequestTopic> topics,
            List<DescribeShareGroupOffsetsResponseTopic> hidden) {
        var group = new DescribeShareGroupOffsetsResponseGroup().setGroupId(groupId);
        List<CompletableFuture<?>> waiting = new ArrayList<>();
        for (DescribeShareGroupOffsetsRequestTopic topic : topics) {
            var answer = new DescribeShareGroupOffsetsResponseTopic().setTopicName(topic.topicName());
            group.topics().add(answer);
            TopicInfo known = metadata.get().topic(topic.topicName());
            for (int index : topic.partitions()) {
                var partition = undecided(index);
                answer.partitions().add(partition);
                if (known != null) {
                    answer.setTopicId(known.id());
                    waiting.add(coordinator
                            .shareGroups()
                            .state(new SharePartitionKey(groupId, known.id(), index))
                            .handle((state, failure) -> failure == null
                                    ? fill(partition, known, state)
                                    : fail(partition, GroupHandlers.refusalOf(failure))));
                }
            }
        }
        group.topics().addAll(hidden);
        return CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new))
                .thenApply(done -> group);
    }

    private static DescribeShareGroupOffsetsResponsePartition undecided(int index) {
        return new DescribeShareGroupOffsetsResponsePartition()
                .setPartitionIndex(index)
                .setStartOffset(ShareState.NO_OFFSET)
                .setLeaderEpoch(0)
                .setLag(UNKNOWN_LAG);
    }

    private boolean fill(
            DescribeShareGroupOffsetsResponsePartition answer, TopicInfo topic, Optional<ShareState> found) {
        found.ifPresent(state -> answer.setStartOffset(state.startOffset())
                .setLeaderEpoch(state.leaderEpoch())
                .setLag(lag(state, highWatermarks.of(topic.name(), answer.partitionIndex()))));
        return true;
    }

    private static long lag(ShareState state, long highWatermark) {
        return highWatermark < 0
                        || state.startOffset() == ShareState.NO_OFFSET
                        || state.deliveryCompleteCount() == ShareState.NO_COUNT
                ? UNKNOWN_LAG
                : highWatermark - state.startOffset() - state.deliveryCompleteCount();
    }

    /** A partition that does not exist has no state, as one that has none yet. */
    private static boolean fail(DescribeShareGroupOffsetsResponsePartition answer, ApiException refusal) {
        if (refusal.error() != Errors.UNKNOWN_TOPIC_OR_PARTITION) {
            answer.setErrorCode(refusal.error().code()).setErrorMessage(refusal.getMessage());
        }
        return false;
    }

    private static DescribeShareGroupOffsetsResponseGroup failed(String groupId, Errors error) {
        return new DescribeShareGroupOffsetsResponseGroup()
                .setGroupId(groupId)
                .setErrorCode(error.code())
                .setErrorMessage(error.message());
    }

    @Override
    public ApiMessage failed(DescribeShareGroupOffsetsRequest request, short version, Errors error) {
        return new DescribeShareGroupOffsetsResponse()
                .setGroups(request.groups().stream()
                        .map(group -> failed(group.groupId(), error))
                        .toList());
    }
}
