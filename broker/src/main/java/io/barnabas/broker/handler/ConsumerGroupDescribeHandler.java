// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.ConsumerGroupDescribeRequest;
import io.barnabas.wire.message.ConsumerGroupDescribeResponse;
import io.barnabas.wire.message.ConsumerGroupDescribeResponse.DescribedGroup;
import io.barnabas.wire.message.ConsumerGroupDescribeResponse.Member;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Shows consumer groups (KIP-848) and their members: ConsumerGroupDescribe v0 and v1. */
public final class ConsumerGroupDescribeHandler implements RequestHandler<ConsumerGroupDescribeRequest> {
    private final GroupCoordinator coordinator;
    private final BooleanSupplier isEnabled;

    /** {@code isEnabled}: by the finalized group.version and group.coordinator.rebalance.protocols. */
    ConsumerGroupDescribeHandler(GroupCoordinator coordinator, BooleanSupplier isEnabled) {
        this.coordinator = coordinator;
        this.isEnabled = isEnabled;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.CONSUMER_GROUP_DESCRIBE;
    }

    @Override
    public void handle(RequestContext context, ConsumerGroupDescribeRequest request) {
        GroupHandlers.requireProtocol(isEnabled);
        List<CompletableFuture<DescribedGroup>> groups = new ArrayList<>();
        for (String groupId : request.groupIds()) {
            groups.add(describe(context, groupId)
                    .thenApply(group -> visible(context, request, group))
                    .exceptionally(failure -> refused(groupId, GroupHandlers.refusalOf(failure))));
        }
        context.respondWhenDone(CompletableFuture.allOf(groups.toArray(CompletableFuture[]::new))
                .thenApply(done -> new ConsumerGroupDescribeResponse()
                        .setGroups(groups.stream().map(CompletableFuture::join).toList())));
    }

    private CompletableFuture<DescribedGroup> describe(RequestContext context, String groupId) {
        if (!context.allowed(Operation.DESCRIBE, ResourceType.GROUP, groupId)) {
            return CompletableFuture.completedFuture(failed(groupId, Errors.GROUP_AUTHORIZATION_FAILED));
        }
        try {
            return coordinator.describeConsumerGroup(groupId);
        } catch (ApiException e) {
            return CompletableFuture.completedFuture(failed(groupId, e.error()));
        }
    }

    private static DescribedGroup visible(
            RequestContext context, ConsumerGroupDescribeRequest request, DescribedGroup group) {
        if (group.errorCode() != Errors.NONE.code()) {
            return group;
        }
        if (request.includeAuthorizedOperations()) {
            group.setAuthorizedOperations(context.authorizedOperations(ResourceType.GROUP, group.groupId()));
        }
        boolean allVisible = group.members().stream()
                .flatMap(ConsumerGroupDescribeHandler::topics)
                .distinct()
                .allMatch(topic -> context.allowed(Operation.DESCRIBE, ResourceType.TOPIC, topic));
        return allVisible
                ? group
                : group.setErrorCode(Errors.TOPIC_AUTHORIZATION_FAILED.code())
                        .setErrorMessage(
                                "The group has described topic(s) that the client is not authorized to describe.")
                        .setMembers(new ArrayList<>());
    }

    private static Stream<String> topics(Member member) {
        return Stream.concat(
                member.subscribedTopicNames().stream(),
                Stream.of(member.assignment(), member.targetAssignment())
                        .flatMap(assignment -> assignment.topicPartitions().stream())
                        .map(ConsumerGroupDescribeResponse.TopicPartitions::topicName));
    }

    private static DescribedGroup refused(String groupId, ApiException refusal) {
        return failed(groupId, refusal.error()).setErrorMessage(GroupHandlers.textOf(refusal));
    }

    private static DescribedGroup failed(String groupId, Errors error) {
        return new DescribedGroup().setGroupId(groupId).setErrorCode(error.code());
    }

    @Override
    public ApiMessage failed(ConsumerGroupDescribeRequest request, short version, Errors error) {
        return new ConsumerGroupDescribeResponse()
                .setGroups(request.groupIds().stream()
                        .map(groupId -> failed(groupId, error))
                        .toList());
    }
}
