// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.SaslHandshakeRequest;
import io.barnabas.wire.message.SaslHandshakeResponse;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;

/**
 * Where SASL would begin: SaslHandshake v0 to v1. All listeners are PLAINTEXT, where nothing is left to be negotiated: as in
 * Kafka the client is told so, and may go on.
 */
public final class SaslHandshakeHandler implements RequestHandler<SaslHandshakeRequest> {
    @Override
    public ApiKey apiKey() {
        return ApiKey.SASL_HANDSHAKE;
    }

    @Override
    public void handle(RequestContext context, SaslHandshakeRequest request) {
        context.respond(failed(request, context.version(), Errors.ILLEGAL_SASL_STATE));
    }

    @Override
    public ApiMessage failed(SaslHandshakeRequest request, short version, Errors error) {
        return new SaslHandshakeResponse().setErrorCode(error.code());
    }
}
