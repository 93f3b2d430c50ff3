// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.coordinator.transaction.TransactionCoordinator;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.DescribeTransactionsRequest;
import io.barnabas.wire.message.DescribeTransactionsResponse;
import io.barnabas.wire.message.DescribeTransactionsResponse.TransactionState;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Shows transactional ids with the partitions of their open transactions: DescribeTransactions v0 (KIP-664). */
final class DescribeTransactionsHandler implements RequestHandler<DescribeTransactionsRequest> {
    private final TransactionCoordinator coordinator;

    DescribeTransactionsHandler(TransactionCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DESCRIBE_TRANSACTIONS;
    }

    @Override
    public void handle(RequestContext context, DescribeTransactionsRequest request) {
        List<CompletableFuture<TransactionState>> described = new ArrayList<>();
        for (String transactionalId : request.transactionalIds()) {
            described.add(describe(context, transactionalId)
                    .exceptionally(failure -> failed(transactionalId, GroupHandlers.errorOf(failure))));
        }
        context.respondWhenDone(CompletableFuture.allOf(described.toArray(CompletableFuture[]::new))
                .thenApply(done -> new DescribeTransactionsResponse()
                        .setTransactionStates(
                                described.stream().map(CompletableFuture::join).toList())));
    }

    private CompletableFuture<TransactionState> describe(RequestContext context, String transactionalId) {
        if (!context.allowed(Operation.DESCRIBE, ResourceType.TRANSACTIONAL_ID, transactionalId)) {
            return CompletableFuture.completedFuture(
                    failed(transactionalId, Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED));
        }
        if (transactionalId.isEmpty()) {
            return CompletableFuture.completedFuture(failed(transactionalId, Errors.INVALID_REQUEST));
        }
        return coordinator.describe(transactionalId).thenApply(state -> visible(context, state));
    }

    /** Topics that the client may not see are left out. */
    private static TransactionState visible(RequestContext context, TransactionState state) {
        return state.setTopics(state.topics().stream()
                .filter(topic -> context.allowed(Operation.DESCRIBE, ResourceType.TOPIC, topic.topic()))
                .toList());
    }

    private static TransactionState failed(String transactionalId, Errors error) {
        return new TransactionState().setTransactionalId(transactionalId).setErrorCode(error.code());
    }

    @Override
    public ApiMessage failed(DescribeTransactionsRequest request, short version, Errors error) {
        return new DescribeTransactionsResponse()
                .setTransactionStates(request.transactionalIds().stream()
                        .map(transactionalId -> failed(transactionalId, error))
                        .toList());
    }
}
