// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.partition.Partition;
import io.barnabas.log.AppendResult;
import io.barnabas.log.record.AppendOrigin;
import io.barnabas.log.record.InvalidBatchException;
import io.barnabas.log.record.RecordError;
import io.barnabas.wire.message.ProduceResponse.BatchIndexAndErrorMessage;
import io.barnabas.wire.message.ProduceResponse.PartitionProduceResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of one produce request that goes to one partition; runs on the partition's loop and fills in its own answer. */
class PartitionAppend implements Runnable, Partition.DurableListener {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionAppend.class);

    private final Partition partition;
    private final ByteBuffer batches;
    private final long nowMs;
    private final PartitionProduceResponse answer;
    private final PendingProduce pending;

    PartitionAppend(
            Partition partition,
            ByteBuffer batches,
            long nowMs,
            PartitionProduceResponse answer,
            PendingProduce pending) {
        this.partition = partition;
        this.batches = batches;
        this.nowMs = nowMs;
        this.answer = answer;
        this.pending = pending;
    }

    final Partition partition() {
        return partition;
    }

    @Override
    public void run() {
        append();
    }

    final void append() {
        try {
            AppendResult result = partition.gather(batches, AppendOrigin.CLIENT, nowMs, this);
            answer.setBaseOffset(result.firstOffset())
                    .setLogAppendTimeMs(result.logAppendTimeMs())
                    .setLogStartOffset(result.logStartOffset());
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    @Override
    public final void durable(@Nullable IOException failure) {
        if (failure == null) {
            pending.finished();
        } else {
            failed(failure);
        }
    }

    final void refuse(Errors error, @Nullable String message) {
        pending.refuse(answer, error, message);
        pending.finished();
    }

    private void failed(Exception cause) {
        if (cause instanceof InvalidBatchException refused) {
            LOG.debug("Produce to {} refused: {} {}", partition, refused.error(), refused.getMessage());
            for (RecordError record : refused.recordErrors()) {
                answer.recordErrors()
                        .add(new BatchIndexAndErrorMessage()
                                .setBatchIndex(record.batchIndex())
                                .setBatchIndexErrorMessage(record.message()));
            }
            pending.refuse(answer, Errors.valueOf(refused.error().name()), refused.getMessage());
        } else if (cause instanceof ApiException expected) {
            pending.refuse(answer, expected.error(), expected.getMessage());
        } else if (cause instanceof IOException || cause instanceof UncheckedIOException) {
            LOG.debug("Produce to {} failed with its disk", partition, cause);
            pending.refuse(answer, Errors.KAFKA_STORAGE_ERROR, null);
        } else {
            LOG.error("Bug: append to {} failed", partition, cause);
            pending.refuse(answer, Errors.UNKNOWN_SERVER_ERROR, null);
        }
        pending.finished();
    }
}
