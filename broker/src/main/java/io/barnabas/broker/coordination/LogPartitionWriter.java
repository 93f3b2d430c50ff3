// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.coordination;

import io.barnabas.broker.partition.Partition;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.runtime.PartitionWriter;
import io.barnabas.coordinator.runtime.RecordSerde;
import io.barnabas.log.record.AppendError;
import io.barnabas.log.record.AppendOrigin;
import io.barnabas.log.record.Compression;
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

    private final Partition partition;
    private final RecordSerde serde;
    private final Compression compression;

    LogPartitionWriter(Partition partition, RecordSerde serde, Compression compression) {
        this.partition = partition;
        this.serde = serde;
        this.compression = compression;
    }

    @Override
    public Appended append(List<CoordinatorRecord> records, long nowMs) {
        try {
            long firstOffset = partition
                    .append(encode(records, nowMs), AppendOrigin.COORDINATOR, nowMs)
                    .firstOffset();
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
        boolean tooLarge = e.error() == AppendError.MESSAGE_TOO_LARGE || e.error() == AppendError.RECORD_LIST_TOO_LARGE;
        if (!tooLarge) {
            LOG.error("The log of {} refused what the coordinator wrote.", partition, e);
        }
        return new ApiException(
                tooLarge ? Errors.MESSAGE_TOO_LARGE : Errors.UNKNOWN_SERVER_ERROR,
                e.error() + " when writing to " + partition);
    }

    /** One batch, or several in one append when one would be larger than the topic allows. */
    private ByteBuffer encode(List<CoordinatorRecord> records, long nowMs) {
        int maxBytes = partition.log().config().maxMessageBytes();
        List<ByteBuffer> batches = new ArrayList<>();
        RecordBatchBuilder batch = new RecordBatchBuilder().compression(compression);
        for (CoordinatorRecord record : records) {
            ByteBuffer key = ByteBuffer.wrap(serde.keyBytes(record));
            byte @Nullable [] valueBytes = serde.valueBytes(record);
            ByteBuffer value = valueBytes == null ? null : ByteBuffer.wrap(valueBytes);
            if (batch.count() > 0
                    && batch.plainSizeInBytes() + RecordBatchBuilder.maxRecordSize(key, value) > maxBytes) {
                batches.add(batch.build());
                batch = new RecordBatchBuilder().compression(compression);
            }
            batch.append(nowMs, key, value);
        }
        batches.add(batch.build());
        return concatenate(batches);
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
