// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.metadata.ProducerIds;
import io.barnabas.broker.security.Operation;
import io.barnabas.coordinator.transaction.TransactionCoordinator;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.InitProducerIdRequest;
import io.barnabas.wire.message.InitProducerIdResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.concurrent.CompletionStage;

/**
 * Gives a producer its id: InitProducerId v0 to v5, and v6 where unstable versions are switched on. With a transactional id the transaction coordinator answers (KIP-98). Without one,
 * as in Kafka, a producer that has an id already and asks to go on with it (KIP-360) gets a new one, epoch 0.
 */
public final class InitProducerIdHandler implements RequestHandler<InitProducerIdRequest> {
    private static final short FIRST_VERSION_WITH_FENCED = 4;
    private static final long NO_PRODUCER_ID = -1;
    private static final short NO_EPOCH = -1;
    private static final short FIRST_EPOCH = 0;

    private final ProducerIds producerIds;
    private final TransactionCoordinator transactions;
    private final boolean unstableVersions;

    /**
     * A handler of stable versions, or of all.
     *
     * @param unstableVersions {@code unstable.api.versions.enable}
     */
    public InitProducerIdHandler(
            ProducerIds producerIds, TransactionCoordinator transactions, boolean unstableVersions) {
        this.producerIds = producerIds;
        this.transactions = transactions;
        this.unstableVersions = unstableVersions;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.INIT_PRODUCER_ID;
    }

    @Override
    public short highestVersion() {
        return unstableVersions ? apiKey().highestVersion() : highestStableVersion();
    }

    @Override
    public void handle(RequestContext context, InitProducerIdRequest request) {
        String transactionalId = request.transactionalId();
        if (transactionalId == null) {
            context.requireOnCluster(Operation.IDEMPOTENT_WRITE);
        } else {
            TransactionHandlers.requireWrite(context, transactionalId);
            TransactionHandlers.requireId(transactionalId);
            requireOnePhase(request);
        }
        if ((request.producerId() == NO_PRODUCER_ID) != (request.producerEpoch() == NO_EPOCH)) {
            throw new ApiException(
                    Errors.INVALID_REQUEST,
                    "A producer id and its epoch belong together, got id " + request.producerId() + " and epoch "
                            + request.producerEpoch());
        }
        context.respondWhenDone(
                transactionalId == null ? next() : transactions.initProducerId(transactionalId, request));
    }

    /** Transactions that somebody else decides on (KIP-939) are not to be had; this is how Kafka refuses them by default. */
    private static void requireOnePhase(InitProducerIdRequest request) {
        if (request.enable2Pc()) {
            throw new ApiException(Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED);
        }
        if (request.keepPreparedTxn()) {
            throw new ApiException(Errors.UNSUPPORTED_VERSION);
        }
    }

    private CompletionStage<InitProducerIdResponse> next() {
        return producerIds
                .next()
                .thenApply(id -> new InitProducerIdResponse()
                        .setErrorCode(Errors.NONE.code())
                        .setProducerId(id)
                        .setProducerEpoch(FIRST_EPOCH));
    }

    @Override
    public ApiMessage failed(InitProducerIdRequest request, short version, Errors error) {
        return new InitProducerIdResponse()
                .setErrorCode(TransactionHandlers.told(error, version >= FIRST_VERSION_WITH_FENCED)
                        .code())
                .setProducerId(NO_PRODUCER_ID)
                .setProducerEpoch(NO_EPOCH);
    }
}
