// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.coordinator.transaction.TransactionCoordinator;
import io.barnabas.coordinator.transaction.TransactionProducer;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.EndTxnRequest;
import io.barnabas.wire.message.EndTxnResponse;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;

/**
 * Commits or aborts a transaction: EndTxn v0 to v5 (KIP-98). A client that sends v5 has transaction version 2 and learns the epoch of
 * its next transaction (KIP-890).
 */
final class EndTxnHandler implements RequestHandler<EndTxnRequest> {
    private static final short FIRST_VERSION_WITH_FENCED = 2;
    private static final short FIRST_VERSION_RAISING_EPOCHS = 5;

    private final TransactionCoordinator coordinator;

    EndTxnHandler(TransactionCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.END_TXN;
    }

    @Override
    public void handle(RequestContext context, EndTxnRequest request) {
        TransactionHandlers.requireWrite(context, request.transactionalId());
        TransactionHandlers.requireId(request.transactionalId());
        boolean raises = context.version() >= FIRST_VERSION_RAISING_EPOCHS;
        var producer = new TransactionProducer(
                request.transactionalId(),
                request.producerId(),
                request.producerEpoch(),
                raises ? TransactionHandlers.EPOCH_RAISING : TransactionHandlers.CLASSIC);
        context.respondWhenDone(coordinator
                .endTransaction(producer, request.committed())
                .thenApply(response -> raises ? response : new EndTxnResponse()));
    }

    @Override
    public ApiMessage failed(EndTxnRequest request, short version, Errors error) {
        return new EndTxnResponse()
                .setErrorCode(TransactionHandlers.told(error, version >= FIRST_VERSION_WITH_FENCED)
                        .code());
    }
}
