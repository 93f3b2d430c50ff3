// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.StreamsGroupDescribeRequest;
import io.barnabas.wire.message.StreamsGroupDescribeResponse;
import io.barnabas.wire.message.StreamsGroupDescribeResponse.DescribedGroup;
import io.barnabas.wire.message.StreamsGroupDescribeResponse.Subtopology;
import io.barnabas.wire.message.StreamsGroupDescribeResponse.TopicInfo;
import io.barnabas.wire.message.StreamsGroupDescribeResponse.Topology;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Shows streams groups (KIP-1071), their topology and their members: StreamsGroupDescribe v0. */
public final class StreamsGroupDescribeHandler implements RequestHandler<StreamsGroupDescribeRequest> {
    private final GroupCoordinator coordinator;
    private final BooleanSupplier isEnabled;

    /** {@code isEnabled}: by the finalized streams.version and group.coordinator.rebalance.protocols. */
    StreamsGroupDescribeHandler(GroupCoordinator coordinator, BooleanSupplier isEnabled) {
        this.coordinator = coordinator;
        this.isEnabled = isEnabled;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.STREAMS_GROUP_DESCRIBE;
    }

    @Override
    public void handle(RequestContext context, StreamsGroupDescribeRequest request) {
        GroupHandlers.requireProtocol(isEnabled);
        List<CompletableFuture<DescribedGroup>> groups = new ArrayList<>();
        for (String groupId : request.groupIds()) {
            groups.add(describe(context, groupId)
                    .thenApply(group -> visible(context, request, group))
                    .exceptionally(failure -> refused(groupId, GroupHandlers.refusalOf(failure))));
        }
        context.respondWhenDone(CompletableFuture.allOf(groups.toArray(CompletableFuture[]::new))
                .thenApply(done -> new StreamsGroupDescribeResponse()
                        .setGroups(groups.stream().map(CompletableFuture::join).toList())));
    }

    private CompletableFuture<DescribedGroup> describe(RequestContext context, String groupId) {
        if (!context.allowed(Operation.DESCRIBE, ResourceType.GROUP, groupId)) {
            return CompletableFuture.completedFuture(failed(groupId, Errors.GROUP_AUTHORIZATION_FAILED));
        }
        try {
            return coordinator.describeStreamsGroup(groupId);
        } catch (ApiException e) {
            return CompletableFuture.completedFuture(failed(groupId, e.error()));
        }
    }

    private static DescribedGroup visible(
            RequestContext context, StreamsGroupDescribeRequest request, DescribedGroup group) {
        if (group.errorCode() != Errors.NONE.code()) {
            return group;
        }
        if (request.includeAuthorizedOperations()) {
            group.setAuthorizedOperations(context.authorizedOperations(ResourceType.GROUP, group.groupId()));
        }
        boolean allVisible = topics(group)
                .distinct()
                .allMatch(topic -> context.allowed(Operation.DESCRIBE, ResourceType.TOPIC, topic));
        return allVisible
                ? group
                : group.setErrorCode(Errors.TOPIC_AUTHORIZATION_FAILED.code())
                        .setErrorMessage(
                                "The described group uses topics that the client is not authorized to describe.")
                        .setMembers(new ArrayList<>())
                        .setTopology(null);
    }

    private static Stream<String> topics(DescribedGroup group) {
        Topology topology = group.topology();
        List<Subtopology> subtopologies = topology == null ? null : topology.subtopologies();
        return subtopologies == null
                ? Stream.empty()
                : subtopologies.stream().flatMap(StreamsGroupDescribeHandler::topics);
    }

    private static Stream<String> topics(Subtopology subtopology) {
        return Stream.of(
                        subtopology.sourceTopics().stream(),
                        subtopology.repartitionSinkTopics().stream(),
                        subtopology.repartitionSourceTopics().stream().map(TopicInfo::name),
                        subtopology.stateChangelogTopics().stream().map(TopicInfo::name))
                .flatMap(each -> each);
    }

    private static DescribedGroup refused(String groupId, ApiException refusal) {
        return failed(groupId, refusal.error()).setErrorMessage(GroupHandlers.textOf(refusal));
    }

    private static DescribedGroup failed(String groupId, Errors error) {
        return new DescribedGroup().setGroupId(groupId).setErrorCode(error.code());
    }

    @Override
    public ApiMessage failed(StreamsGroupDescribeRequest request, short version, Errors error) {
        return new StreamsGroupDescribeResponse()
                .setGroups(request.groupIds().stream()
                        .map(groupId -> failed(groupId, error))
                        .toList());
    }
}
