// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.coordination;

import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.partition.Partition;
import io.barnabas.broker.partition.Partitions;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.coordinator.runtime.TransactionMarker;
import io.barnabas.log.record.EndTransactionMarker;
import io.barnabas.log.record.InvalidBatchException;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/**
 * Writes the marker that ends a transaction into one partition. Into one of {@code __consumer_offsets} it goes through the group
 * coordinator, whose committed offsets come true, or do not, in the same turn.
 */
public final class MarkerAppend {
    private final Partitions partitions;
    private final GroupCoordinator groups;
    private final InstantSource clock;

    public MarkerAppend(Partitions partitions, GroupCoordinator groups, InstantSource clock) {
        this.partitions = partitions;
        this.groups = groups;
        this.clock = clock;
    }

    /**
     * Appends; from any thread.
     *
     * @return completes on the partition's loop when the marker is durable; fails with an {@link ApiException}, perhaps as a
     *     cause: UNKNOWN_TOPIC_OR_PARTITION when there is no such partition
     */
    public CompletableFuture<Void> run(String topic, int index, TransactionMarker marker) {
        Partition partition = partitions.find(topic, index);
        if (partition == null) {
            return CompletableFuture.failedFuture(new ApiException(Errors.UNKNOWN_TOPIC_OR_PARTITION));
        }
        if (topic.equals(TopicInfo.CONSUMER_OFFSETS)) {
            return groups.endTransaction(index, marker);
        }
        CompletableFuture<Void> durable = new CompletableFuture<>();
        partition.execute(() -> append(partition, marker, durable));
        return durable;
    }

    private void append(Partition partition, TransactionMarker marker, CompletableFuture<Void> durable) {
        try {
            partition.appendMarker(
                    new EndTransactionMarker(marker.committed(), marker.coordinatorEpoch()),
                    marker.producerId(),
                    marker.producerEpoch(),
                    marker.transactionVersion(),
                    clock.millis());
            partition.whenDurable(failure -> {
                if (failure == null) {
                    durable.complete(null);
                } else {
                    durable.completeExceptionally(storageError(failure));
                }
            });
        } catch (InvalidBatchException e) {
            durable.completeExceptionally(
                    new ApiException(Errors.valueOf(e.error().name()), String.valueOf(e.getMessage())));
        } catch (IOException | UncheckedIOException e) {
            durable.completeExceptionally(storageError(e));
        } catch (RuntimeException e) {
            durable.completeExceptionally(e);
        }
    }

    private static ApiException storageError(Exception cause) {
        return new ApiException(Errors.KAFKA_STORAGE_ERROR, String.valueOf(cause.getMessage()));
    }
}
