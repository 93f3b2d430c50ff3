// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.OffsetFetchRequest;
import io.barnabas.wire.message.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.barnabas.wire.message.OffsetFetchRequest.OffsetFetchRequestTopics;
import io.barnabas.wire.message.OffsetFetchResponse.OffsetFetchResponseGroup;
import io.barnabas.wire.message.OffsetFetchResponse.OffsetFetchResponsePartitions;
import io.barnabas.wire.message.OffsetFetchResponse.OffsetFetchResponseTopics;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Uuids;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Says how far groups have come: OffsetFetch v1 to v10. One group before v8, several since (KIP-709); topics go by id from
 * v10 on (KIP-848). {@link OffsetFetchShape} turns the older versions into the newer shape and back.
 */
public final class OffsetFetchHandler implements RequestHandler<OffsetFetchRequest> {
    private static final short FIRST_VERSION_WITH_IDS = 10;

    private final GroupCoordinator coordinator;
    private final Supplier<MetadataImage> metadata;

    OffsetFetchHandler(GroupCoordinator coordinator, Supplier<MetadataImage> metadata) {
        this.coordinator = coordinator;
        this.metadata = metadata;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.OFFSET_FETCH;
    }

    @Override
    public void handle(RequestContext context, OffsetFetchRequest request) {
        List<CompletableFuture<OffsetFetchResponseGroup>> groups = new ArrayList<>();
        for (OffsetFetchRequestGroup group : OffsetFetchShape.groups(request, context.version())) {
            groups.add(fetch(context, group, request.requireStable())
                    .exceptionally(failure ->
                            OffsetFetchShape.failed(group, context.version(), GroupHandlers.errorOf(failure))));
        }
        context.respondWhenDone(CompletableFuture.allOf(groups.toArray(CompletableFuture[]::new))
                .thenApply(done -> OffsetFetchShape.response(
                        groups.stream().map(CompletableFuture::join).toList(), context.version())));
    }

    private CompletableFuture<OffsetFetchResponseGroup> fetch(
            RequestContext context, OffsetFetchRequestGroup group, boolean requireStable) {
        if (!context.allowed(Operation.DESCRIBE, ResourceType.GROUP, group.groupId())) {
            return CompletableFuture.completedFuture(
                    OffsetFetchShape.failed(group, context.version(), Errors.GROUP_AUTHORIZATION_FAILED));
        }
        if (group.topics() == null) {
            return coordinator.fetchOffsets(group, requireStable).thenApply(all -> visible(context, all));
        }
        List<OffsetFetchRequestTopics> accepted = new ArrayList<>();
        List<OffsetFetchResponseTopics> refused = new ArrayList<>();
        for (OffsetFetchRequestTopics topic : group.topics()) {
            Errors error = resolve(context, topic);
            if (error == Errors.NONE) {
                accepted.add(topic);
            } else {
                refused.add(refuse(topic, error));
            }
        }
        group.setTopics(accepted);
        return coordinator.fetchOffsets(group, requireStable).thenApply(answer -> {
            answer.topics().addAll(refused);
            return answer;
        });
    }

    /** Finds the name that goes with an id; topics named need not exist, their offsets may have outlived them. */
    private Errors resolve(RequestContext context, OffsetFetchRequestTopics topic) {
        if (context.version() >= FIRST_VERSION_WITH_IDS) {
            TopicInfo info = metadata.get().topic(topic.topicId());
            if (info == null) {
                return Errors.UNKNOWN_TOPIC_ID;
            }
            topic.setName(info.name());
        }
        return context.allowed(Operation.DESCRIBE, ResourceType.TOPIC, topic.name())
                ? Errors.NONE
                : Errors.TOPIC_AUTHORIZATION_FAILED;
    }

    /** Of all that the group has committed, what the client may know of and can be told. */
    private OffsetFetchResponseGroup visible(RequestContext context, OffsetFetchResponseGroup group) {
        List<OffsetFetchResponseTopics> topics = new ArrayList<>();
        for (OffsetFetchResponseTopics topic : group.topics()) {
            TopicInfo info = metadata.get().topic(topic.name());
            boolean nameable = context.version() < FIRST_VERSION_WITH_IDS || info != null;
            if (nameable && context.allowed(Operation.DESCRIBE, ResourceType.TOPIC, topic.name())) {
                topics.add(topic.setTopicId(info == null ? Uuids.ZERO : info.id()));
            }
        }
        return group.setTopics(topics);
    }

    private static OffsetFetchResponseTopics refuse(OffsetFetchRequestTopics topic, Errors error) {
        List<OffsetFetchResponsePartitions> partitions = new ArrayList<>();
        for (int index : topic.partitionIndexes()) {
            partitions.add(OffsetFetchShape.none(index, error));
        }
        return new OffsetFetchResponseTopics()
                .setName(topic.name())
                .setTopicId(topic.topicId())
                .setPartitions(partitions);
    }

    @Override
    public ApiMessage failed(OffsetFetchRequest request, short version, Errors error) {
        List<OffsetFetchResponseGroup> groups = new ArrayList<>();
        OffsetFetchShape.groups(request, version)
                .forEach(group -> groups.add(OffsetFetchShape.failed(group, version, error)));
        return OffsetFetchShape.response(groups, version);
    }
}
