// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.partition.Partition;
import io.barnabas.broker.partition.TransactionGate;
import io.barnabas.wire.message.ProduceResponse.PartitionProduceResponse;
import io.barnabas.wire.protocol.Errors;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An append of transactional records: it passes the partition's gate first. */
final class TransactionalAppend extends PartitionAppend implements TransactionGate.Entry {
    private final long producerId;
    private final short producerEpoch;
    private final Supplier<CompletionStage<Errors>> ask;

    /** @param ask asks the transaction coordinator, if need be */
    TransactionalAppend(
            Partition partition,
            ByteBuffer batches,
            long nowMs,
            PartitionProduceResponse answer,
            PendingProduce pending,
            long producerId,
            short producerEpoch,
            Supplier<CompletionStage<Errors>> ask) {
        super(partition, batches, nowMs, answer, pending);
        this.producerId = producerId;
        this.producerEpoch = producerEpoch;
        this.ask = ask;
    }

    @Override
    public void run() {
        partition().transactions().enter(producerId, producerEpoch, ask, this);
    }

    @Override
    public void admitted() {
        append();
    }

    @Override
    public void refused(Errors error, @Nullable String message) {
        refuse(error, message);
    }
}
