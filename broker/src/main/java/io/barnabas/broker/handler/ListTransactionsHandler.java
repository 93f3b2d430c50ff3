// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.coordinator.transaction.TransactionCoordinator;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.ListTransactionsRequest;
import io.barnabas.wire.message.ListTransactionsResponse;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;

/**
 * Lists the transactional ids that the client may describe: ListTransactions v0 to v2 (KIP-664; by duration KIP-994, by pattern
 * KIP-1152).
 */
final class ListTransactionsHandler implements RequestHandler<ListTransactionsRequest> {
    private final TransactionCoordinator coordinator;

    ListTransactionsHandler(TransactionCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.LIST_TRANSACTIONS;
    }

    @Override
    public void handle(RequestContext context, ListTransactionsRequest request) {
        context.respondWhenDone(coordinator
                .list(request)
                .thenApply(response -> response.setTransactionStates(response.transactionStates().stream()
                        .filter(listed -> context.allowed(
                                Operation.DESCRIBE, ResourceType.TRANSACTIONAL_ID, listed.transactionalId()))
                        .toList())));
    }

    @Override
    public ApiMessage failed(ListTransactionsRequest request, short version, Errors error) {
        return new ListTransactionsResponse().setErrorCode(error.code());
    }
}
