// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.ListGroupsRequest;
import io.barnabas.wire.message.ListGroupsResponse;
import io.barnabas.wire.message.ListGroupsResponse.ListedGroup;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.List;

/** Lists the groups of this broker, by state (v4, KIP-518) and type (v5, KIP-848) if asked: ListGroups v0 to v5. */
public final class ListGroupsHandler implements RequestHandler<ListGroupsRequest> {
    private final GroupCoordinator coordinator;

    ListGroupsHandler(GroupCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.LIST_GROUPS;
    }

    @Override
    public void handle(RequestContext context, ListGroupsRequest request) {
        context.respondWhenDone(coordinator
                .listGroups(request)
                .thenApply(groups -> new ListGroupsResponse().setGroups(visible(context, groups))));
    }

    private static List<ListedGroup> visible(RequestContext context, List<ListedGroup> groups) {
        if (context.allowedOnCluster(Operation.DESCRIBE)) {
            return groups;
        }
        return groups.stream()
                .filter(group -> context.allowed(Operation.DESCRIBE, ResourceType.GROUP, group.groupId()))
                .toList();
    }

    @Override
    public ApiMessage failed(ListGroupsRequest request, short version, Errors error) {
        return new ListGroupsResponse().setErrorCode(error.code());
    }
}
