// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.Operation;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.CreateAclsRequest;
import io.barnabas.wire.message.CreateAclsResponse;
import io.barnabas.wire.message.CreateAclsResponse.AclCreationResult;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;

/** Adds access rules: CreateAcls v1 to v3 (KIP-140). There is no authorizer to take them. */
public final class CreateAclsHandler implements RequestHandler<CreateAclsRequest> {
    static final String NO_AUTHORIZER = "No Authorizer is configured.";

    @Override
    public ApiKey apiKey() {
        return ApiKey.CREATE_ACLS;
    }

    @Override
    public void handle(RequestContext context, CreateAclsRequest request) {
        if (request.creations().stream()
                .anyMatch(acl -> AclCodes.hasUnknown(
                        acl.resourceType(), acl.resourcePatternType(), acl.operation(), acl.permissionType()))) {
            context.closeConnection("CreateAcls with UNKNOWN elements");
            return;
        }
        context.requireOnCluster(Operation.ALTER);
        context.respond(answer(request, Errors.SECURITY_DISABLED, NO_AUTHORIZER));
    }

    private static CreateAclsResponse answer(CreateAclsRequest request, Errors error, String message) {
        CreateAclsResponse response = new CreateAclsResponse();
        request.creations()
                .forEach(creation -> response.results()
                        .add(new AclCreationResult().setErrorCode(error.code()).setErrorMessage(message)));
        return response;
    }

    @Override
    public ApiMessage failed(CreateAclsRequest request, short version, Errors error) {
        return answer(request, error, error.message());
    }
}
