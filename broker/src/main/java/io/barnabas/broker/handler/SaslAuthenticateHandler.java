// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.SaslAuthenticateRequest;
import io.barnabas.wire.message.SaslAuthenticateResponse;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;

/**
 * A step of SASL: SaslAuthenticate v0 to v2 (KIP-152). As in Kafka, a client of a PLAINTEXT listener counts as one that has
 * authenticated already, and may go on.
 */
public final class SaslAuthenticateHandler implements RequestHandler<SaslAuthenticateRequest> {
    @Override
    public ApiKey apiKey() {
        return ApiKey.SASL_AUTHENTICATE;
    }

    @Override
    public void handle(RequestContext context, SaslAuthenticateRequest request) {
        context.respond(new SaslAuthenticateResponse()
                .setErrorCode(Errors.ILLEGAL_SASL_STATE.code())
                .setErrorMessage("SaslAuthenticate request received after successful authentication"));
    }

    @Override
    public ApiMessage failed(SaslAuthenticateRequest request, short version, Errors error) {
        return new SaslAuthenticateResponse().setErrorCode(error.code()).setErrorMessage(error.message());
    }
}
