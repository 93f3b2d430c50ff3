// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.Operation;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.DescribeAclsRequest;
import io.barnabas.wire.message.DescribeAclsResponse;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;

/** Lists access rules: DescribeAcls v1 to v3 (KIP-140). There is no authorizer, and thus none of them. */
public final class DescribeAclsHandler implements RequestHandler<DescribeAclsRequest> {
    @Override
    public ApiKey apiKey() {
        return ApiKey.DESCRIBE_ACLS;
    }

    @Override
    public void handle(RequestContext context, DescribeAclsRequest request) {
        if (AclCodes.hasUnknown(
                request.resourceTypeFilter(),
                request.patternTypeFilter(),
                request.operation(),
                request.permissionType())) {
            context.closeConnection("DescribeAcls with UNKNOWN elements");
            return;
        }
        context.requireOnCluster(Operation.DESCRIBE);
        context.respond(new DescribeAclsResponse()
                .setErrorCode(Errors.SECURITY_DISABLED.code())
                .setErrorMessage("No Authorizer is configured on the broker"));
    }

    @Override
    public ApiMessage failed(DescribeAclsRequest request, short version, Errors error) {
        return new DescribeAclsResponse().setErrorCode(error.code()).setErrorMessage(error.message());
    }
}
