// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.coordination;

import io.barnabas.broker.partition.Partition;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.runtime.PartitionWriter;
import io.barnabas.coordinator.runtime.RecordSerde;
import io.barnabas.coordinator.runtime.TransactionMarker;
import io.barnabas.coordinator.runtime.TransactionalProducer;
import io.barnabas.log.AppendResult;
import io.barnabas.log.record.AppendOrigin;
import io.barnabas.log.record.Compression;
import io.barnabas.log.record.EndTransactionMarker;
import io.barnabas.log.record.InvalidBatchException;
import io.barnabas.log.record.RecordBatchBuilder;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a shard's records into its partition's log. Used on the partition's loop. */
final class LogPartitionWriter implements PartitionWriter {

    private static final Logger LOG = LoggerFactory.getLogger(LogPartitionWriter.class);

    private static final long NO_PRODUCER_ID = -1;
    private static final short NO_PRODUCER_EPOCH = -1;

    private final Partition partition;
    private final RecordSerde serde;
    private final Compression compression;
    private final int baseSequence;

    /** @param baseSequence of every batch, also of those without a producer; it is not checked */
    LogPartitionWriter(Partition partition, RecordSerde serde, Compression compression, int baseSequence) {
        this.partition = partition;
        this.serde = serde;
        this.compression = compression;
        this.baseSequence = baseSequence;
    }

    @Override
    public Appended append(List<CoordinatorRecord> records, @Nullable TransactionalProducer producer, long nowMs) {
        return append(() -> partition.append(encode(records, producer, nowMs), AppendOrigin.COORDINATOR, nowMs));
    }

    @Override
    public Appended append(TransactionMarker marker, long nowMs) {
        return append(() -> partition.appendMarker(
                new EndTransactionMarker(marker.committed(), marker.coordinatorEpoch()),
                marker.producerId(),
                marker.producerEpoch(),
                marker.transactionVersion(),
                nowMs));
    }

    @FunctionalInterface
    private interface Append {
        AppendResult run() throws IOException;
    }

    private Appended append(Append append) {
        try {
            long firstOffset = append.run().firstOffset();
            CompletableFuture<Void> committed = new CompletableFuture<>();
            partition.whenDurable(failure -> complete(committed, failure));
            return new Appended(firstOffset, committed);
        } catch (IOException e) {
            LOG.error("The coordinator cannot write to {}.", partition, e);
            throw new ApiException(Errors.NOT_COORDINATOR, "The disk of " + partition + " failed.");
        } catch (InvalidBatchException e) {
            throw refused(e);
        } catch (ApiException e) {
            throw new ApiException(Errors.COORDINATOR_NOT_AVAILABLE, e.getMessage());
        }
    }

    private static void complete(CompletableFuture<Void> committed, @Nullable IOException failure) {
        if (failure == null) {
            committed.complete(null);
        } else {
            committed.completeExceptionally(failure);
        }
    }

    private ApiException refused(InvalidBatchException e) {
        Errors error = switch (e.error()) {
            case MESSAGE_TOO_LARGE, RECORD_LIST_TOO_LARGE -> Errors.MESSAGE_TOO_LARGE;
            case INVALID_PRODUCER_EPOCH -> Errors.INVALID_PRODUCER_EPOCH;
            case TRANSACTION_COORDINATOR_FENCED -> Errors.TRANSACTION_COORDINATOR_FENCED;
            default -> Errors.UNKNOWN_SERVER_ERROR;
        };
        if (error == Errors.UNKNOWN_SERVER_ERROR) {
            LOG.error("The log of {} refused what the coordinator wrote.", partition, e);
        }
        return new ApiException(error, e.error() + " when writing to " + partition);
    }

    /** One batch, or several in one append when one would be larger than the topic allows. */
    private ByteBuffer encode(List<CoordinatorRecord> records, @Nullable TransactionalProducer producer, long nowMs) {
        int maxBytes = partition.log().config().maxMessageBytes();
        List<ByteBuffer> batches = new ArrayList<>();
        RecordBatchBuilder batch = newBatch(producer);
        for (CoordinatorRecord record : records) {
            ByteBuffer key = ByteBuffer.wrap(serde.keyBytes(record));
            byte @Nullable [] valueBytes = serde.valueBytes(record);
            ByteBuffer value = valueBytes == null ? null : ByteBuffer.wrap(valueBytes);
            if (batch.count() > 0
                    && batch.plainSizeInBytes() + RecordBatchBuilder.maxRecordSize(key, value) > maxBytes) {
                batches.add(batch.build());
                batch = newBatch(producer);
            }
            batch.append(nowMs, key, value);
        }
        batches.add(batch.build());
        return concatenate(batches);
    }

    private RecordBatchBuilder newBatch(@Nullable TransactionalProducer producer) {
        RecordBatchBuilder batch = new RecordBatchBuilder().compression(compression);
        return producer == null
                ? batch.producer(NO_PRODUCER_ID, NO_PRODUCER_EPOCH, baseSequence)
                : batch.producer(producer.producerId(), producer.producerEpoch(), baseSequence)
                        .transactional();
    }

    private static ByteBuffer concatenate(List<ByteBuffer> batches) {
        if (batches.size() == 1) {
            return batches.get(0);
        }
        int size = 0;
        for (ByteBuffer each : batches) {
            size += each.remaining();
        }
        ByteBuffer all = ByteBuffer.allocate(size);
        batches.forEach(all::put);
        return all.flip();
    }
}
