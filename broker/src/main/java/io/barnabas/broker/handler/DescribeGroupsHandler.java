// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.DescribeGroupsRequest;
import io.barnabas.wire.message.DescribeGroupsResponse;
import io.barnabas.wire.message.DescribeGroupsResponse.DescribedGroup;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Shows classic groups and their members: DescribeGroups v0 to v6. */
public final class DescribeGroupsHandler implements RequestHandler<DescribeGroupsRequest> {
    private final GroupCoordinator coordinator;

    DescribeGroupsHandler(GroupCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DESCRIBE_GROUPS;
    }

    @Override
    public void handle(RequestContext context, DescribeGroupsRequest request) {
        List<CompletableFuture<DescribedGroup>> groups = new ArrayList<>();
        for (String groupId : request.groups()) {
            groups.add(describe(context, groupId)
                    .thenApply(group -> withOperations(context, request, group))
                    .exceptionally(failure -> failed(groupId, GroupHandlers.errorOf(failure))));
        }
        context.respondWhenDone(CompletableFuture.allOf(groups.toArray(CompletableFuture[]::new))
                .thenApply(done -> new DescribeGroupsResponse()
                        .setGroups(groups.stream().map(CompletableFuture::join).toList())));
    }

    private CompletableFuture<DescribedGroup> describe(RequestContext context, String groupId) {
        return context.allowed(Operation.DESCRIBE, ResourceType.GROUP, groupId)
                ? coordinator.describeGroup(groupId, context.version())
                : CompletableFuture.completedFuture(failed(groupId, Errors.GROUP_AUTHORIZATION_FAILED));
    }

    private static DescribedGroup withOperations(
            RequestContext context, DescribeGroupsRequest request, DescribedGroup group) {
        return request.includeAuthorizedOperations() && group.errorCode() == Errors.NONE.code()
                ? group.setAuthorizedOperations(context.authorizedOperations(ResourceType.GROUP, group.groupId()))
                : group;
    }

    private static DescribedGroup failed(String groupId, Errors error) {
        return new DescribedGroup().setGroupId(groupId).setErrorCode(error.code());
    }

    @Override
    public ApiMessage failed(DescribeGroupsRequest request, short version, Errors error) {
        return new DescribeGroupsResponse()
                .setGroups(request.groups().stream()
                        .map(groupId -> failed(groupId, error))
                        .toList());
    }
}
