// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.ExpireDelegationTokenRequest;
import io.barnabas.wire.message.ExpireDelegationTokenResponse;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;

/** Ends a token, now or later: ExpireDelegationToken v1 to v2 (KIP-48). As in Kafka, not for clients of a PLAINTEXT listener. */
public final class ExpireDelegationTokenHandler implements RequestHandler<ExpireDelegationTokenRequest> {
    private static final long NONE = -1;

    @Override
    public ApiKey apiKey() {
        return ApiKey.EXPIRE_DELEGATION_TOKEN;
    }

    @Override
    public void handle(RequestContext context, ExpireDelegationTokenRequest request) {
        context.respond(failed(request, context.version(), Errors.DELEGATION_TOKEN_REQUEST_NOT_ALLOWED));
    }

    @Override
    public ApiMessage failed(ExpireDelegationTokenRequest request, short version, Errors error) {
        return new ExpireDelegationTokenResponse().setErrorCode(error.code()).setExpiryTimestampMs(NONE);
    }
}
