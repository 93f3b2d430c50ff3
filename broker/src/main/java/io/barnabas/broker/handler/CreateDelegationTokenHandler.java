// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.CreateDelegationTokenRequest;
import io.barnabas.wire.message.CreateDelegationTokenResponse;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;

/**
 * Makes a token that stands for its owner: CreateDelegationToken v1 to v3 (KIP-48, KIP-373). Only those who have authenticated
 * may ask for one, and nobody does on a PLAINTEXT listener.
 */
public final class CreateDelegationTokenHandler implements RequestHandler<CreateDelegationTokenRequest> {
    private static final short FIRST_VERSION_WITH_OWNER = 3;
    private static final long NONE = -1;

    @Override
    public ApiKey apiKey() {
        return ApiKey.CREATE_DELEGATION_TOKEN;
    }

    @Override
    public void handle(RequestContext context, CreateDelegationTokenRequest request) {
        String principal = context.principal();
        int colon = principal.indexOf(':');
        String type = principal.substring(0, colon);
        String name = principal.substring(colon + 1);
        CreateDelegationTokenResponse response = refusal(Errors.DELEGATION_TOKEN_REQUEST_NOT_ALLOWED)
                .setPrincipalType(type)
                .setPrincipalName(name);
        String ownerType = request.ownerPrincipalType();
        String ownerName = request.ownerPrincipalName();
        if (ownerType != null && ownerName != null && !ownerName.isEmpty()) {
            response.setPrincipalType(ownerType).setPrincipalName(ownerName);
        }
        if (context.version() >= FIRST_VERSION_WITH_OWNER) {
            response.setTokenRequesterPrincipalType(type).setTokenRequesterPrincipalName(name);
        }
        context.respond(response);
    }

    private static CreateDelegationTokenResponse refusal(Errors error) {
        return new CreateDelegationTokenResponse()
                .setErrorCode(error.code())
                .setIssueTimestampMs(NONE)
                .setExpiryTimestampMs(NONE)
                .setMaxTimestampMs(NONE);
    }

    @Override
    public ApiMessage failed(CreateDelegationTokenRequest request, short version, Errors error) {
        return refusal(error);
    }
}
