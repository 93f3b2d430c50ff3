// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.runtime;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Port: appends to the partition of one shard. Called on the shard's loop. */
public interface PartitionWriter {

    /**
     * Appends all records, in order, or none.
     *
     * @param producer whose open transaction they belong to, or null
     * @throws io.barnabas.wire.protocol.ApiException when they could not be appended; nothing was written then
     */
    Appended append(List<CoordinatorRecord> records, @Nullable TransactionalProducer producer, long nowMs);

    /**
     * Appends the marker that ends a transaction in this partition.
     *
     * @throws io.barnabas.wire.protocol.ApiException when it was refused or could not be appended
     */
    Appended append(TransactionMarker marker, long nowMs);

    /**
     * Where the records came to stand.
     *
     * @param firstOffset the offset of the first record; the others follow without gaps
     * @param committed completes, on the shard's loop, when the records are as durable as the log promises
     */
    record Appended(long firstOffset, CompletionStage<Void> committed) {}
}
