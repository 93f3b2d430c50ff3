// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.Operation;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.DeleteAclsRequest;
import io.barnabas.wire.message.DeleteAclsResponse;
import io.barnabas.wire.message.DeleteAclsResponse.DeleteAclsFilterResult;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;

/** Removes access rules: DeleteAcls v1 to v3 (KIP-140). There is no authorizer that has them. */
public final class DeleteAclsHandler implements RequestHandler<DeleteAclsRequest> {
    @Override
    public ApiKey apiKey() {
        return ApiKey.DELETE_ACLS;
    }

    @Override
    public void handle(RequestContext context, DeleteAclsRequest request) {
        if (request.filters().stream()
                .anyMatch(filter -> AclCodes.hasUnknown(
                        filter.resourceTypeFilter(),
                        filter.patternTypeFilter(),
                        filter.operation(),
                        filter.permissionType()))) {
            context.closeConnection("DeleteAcls with UNKNOWN elements");
            return;
        }
        context.requireOnCluster(Operation.ALTER);
        context.respond(answer(request, Errors.SECURITY_DISABLED, CreateAclsHandler.NO_AUTHORIZER));
    }

    private static DeleteAclsResponse answer(DeleteAclsRequest request, Errors error, String message) {
        DeleteAclsResponse response = new DeleteAclsResponse();
        request.filters()
                .forEach(filter -> response.filterResults()
                        .add(new DeleteAclsFilterResult()
                                .setErrorCode(error.code())
                                .setErrorMessage(message)));
        return response;
    }

    @Override
    public ApiMessage failed(DeleteAclsRequest request, short version, Errors error) {
        return answer(request, error, error.message());
    }
}
