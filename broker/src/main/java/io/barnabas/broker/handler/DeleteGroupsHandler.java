// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.DeleteGroupsRequest;
import io.barnabas.wire.message.DeleteGroupsResponse;
import io.barnabas.wire.message.DeleteGroupsResponse.DeletableGroupResult;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Deletes groups that nobody is in, with their offsets: DeleteGroups v0 to v2 (KIP-229). */
public final class DeleteGroupsHandler implements RequestHandler<DeleteGroupsRequest> {
    private final GroupCoordinator coordinator;

    DeleteGroupsHandler(GroupCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DELETE_GROUPS;
    }

    @Override
    public void handle(RequestContext context, DeleteGroupsRequest request) {
        List<CompletableFuture<DeletableGroupResult>> results = new ArrayList<>();
        for (String groupId : new LinkedHashSet<>(request.groupsNames())) {
            results.add(delete(context, groupId)
                    .exceptionally(GroupHandlers::errorOf)
                    .thenApply(error -> result(groupId, error)));
        }
        context.respondWhenDone(CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .thenApply(done -> new DeleteGroupsResponse()
                        .setResults(
                                results.stream().map(CompletableFuture::join).toList())));
    }

    private CompletableFuture<Errors> delete(RequestContext context, String groupId) {
        return context.allowed(Operation.DELETE, ResourceType.GROUP, groupId)
                ? coordinator.deleteGroup(groupId)
                : CompletableFuture.completedFuture(Errors.GROUP_AUTHORIZATION_FAILED);
    }

    private static DeletableGroupResult result(String groupId, Errors error) {
        return new DeletableGroupResult().setGroupId(groupId).setErrorCode(error.code());
    }

    @Override
    public ApiMessage failed(DeleteGroupsRequest request, short version, Errors error) {
        return new DeleteGroupsResponse()
                .setResults(request.groupsNames().stream()
                        .map(groupId -> result(groupId, error))
                        .toList());
    }
}
