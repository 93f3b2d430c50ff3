// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.metadata.InternalTopic;
import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.security.Operation;
import io.barnabas.coordinator.runtime.CoordinatorTopic;
import io.barnabas.coordinator.transaction.TransactionCoordinator;
import io.barnabas.coordinator.transaction.TransactionProducer;
import io.barnabas.wire.message.AddOffsetsToTxnRequest;
import io.barnabas.wire.message.AddOffsetsToTxnResponse;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.function.Supplier;

/**
 * Notes that a transaction is going to commit offsets of a group: AddOffsetsToTxn v0 to v4 (KIP-98). It is the same as adding the
 * group's partition of {@code __consumer_offsets}.
 */
final class AddOffsetsToTxnHandler implements RequestHandler<AddOffsetsToTxnRequest> {
    private static final short FIRST_VERSION_WITH_FENCED = 2;

    private final TransactionCoordinator coordinator;
    private final Supplier<MetadataImage> metadata;
    private final InternalTopic offsetsTopic;

    AddOffsetsToTxnHandler(
            TransactionCoordinator coordinator, Supplier<MetadataImage> metadata, InternalTopic offsetsTopic) {
        this.coordinator = coordinator;
        this.metadata = metadata;
        this.offsetsTopic = offsetsTopic;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.ADD_OFFSETS_TO_TXN;
    }

    @Override
    public void handle(RequestContext context, AddOffsetsToTxnRequest request) {
        TransactionHandlers.requireWrite(context, request.transactionalId());
        GroupHandlers.require(context, Operation.READ, request.groupId());
        TransactionHandlers.requireId(request.transactionalId());
        var producer = new TransactionProducer(
                request.transactionalId(), request.producerId(), request.producerEpoch(), TransactionHandlers.CLASSIC);
        var partition = TransactionHandlers.only(
                offsetsTopic.name(), CoordinatorTopic.partitionOf(request.groupId(), offsetsPartitions()));
        context.respondWhenDone(coordinator
                .addPartitions(producer, partition)
                .handle((done, failure) -> failed(
                        request, context.version(), failure == null ? Errors.NONE : GroupHandlers.errorOf(failure))));
    }

    /** As many as the topic will have, when nobody has asked for the coordinator of a group yet. */
    private int offsetsPartitions() {
        TopicInfo topic = metadata.get().topic(offsetsTopic.name());
        return topic == null ? offsetsTopic.partitions() : topic.partitions().size();
    }

    @Override
    public ApiMessage failed(AddOffsetsToTxnRequest request, short version, Errors error) {
        return new AddOffsetsToTxnResponse()
                .setErrorCode(TransactionHandlers.told(error, version >= FIRST_VERSION_WITH_FENCED)
                        .code());
    }
}
