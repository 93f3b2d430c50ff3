// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.metadata.MetadataLoop;
import io.barnabas.broker.metadata.UnregisterBroker;
import io.barnabas.broker.security.Operation;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.UnregisterBrokerRequest;
import io.barnabas.wire.message.UnregisterBrokerResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.concurrent.CompletionException;

/** Forgets a broker that is gone for good: UnregisterBroker v0 (KIP-631). */
final class UnregisterBrokerHandler implements RequestHandler<UnregisterBrokerRequest> {
    private final MetadataLoop metadata;

    UnregisterBrokerHandler(MetadataLoop metadata) {
        this.metadata = metadata;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.UNREGISTER_BROKER;
    }

    @Override
    public void handle(RequestContext context, UnregisterBrokerRequest request) {
        context.requireOnCluster(Operation.ALTER);
        context.respondWhenDone(metadata.submit(new UnregisterBroker(request.brokerId()))
                .handle((done, failure) -> failure == null ? new UnregisterBrokerResponse() : refused(failure)));
    }

    private static UnregisterBrokerResponse refused(Throwable failure) {
        if (failure instanceof ApiException expected) {
            return new UnregisterBrokerResponse()
                    .setErrorCode(expected.error().code())
                    .setErrorMessage(expected.getMessage());
        }
        throw new CompletionException(failure);
    }

    @Override
    public ApiMessage failed(UnregisterBrokerRequest request, short version, Errors error) {
        return new UnregisterBrokerResponse().setErrorCode(error.code()).setErrorMessage(error.message());
    }
}
