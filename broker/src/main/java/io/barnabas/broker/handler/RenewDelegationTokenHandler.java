// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.RenewDelegationTokenRequest;
import io.barnabas.wire.message.RenewDelegationTokenResponse;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;

/** Lets a token live longer: RenewDelegationToken v1 to v2 (KIP-48). As in Kafka, not for clients of a PLAINTEXT listener. */
public final class RenewDelegationTokenHandler implements RequestHandler<RenewDelegationTokenRequest> {
    private static final long NONE = -1;

    @Override
    public ApiKey apiKey() {
        return ApiKey.RENEW_DELEGATION_TOKEN;
    }

    @Override
    public void handle(RequestContext context, RenewDelegationTokenRequest request) {
        context.respond(failed(request, context.version(), Errors.DELEGATION_TOKEN_REQUEST_NOT_ALLOWED));
    }

    @Override
    public ApiMessage failed(RenewDelegationTokenRequest request, short version, Errors error) {
        return new RenewDelegationTokenResponse().setErrorCode(error.code()).setExpiryTimestampMs(NONE);
    }
}
