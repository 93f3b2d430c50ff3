// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.DescribeDelegationTokenRequest;
import io.barnabas.wire.message.DescribeDelegationTokenResponse;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;

/** Lists tokens: DescribeDelegationToken v1 to v3 (KIP-48). As in Kafka, not for clients of a PLAINTEXT listener. */
public final class DescribeDelegationTokenHandler implements RequestHandler<DescribeDelegationTokenRequest> {
    @Override
    public ApiKey apiKey() {
        return ApiKey.DESCRIBE_DELEGATION_TOKEN;
    }

    @Override
    public void handle(RequestContext context, DescribeDelegationTokenRequest request) {
        context.respond(failed(request, context.version(), Errors.DELEGATION_TOKEN_REQUEST_NOT_ALLOWED));
    }

    @Override
    public ApiMessage failed(DescribeDelegationTokenRequest request, short version, Errors error) {
        return new DescribeDelegationTokenResponse().setErrorCode(error.code());
    }
}
