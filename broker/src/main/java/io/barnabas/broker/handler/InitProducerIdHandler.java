// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.metadata.ProducerIds;
import io.barnabas.broker.security.Operation;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.InitProducerIdRequest;
import io.barnabas.wire.message.InitProducerIdResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;

/**
 * Gives an idempotent producer its id: InitProducerId v0 to v5. As in Kafka a producer that has an id already and asks to go on with
 * it (KIP-360) gets a new one, epoch 0, when it has no transactional id.
 *
 * <p>Unlike Kafka, transactional ids are not served yet: INVALID_REQUEST as from FindCoordinator, which clients take as final.
 */
public final class InitProducerIdHandler implements RequestHandler<InitProducerIdRequest> {
    private static final long NO_PRODUCER_ID = -1;
    private static final short NO_EPOCH = -1;
    private static final short FIRST_EPOCH = 0;

    private final ProducerIds producerIds;

    public InitProducerIdHandler(ProducerIds producerIds) {
        this.producerIds = producerIds;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.INIT_PRODUCER_ID;
    }

    @Override
    public void handle(RequestContext context, InitProducerIdRequest request) {
        String transactionalId = request.transactionalId();
        if (transactionalId != null) {
            throw transactionalId.isEmpty()
                    ? new ApiException(Errors.INVALID_REQUEST, "The transactional id is empty")
                    : new ApiException(
                            Errors.INVALID_REQUEST,
                            "Transactions are not supported yet, asked for transactional id " + transactionalId);
        }
        context.requireOnCluster(Operation.IDEMPOTENT_WRITE);
        if ((request.producerId() == NO_PRODUCER_ID) != (request.producerEpoch() == NO_EPOCH)) {
            throw new ApiException(
                    Errors.INVALID_REQUEST,
                    "A producer id and its epoch belong together, got id " + request.producerId() + " and epoch "
                            + request.producerEpoch());
        }
        context.respondWhenDone(producerIds
                .next()
                .thenApply(id -> new InitProducerIdResponse()
                        .setErrorCode(Errors.NONE.code())
                        .setProducerId(id)
                        .setProducerEpoch(FIRST_EPOCH)));
    }

    @Override
    public ApiMessage failed(InitProducerIdRequest request, short version, Errors error) {
        return new InitProducerIdResponse()
                .setErrorCode(error.code())
                .setProducerId(NO_PRODUCER_ID)
                .setProducerEpoch(NO_EPOCH);
    }
}
